// SPDX-License-Identifier: GPL-3.0-or-later
// Finds carriers by the shape of the spectrum: a rising and a falling edge at the distance that a standard knows. LTE
// (TS 36.104 5.6) is flat from edge to edge, 6 to 100 resource blocks wide, whatever its load or the channel does in
// between; UMTS has the root raised cosine of its 3.84 Mchip/s (TS 25.104 6.8.1), half power at +- 1.92 MHz. A pair of
// another width is a signal of unknown kind; an edge whose partner the capture doesn't hold is a carrier that was cut.
// A carrier wider than the capture shows no edge and isn't found. Edges are those of the air: receiver and tower may be
// off by their clocks. Pure.
#pragma once

#include <vector>

#include "dsp/spectrum/noise_floor.h"
#include "dsp/spectrum/welch.h"

namespace boresight::dsp::spectrum {

enum class Shape { lte, umts, unknown };

struct FoundCarrier {
    Shape shape = Shape::unknown;
    double low_hz = 0;  // half power points, relative to the middle of the capture
    double high_hz = 0;
    double nominal_bandwidth_hz = 0;  // of the standard: 5e6 for 25 resource blocks; 0: unknown
    int n_rb_dl = 0;                  // of LTE; 0: unknown
    double low_edge_db = 0;           // how far the spectrum rises there; 0: cut by the capture
    double high_edge_db = 0;
    bool near_filter_edge = false;  // an edge lies where the radio's own filter may have made or moved it
};

// By frequency, not overlapping.
std::vector<FoundCarrier> find_carriers(const Spectrum& spectrum, const NoiseFloor& floor);

}  // namespace boresight::dsp::spectrum
