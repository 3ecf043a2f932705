// SPDX-License-Identifier: GPL-3.0-or-later
// One LTE carrier may have several numbers: bands 12 and 17, 4 and 66 share frequencies down and up, and a tower may
// announce its carrier by either (TS 36.331, multiBandInfoList). Bands that share frequencies in one direction only (14
// and 28) are never the same carrier. Pure; any thread.
#pragma once

#include <vector>

#include "catalog/carriers.h"

namespace boresight::advise {

// Both bands of LTE have carriers that are the same pair of frequencies.
bool share_carriers(const catalog::Band& a, const catalog::Band& b);

// Every number of the carrier at that downlink frequency of that band, the band's own too; empty where it has none
// there.
std::vector<catalog::Carrier> numbers_of(double frequency_hz, const catalog::Band& band);

}  // namespace boresight::advise
