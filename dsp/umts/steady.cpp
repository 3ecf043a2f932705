// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/steady.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "dsp/core/clones.h"
#include "dsp/umts/alignment.h"
#include "dsp/umts/rotate.h"

namespace boresight::dsp::umts {

namespace {

constexpr int taps = 8;
constexpr int phases = 128;          // of a sample
constexpr double kaiser_beta = 4.5;  // the carrier fills 0.61 of half the rate
constexpr int before = taps / 2 - 1;
constexpr double most_run = 4096;  // samples

using Taps = std::array<float, taps>;

std::array<Taps, phases + 1> make_table() {
    std::array<Taps, phases + 1> table{};
    for (int phase = 0; phase <= phases; ++phase) {
        double sum = 0;
        std::array<double, taps> values{};
        for (int t = 0; t < taps; ++t) {
            const double x = t - before - static_cast<double>(phase) / phases;
            const double edge = std::max(0.0, 1 - std::pow(x / (taps / 2.0), 2));
            const double pi_x = std::numbers::pi * x;
            values[t] = (x == 0 ? 1.0 : std::sin(pi_x) / pi_x) * std::cyl_bessel_i(0.0, kaiser_beta * std::sqrt(edge));
            sum += values[t];
        }
        for (int t = 0; t < taps; ++t) table[phase][t] = static_cast<float>(values[t] / sum);
    }
    return table;
}

BORESIGHT_CLONES void interpolate(const float* __restrict in, const float* __restrict weights, float* __restrict out,
                                  std::size_t values) {
    for (std::size_t i = 0; i < values; ++i) {
        float sum = 0;
        for (int t = 0; t < taps; ++t) sum += weights[t] * in[i + 2 * t];
        out[i] = sum;
    }
}

// At the capture's ends.
Sample interpolate_one(IqSpan matched, std::ptrdiff_t first, const Taps& weights) {
    Sample sum{};
    for (int t = 0; t < taps; ++t) {
        const std::ptrdiff_t at = first + t;
        if (at >= 0 && at < static_cast<std::ptrdiff_t>(matched.size()))
            sum += weights[t] * matched[static_cast<std::size_t>(at)];
    }
    return sum;
}

}  // namespace

void make_steady(IqSpan matched, double start, double cfo_hz, double clock_ppm, std::size_t count, IqBuffer& out) {
    static const auto table = make_table();
    out.resize(count);
    const double drift = clock_ppm * 1e-6;
    const auto size = static_cast<std::ptrdiff_t>(matched.size());
    for (std::size_t n = 0; n < count;) {
        const double place = start + static_cast<double>(n) * (1 + drift);
        double whole = std::floor(place);
        const auto phase = static_cast<std::size_t>(std::lround((place - whole) * phases));
        // As long as the place within a sample stays the same.
        const double lasts = std::min<double>(most_run, 1 / (phases * std::abs(drift)));
        const std::size_t run = std::min(count - n, 1 + static_cast<std::size_t>(lasts / 2));
        const std::ptrdiff_t first = static_cast<std::ptrdiff_t>(whole) - before;
        const auto last = first + static_cast<std::ptrdiff_t>(run) - 1 + taps;
        if (first >= 0 && last <= size) {
            interpolate(reinterpret_cast<const float*>(matched.data() + first), table[phase].data(),
                        reinterpret_cast<float*>(out.data() + n), 2 * run);
        } else {
            for (std::size_t i = 0; i < run; ++i)
                out[n + i] = interpolate_one(matched, first + static_cast<std::ptrdiff_t>(i), table[phase]);
        }
        n += run;
    }
    if (cfo_hz == 0) return;
    const double turns = -cfo_hz / matched_rate_hz;
    rotate(out.data(), count, turns * start, turns * (1 + drift));
}

}  // namespace boresight::dsp::umts
