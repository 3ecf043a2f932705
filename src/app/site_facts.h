// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a sweep's page: the site and the instrument with its calibration, the lock with what undoes it, and the
// strength of a cell in the unit that calibration allows. Pure; any thread.
#pragma once

#include <string>

#include "app/site_page.h"

namespace boresight::app {

report::PageSection instrument(const SiteReport& report, const SitePageWish& wish);

report::PageSection lock_section(const SiteReport& report);

// "-101.2 dBm", or "-52.3 dB below the radio's full scale (dBFS)" of one that isn't calibrated; of port 0's reference
// signal, where the cell is strongest. Empty where it isn't known.
std::string strength_words(const SiteReport& report, std::size_t cell);

}  // namespace boresight::app
