// SPDX-License-Identifier: GPL-3.0-or-later
// Reads OFDM symbols out of samples at 1.92 MS/s: takes the carrier offset away, transforms, and gives the middle 72
// subcarriers with the timing's fraction undone. A value of 1.0 is a subcarrier of full scale (0 dBFS). Phases refer to
// sample 0 of the samples, so symbols of one reader can be combined coherently. And the way back: what such subcarriers
// look like in the samples. One object belongs to one thread.
#pragma once

#include <array>
#include <span>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"
#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

using Subcarriers = std::array<Sample, center_subcarriers>;

class SymbolReader {
public:
    SymbolReader();

    // The samples to read from, kept by the caller, and the carrier's offset in them.
    void aim(IqSpan samples, double cfo_hz);

    double cfo_hz() const { return cfo_hz_; }
    IqSpan samples() const { return samples_; }

    // The symbol whose useful part starts at `start` (fractions allowed). False when it lies partly outside.
    bool read(double start, Subcarriers& out);

private:
    static constexpr int early = 3;  // the transform begins this far inside the prefix: echoes may come before the path

    Fft fft_;
    IqSpan samples_;
    double cfo_hz_ = 0;
    std::array<Sample, fft_size> rotation_{};
    IqBuffer time_, frequency_;
};

class SymbolWriter {
public:
    SymbolWriter();

    void aim(double cfo_hz) { cfo_hz_ = cfo_hz; }

    // Adds to `samples` the symbol whose useful part starts at `start` and whose prefix is `prefix` samples long: what
    // SymbolReader would read as `in`. Parts outside the samples are left out.
    void add(double start, int prefix, const Subcarriers& in, std::span<Sample> samples);

private:
    Fft fft_;
    double cfo_hz_ = 0;
    IqBuffer frequency_, time_;
};

}  // namespace boresight::dsp::lte
