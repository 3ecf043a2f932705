// SPDX-License-Identifier: GPL-3.0-or-later
// Levels of an assured cell from its reference signals in the middle six resource blocks: RSRP (TS 36.214 5.1.1) from
// products of the same subcarrier in the two slots of a subframe, in which noise has no share on average; noise and
// interference from what is left; RSSI from all power in the symbols with reference signals of port 0; RSRQ (5.1.3).
// Each with its standard error from the spread over subframes, widened where neighbouring subframes are alike. Pure.
#pragma once

#include <vector>

#include "dsp/lte/crs.h"

namespace boresight::dsp::lte {

struct Level {
    double power = 0;     // of full scale
    double sigma_db = 0;  // standard error
    double dbfs() const;
};

struct Levels {
    std::vector<Level> rsrp;  // per port
    Level noise;              // per resource element, interference included
    Level rssi;               // over six resource blocks
    double sinr_db = 0, sinr_sigma_db = 0;
    double rsrq_db = 0, rsrq_sigma_db = 0;
    int n = 0;  // subframes
};

constexpr int measured_n_rb = 6;

Levels measure(const CrsGrid& grid, int ports);

}  // namespace boresight::dsp::lte
