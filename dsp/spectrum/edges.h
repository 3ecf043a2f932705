// SPDX-License-Identifier: GPL-3.0-or-later
// Edges of a spectrum: where the level changes within some 40 kHz and stays changed for 150 kHz to either side. Levels
// are medians, so that a spur is no edge. Pure.
#pragma once

#include <vector>

#include "dsp/spectrum/welch.h"

namespace boresight::dsp::spectrum {

struct Edge {
    double frequency_hz = 0;  // between the two levels, relative to the middle of the capture
    double rise_db = 0;       // from below to above; negative: a falling edge
};

// Strong enough ones, by frequency. Those in the outermost fortieth of the capture are left out: a filter makes them.
std::vector<Edge> find_edges(const Spectrum& spectrum);

// Median density between two frequencies, 0 where no bin lies there.
double median_density(const Spectrum& spectrum, double low_hz, double high_hz);

}  // namespace boresight::dsp::spectrum
