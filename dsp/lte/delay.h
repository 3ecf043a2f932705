// SPDX-License-Identifier: GPL-3.0-or-later
// How a cell's signal arrives: the power over delay from port 0's reference signals, which lie three subcarriers apart
// once two symbols are taken together, so that 22 microseconds are unambiguous. Taken between the two slots of a
// subframe, so that noise has no share on average. With six resource blocks paths nearer than about one microsecond
// melt into one; the RMS spread is that of the profile less the window's own. Pure; any thread.
#pragma once

#include <optional>

#include "dsp/lte/crs.h"

namespace boresight::dsp::lte {

struct DelayProfile {
    double spread_us = 0;      // RMS
    double first_path_db = 0;  // first path over the strongest; 0 when they are one
    // The first path lies more than 10 dB under the strongest; none where noise would hide such a path.
    std::optional<bool> direct_path_blocked;
};

// None where noise leaves no clear path.
std::optional<DelayProfile> delay_profile(const CrsGrid& grid);

}  // namespace boresight::dsp::lte
