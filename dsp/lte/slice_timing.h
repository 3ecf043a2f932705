// SPDX-License-Identifier: GPL-3.0-or-later
// Where frames of a known cell begin in samples that hold only a slice of its carrier, without the synchronization
// signals: by the reference signals of port 0, which repeat every frame (TS 36.211 6.10.1). One object belongs to one
// thread and keeps its memory.
#pragma once

#include <memory>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/lte/wide_carrier.h"

namespace boresight::dsp::lte {

class SliceTiming {
public:
    // Samples of that rate, a multiple of 15 kHz.
    SliceTiming(const CarrierShape& shape, double sample_rate_hz);

    // The first sample of a frame nearest to where one is expected, at most `most_off` samples away (half a frame is
    // all there is). The samples hold two frames at least.
    double find(IqSpan samples, double carrier_hz, const Slice& seen, double expected, double most_off);

private:
    void correlate(double carrier_hz, const Slice& seen, int subframe);

    CarrierShape shape_;
    double rate_hz_;
    std::size_t size_;  // of the transforms over the samples
    Fft forward_, inverse_, symbol_;
    IqBuffer spectrum_, reference_, work_, bins_, useful_;
};

}  // namespace boresight::dsp::lte
