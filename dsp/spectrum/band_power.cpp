// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/spectrum/band_power.h"

#include <algorithm>
#include <cmath>

namespace boresight::dsp::spectrum {

namespace {

constexpr std::size_t groups = 16;     // of consecutive rows: what changes slowly shows between them
constexpr double fewest_sigmas = 3;    // for a signal to stand out
constexpr double smallest_snr = 0.05;  // below it the noise's own unevenness would pass for a signal

// Relative standard deviation of the mean power, from the spread between groups of rows.
double spread(const Spectrum& spectrum, double low_hz, double high_hz) {
    const double width_averages = std::max((high_hz - low_hz) / spectrum.enbw_hz, 1.0);
    const double gaussian = 1 / std::sqrt(static_cast<double>(spectrum.frames) * width_averages);
    const std::size_t rows = spectrum.rows(), n = std::min(rows, groups);
    if (n < 2) return gaussian;
    double sum = 0, squares = 0;
    for (std::size_t g = 0; g < n; ++g) {
        const std::size_t first = g * rows / n, last = (g + 1) * rows / n;
        double power = 0;
        for (std::size_t r = first; r < last; ++r) power += integrate(spectrum, spectrum.row(r), low_hz, high_hz);
        power /= static_cast<double>(last - first);
        sum += power;
        squares += power * power;
    }
    const auto count = static_cast<double>(n);
    const double mean = sum / count;
    if (!(mean > 0)) return gaussian;
    const double variance = std::max(squares / count - mean * mean, 0.0) * count / (count - 1);
    return std::max(gaussian, std::sqrt(variance / count) / mean);
}

}  // namespace

double integrate(const Spectrum& spectrum, std::span<const float> densities, double low_hz, double high_hz) {
    const auto bins = static_cast<double>(densities.size());
    // In bins; bin i reaches from i to i + 1.
    const double shift = std::floor(bins / 2) + 0.5;
    const double low = std::clamp(low_hz / spectrum.step_hz + shift, 0.0, bins);
    const double high = std::clamp(high_hz / spectrum.step_hz + shift, 0.0, bins);
    if (!(low < high)) return 0;
    const auto first = static_cast<std::size_t>(low),
               last = std::min(static_cast<std::size_t>(high), densities.size() - 1);
    if (first == last) return densities[first] * (high - low) * spectrum.step_hz;
    double sum = densities[first] * (static_cast<double>(first + 1) - low) +
                 densities[last] * (high - static_cast<double>(last));
    for (std::size_t i = first + 1; i < last; ++i) sum += densities[i];
    return sum * spectrum.step_hz;
}

std::optional<BandPower> measure_band(const Spectrum& spectrum, const NoiseFloor& floor, double low_hz,
                                      double high_hz) {
    const double half = spectrum.sample_rate_hz / 2;
    BandPower band{.low_hz = std::max(low_hz, -half), .high_hz = std::min(high_hz, half), .snr = {}};
    if (spectrum.frames == 0 || !(band.low_hz < band.high_hz)) return std::nullopt;
    band.power = integrate(spectrum, spectrum.mean, band.low_hz, band.high_hz);
    band.power_relative_sigma = spread(spectrum, band.low_hz, band.high_hz);
    band.noise = floor.density * (band.high_hz - band.low_hz);
    const double power_sigma = band.power * band.power_relative_sigma, noise_sigma = band.noise * floor.relative_sigma;
    const double signal = band.power - band.noise, signal_sigma = std::hypot(power_sigma, noise_sigma);
    if (band.noise > 0 && signal > std::max(fewest_sigmas * signal_sigma, smallest_snr * band.noise)) {
        band.snr = signal / band.noise;
        band.snr_relative_sigma = std::hypot(power_sigma / signal, floor.relative_sigma * (1 + band.noise / signal));
    }
    return band;
}

}  // namespace boresight::dsp::spectrum
