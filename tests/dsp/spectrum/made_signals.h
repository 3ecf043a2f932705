// SPDX-License-Identifier: GPL-3.0-or-later
// Signals whose spectrum is known: tones, and Gaussian noise of any density over frequency. The noise repeats after its
// length; its density holds exactly at the frequencies of its own bins.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <random>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"

namespace boresight::dsp::spectrum {

inline IqBuffer tone(std::size_t count, double rate_hz, double frequency_hz, double amplitude) {
    IqBuffer samples(count);
    for (std::size_t n = 0; n < count; ++n) {
        const double turns = frequency_hz / rate_hz * static_cast<double>(n);
        samples[n] = Sample(std::polar(amplitude, 2 * std::numbers::pi * (turns - std::floor(turns))));
    }
    return samples;
}

// density: full scale squared per hertz at a frequency relative to the middle.
inline IqBuffer shaped_noise(std::size_t count, double rate_hz, const std::function<double(double)>& density,
                             std::uint32_t seed) {
    std::mt19937 engine(seed);
    std::normal_distribution<double> normal(0, std::sqrt(0.5));
    const double step_hz = rate_hz / static_cast<double>(count);
    IqBuffer bins(count), samples(count);
    for (std::size_t k = 0; k < count; ++k) {
        const double f =
            (k < (count + 1) / 2 ? static_cast<double>(k) : static_cast<double>(k) - static_cast<double>(count)) *
            step_hz;
        const double amplitude = std::sqrt(density(f) * step_hz);
        bins[k] =
            Sample(static_cast<float>(amplitude * normal(engine)), static_cast<float>(amplitude * normal(engine)));
    }
    Fft(count, Fft::Direction::inverse).execute(bins.data(), samples.data());
    return samples;
}

inline void add(IqBuffer& to, const IqBuffer& what) {
    for (std::size_t n = 0; n < to.size(); ++n) to[n] += what[n];
}

}  // namespace boresight::dsp::spectrum
