// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sensitivity/samples.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "scene/gaussian.h"

namespace boresight::sensitivity {

namespace {

constexpr double two_pi = 2 * std::numbers::pi;

}  // namespace

Interpolator::Interpolator(int points) : points_(points), weights_(static_cast<std::size_t>(points) * (phases_ + 1)) {
    for (int p = 0; p <= phases_; ++p)
        for (int i = 0; i < points; ++i) {
            const double x = i - (points / 2 - 1) - static_cast<double>(p) / phases_;
            const double u = x / (points / 2.0);
            const double window =
                std::abs(u) < 1 ? 0.42 + 0.5 * std::cos(two_pi / 2 * u) + 0.08 * std::cos(two_pi * u) : 0;
            const double sinc = x == 0 ? 1 : std::sin(two_pi / 2 * x) / (two_pi / 2 * x);
            weights_[static_cast<std::size_t>(p * points + i)] = static_cast<float>(sinc * window);
        }
}

dsp::Sample Interpolator::at(const std::vector<dsp::Sample>& samples, double place) const {
    const double whole = std::floor(place);
    const auto phase = static_cast<std::size_t>(std::lround((place - whole) * phases_));
    const float* w = weights_.data() + phase * static_cast<std::size_t>(points_);
    const dsp::Sample* x = samples.data() + static_cast<std::ptrdiff_t>(whole) - (points_ / 2 - 1);
    float re = 0, im = 0;
    for (int i = 0; i < points_; ++i) {
        re += w[i] * x[i].real();
        im += w[i] * x[i].imag();
    }
    return {re, im};
}

void turn(std::vector<dsp::Sample>& samples, double turns_a_sample) {
    for (std::size_t first = 0; first < samples.size(); first += 1024) {
        const double cycles = turns_a_sample * static_cast<double>(first);
        std::complex<double> phase = std::polar(1.0, two_pi * (cycles - std::floor(cycles)));
        const std::complex<double> step = std::polar(1.0, two_pi * turns_a_sample);
        for (std::size_t n = first; n < std::min(first + 1024, samples.size()); ++n, phase *= step)
            samples[n] *= dsp::Sample(phase);
    }
}

void add_noise(std::vector<dsp::Sample>& samples, double power, std::uint64_t seed) {
    scene::Gaussian gaussian(seed);
    const auto sigma = static_cast<float>(std::sqrt(power / 2));
    for (dsp::Sample& s : samples) {
        const float real = gaussian.next();
        s += dsp::Sample(sigma * real, sigma * gaussian.next());
    }
}

}  // namespace boresight::sensitivity
