// SPDX-License-Identifier: GPL-3.0-or-later
// What one 3G carrier of 5 MHz could carry with HSPA+, from how far its cell stands above everything else: a rough
// range, never a promise. Shannon's bound attenuated as for LTE (aim/capacity.h) over 3.84 MHz (the chip rate,
// TS 25.101 cl. 6.8), 15 of 16 codes (TS 25.306 table 5.1a), of one layer. What limits it beside other cells is the
// cell's own power, whose codes stay orthogonal only on a single path: of it 0.06 (small cells, one path) to 0.4 (large
// cells, several) disturb, the factors of TR 25.942; one for all places would be wrong (Mehta, Molisch and Greenstein,
// MERL TR2005-100), hence the range. 0.6 to 0.8 of it carry data. What a hotspot takes at most isn't reached so: 27 952
// bits each 2 ms in category 10, which is 14.0 Mbit/s (TS 25.306 table 5.1a), and in category 14, with 64QAM, 38 576
// bits as it may ask for them (TS 25.214 table 7G, CQI 30); below category 9 it takes less, and which a hotspot has
// isn't known. The range lies above the floor that the standard sets every phone (TS 25.101 table 9.3). SINR in dB,
// Mbit/s. Pure; nothing fails.
#pragma once

#include "advise/throughput_model.h"

namespace boresight::advise {

// `sinr_db`: the cell at full power over all others and the noise.
Range umts_capacity_range_mbps(const aim::Value& sinr_db);

// In the middle of what is possible, for comparing carriers.
double umts_expected_mbps(const aim::Value& sinr_db);

}  // namespace boresight::advise
