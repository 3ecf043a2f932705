// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/likeness/symbol_repeat.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <span>
#include <vector>

namespace boresight::dsp::likeness {

namespace {

using Sum = std::complex<double>;

constexpr std::size_t useful = 128, slot = 960;  // samples of a symbol without its prefix, and of a slot
constexpr double least_variance = 1e-6;          // of the products' power: less is rounding
constexpr std::size_t lags = 64;                 // over which neighbouring products may be alike

struct Prefixes {
    std::span<const std::size_t> starts;  // in a slot
    std::size_t length;
};
constexpr std::array<std::size_t, 7> normal_starts{0, 138, 275, 412, 549, 686, 823};
constexpr std::array<std::size_t, 6> extended_starts{0, 160, 320, 480, 640, 800};

// How many products in a row count as one, since the samples' own spectrum makes them alike.
double alike(IqSpan samples) {
    const auto correlation = [&](std::size_t lag) {
        std::complex<float> sum = 0;
        for (std::size_t n = 0; n + lag < samples.size(); ++n) sum += samples[n] * std::conj(samples[n + lag]);
        return std::norm(Sum(sum));
    };
    const double power = correlation(0);
    double sum = 1;
    for (std::size_t lag = 1; lag < lags; ++lag) sum += 2 * correlation(lag) / power;
    return sum;
}

// The strongest sum over the prefixes of all slots, over all places where a slot may begin.
double strongest(std::span<const Sum> folded, const Prefixes& prefixes) {
    std::vector<Sum> before(2 * slot + 1);
    for (std::size_t n = 0; n < 2 * slot; ++n) before[n + 1] = before[n] + folded[n % slot];
    double best = 0;
    for (std::size_t begin = 0; begin < slot; ++begin) {
        Sum sum = 0;
        for (const std::size_t start : prefixes.starts) {
            const std::size_t from = (begin + start) % slot;
            sum += before[from + prefixes.length] - before[from];
        }
        best = std::max(best, std::norm(sum));
    }
    return std::sqrt(best);
}

}  // namespace

double symbol_repeat(IqSpan samples) {
    if (samples.size() < 2 * slot + useful) return 0;
    const std::size_t slots = (samples.size() - useful) / slot;
    std::vector<Sum> folded(slot);
    double power = 0;
    for (std::size_t k = 0; k < slots; ++k)
        for (std::size_t n = 0; n < slot; ++n) {
            const Sample product = samples[k * slot + n] * std::conj(samples[k * slot + n + useful]);
            folded[n] += Sum(product);
            power += std::norm(product);
        }
    Sum mean = 0;
    for (const Sum& sum : folded) mean += sum / static_cast<double>(slot);
    for (Sum& sum : folded) sum -= mean;  // what is alike all the time, as a tone is, is no prefix
    const auto count = static_cast<double>(slots * slot);
    const double variance = power / count - std::norm(mean) / static_cast<double>(slots * slots);
    if (!(variance > least_variance * power / count)) return 0;
    const double of_a_product = std::sqrt(variance * alike(samples));
    double best = 0;
    for (const Prefixes& prefixes : {Prefixes{normal_starts, 9}, Prefixes{extended_starts, 32}}) {
        const auto summed = static_cast<double>(prefixes.starts.size() * prefixes.length * slots);
        best = std::max(best, strongest(folded, prefixes) / (of_a_product * std::sqrt(summed)));
    }
    return best;
}

}  // namespace boresight::dsp::likeness
