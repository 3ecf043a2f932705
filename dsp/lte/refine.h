// SPDX-License-Identifier: GPL-3.0-or-later
// Carrier offset, timing and clock error of an assured cell, from the reference signals of port 0 or two ports: the
// offset as offset_fit.h has it; timing from the phase over frequency, and where noise rules that, from where their
// power is most; the clock from how the timing moves. Any thread.
#pragma once

#include "dsp/lte/crs.h"

namespace boresight::dsp::lte {

struct Refinement {
    Alignment alignment;
    double cfo_sigma_hz = 0;
    double timing_sigma_samples = 0;
    double clock_sigma_ppm = 1e3;  // of the slope measured; a clock that wasn't taken over may be as far off
};

// A better alignment than the grid's own, from ports 0 to `ports` - 1 (1 or 2), with the reader that the grid was read
// from. The clock is taken over from the
// measured slope only where its error is small beside what the samples show; else the grid's stays.
Refinement refine(SymbolReader& reader, const CrsGrid& grid, int ports);

}  // namespace boresight::dsp::lte
