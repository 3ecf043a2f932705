// SPDX-License-Identifier: GPL-3.0-or-later
// What one 3G carrier of 5 MHz could carry with HSPA+, from how far its cell stands above everything else: a rough
// range, never a promise. Shannon's bound attenuated as for LTE (aim/capacity.h) over 3.84 MHz (the chip rate,
// TS 25.101 cl. 6.8), 15 of 16 codes (TS 25.213 cl. 5.2.2), of one layer. What limits it beside other cells is the
// cell's own power, whose codes stay orthogonal only on a single path: of it 0.06 (small cells, one path) to 0.4 (large
// cells, several) disturb (the factors of TR 25.942 cl. 7.1.4 and UMTS 30.03), and 0.6 to 0.8 of it carry data. At most
// what the hotspot's category of HSDPA takes on one carrier (TS 25.306 table 5.1a). SINR in dB, Mbit/s. Pure; nothing
// fails.
#pragma once

#include "advise/throughput_model.h"

namespace boresight::advise {

// Category 14: 64QAM on one carrier. What nearly every LTE hotspot has; more carriers or layers need more of both.
constexpr int usual_hsdpa_category = 14;

// On one carrier; of categories that aren't in the table, that of the usual one.
double hsdpa_peak_mbps(int category);

// `sinr_db`: the cell at full power over all others and the noise.
Range umts_capacity_range_mbps(const aim::Value& sinr_db, int hsdpa_category = usual_hsdpa_category);

// In the middle of what is possible, for comparing carriers.
double umts_expected_mbps(const aim::Value& sinr_db, int hsdpa_category = usual_hsdpa_category);

}  // namespace boresight::advise
