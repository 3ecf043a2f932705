// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the samples of one OFDM symbol as a receiver sees it that looks at the carrier from anywhere: TS 36.211 6.12.
// At rates that are multiples of 15 kHz the samples of a transform are moved to where the receiver's lie; other rates
// take theirs between. Symbols are numbered from the one that begins with SFN 0, also backwards. One object, one
// thread; views that can't be are Errors.
#pragma once

#include <complex>
#include <cstdint>
#include <optional>
#include <span>

#include "scene/channel.h"
#include "scene/fft.h"
#include "scene/lte/frame.h"
#include "scene/tones.h"

namespace boresight::scene::lte {

constexpr double subcarrier_spacing_hz = 15000;

class SymbolSampler {
public:
    SymbolSampler(const View& view, Prefix prefix);

    void begin(double sfn_0_s);

    // Subcarriers in the receiver's band, from the carrier's centre; none where least > most.
    int least() const { return -reach_ - shift_; }
    int most() const { return reach_ - shift_; }

    std::int64_t symbol_with(std::int64_t sample) const;
    std::int64_t first_sample(std::int64_t symbol) const;
    double middle_s(std::int64_t symbol) const;  // since the first sample

    // `amplitudes` of the subcarriers from `lowest` on, which are in the band, become samples from `first` on; used up.
    void sample(std::int64_t symbol, int lowest, std::span<std::complex<float>> amplitudes, std::int64_t first,
                std::span<std::complex<float>> samples);

private:
    long double sample_at(std::int64_t units) const;
    void sample_by_transform(long double start, int lowest, std::span<std::complex<float>> amplitudes,
                             std::int64_t first, std::span<std::complex<float>> samples);
    void sample_between(long double start, int lowest, std::span<const std::complex<float>> amplitudes,
                        std::int64_t first, std::span<std::complex<float>> samples);

    View view_;
    Prefix prefix_;
    int bins_;   // whole subcarrier spacings in the rate
    int reach_;  // subcarriers to either side of the receiver's centre
    int shift_;  // of the carrier in bins; the rest of its offset turns the samples
    long double true_rate_hz_;
    std::optional<Fft> fft_;      // where the rate is a multiple of the subcarrier spacing
    std::optional<Tones> tones_;  // at other rates
};

}  // namespace boresight::scene::lte
