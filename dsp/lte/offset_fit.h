// SPDX-License-Identifier: GPL-3.0-or-later
// The carrier offset from phases of one signal at many times: products of all pairs that lie at most 6.5 ms apart,
// summed by their distance, and the offset under which they agree best. Pairs within a half frame leave no ambiguity
// below 2 kHz; those across are twenty times as sharp, leave 200 Hz by themselves and are used where the channel stood
// still. Pure; any thread.
#pragma once

#include <vector>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"

namespace boresight::dsp::lte {

// What was received of the known signal in one symbol, by echo and port.
struct SymbolSum {
    int nominal = 0;  // samples from some frame's start, as the cell counts them
    std::vector<std::complex<double>> values;
};

struct OffsetFit {
    double offset_hz = 0;  // to be added to the offset that was taken away
    double sigma_hz =
        1e9;  // from the spread between half frames; two or three times too large, as neighbours share noise
};

// `sums` in order of time, all with as many values. The true offset lies within 1 kHz.
OffsetFit fit_offset(const std::vector<SymbolSum>& sums);

}  // namespace boresight::dsp::lte
