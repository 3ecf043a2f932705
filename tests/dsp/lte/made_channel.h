// SPDX-License-Identifier: GPL-3.0-or-later
// A channel of short echoes on the middle subcarriers that stands still or fades as Jakes has it, for tests of what is
// made of reference signals.
#pragma once

#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

#include "dsp/lte/numerology.h"

namespace boresight::tests {

// Three paths within 2.5 microseconds; one that stands still has a power of 1 over the subcarriers.
class Channel {
public:
    Channel(double doppler_hz, const std::vector<int>& subcarriers, std::mt19937& random) {
        std::uniform_real_distribution<double> share(0, 1);
        for (std::size_t p = 0; p < delays.size(); ++p)
            for (int w = 0; w < waves; ++w) {
                if (doppler_hz == 0 && w > 0) continue;
                const double power = powers[p] / (doppler_hz == 0 ? 1 : waves);
                waves_.push_back({p, doppler_hz * std::cos(two_pi * (w + share(random)) / waves),
                                  std::polar(std::sqrt(power), two_pi * share(random))});
            }
        if (doppler_hz > 0) return;
        const double power = mean_power(subcarriers, 1e-3);
        for (Wave& w : waves_) w.amplitude /= std::sqrt(power);
    }

    // Of the paths at a time.
    using Gains = std::array<std::complex<double>, 3>;
    Gains gains(double time_s) const {
        Gains sum{};
        for (const Wave& w : waves_) sum[w.path] += w.amplitude * std::polar(1.0, two_pi * w.doppler_hz * time_s);
        return sum;
    }

    static std::complex<double> at(int subcarrier, const Gains& gains) {
        std::complex<double> sum = 0;
        for (std::size_t p = 0; p < delays.size(); ++p)
            sum += gains[p] * std::polar(1.0, -two_pi * subcarrier * delays[p] / dsp::lte::fft_size);
        return sum;
    }

    double mean_power(const std::vector<int>& subcarriers, double end_s) const {
        constexpr double step_s = 0.5e-3;
        double sum = 0, n = 0;
        for (double t = 0; t < end_s; t += step_s) {
            const Gains now = gains(t);
            for (const int k : subcarriers) {
                sum += std::norm(at(k, now));
                n += 1;
            }
        }
        return sum / n;
    }

private:
    static constexpr double two_pi = 2 * std::numbers::pi;
    static constexpr int waves = 12;
    static constexpr std::array<double, 3> delays{0, 0.8, 4.8}, powers{0.6, 0.3, 0.1};  // samples at 1.92 MS/s
    struct Wave {
        std::size_t path;
        double doppler_hz;
        std::complex<double> amplitude;
    };
    std::vector<Wave> waves_;
};

}  // namespace boresight::tests
