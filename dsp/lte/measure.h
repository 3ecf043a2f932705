// SPDX-License-Identifier: GPL-3.0-or-later
// Levels of an assured cell from its reference signals in the middle six resource blocks: RSRP (TS 36.214 5.1.1) and
// noise with interference (pilot_series.h), the latter at the reference signals of ports 0 and 1; RSSI from all power
// in the symbols with reference signals of port 0; RSRQ (5.1.3). Each with its standard error, of the mean over the
// time listened to. Pure.
#pragma once

#include <vector>

#include "dsp/lte/coherence.h"
#include "dsp/lte/crs.h"
#include "dsp/lte/level_series.h"
#include "dsp/lte/pilot_series.h"

namespace boresight::dsp::lte {

struct Levels {
    std::vector<Level> rsrp;  // per port
    Level noise;              // per resource element, interference included
    Level rssi;               // over n_rb resource blocks
    double sinr_db = 0, sinr_sigma_db = 0;
    double rsrq_db = 0, rsrq_sigma_db = 0;
    Coherence coherence;  // of port 0
    int n = 0;            // subframes
    int n_rb = 0;
};

constexpr int measured_n_rb = 6;

// From the reference signals of each port; the same as received, with all that is noise; and what was received in all,
// subframe by subframe, over `n_rb` resource blocks.
Levels levels_of(const std::vector<PilotSeries>& ports, const std::vector<PilotSeries>& received,
                 const std::vector<double>& total, int n_rb);

// Puts them into the cell in the place of others.
void set_levels(Cell& cell, const Levels& levels);

Levels measure(const CrsGrid& grid, int ports);

// Of a cell whose stronger neighbours were taken out of the samples: what is received, and so noise and RSSI, is as in
// `received`, the same symbols before that.
Levels measure(const CrsGrid& grid, int ports, const CrsGrid& received);

}  // namespace boresight::dsp::lte
