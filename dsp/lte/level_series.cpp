// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/level_series.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "dsp/core/decibel.h"
#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

namespace {

constexpr double more_than_chance = 3;  // sigmas
constexpr std::size_t least_of_spread = 4;
constexpr double at_once_ms = 1.6;
constexpr double slowest_hz = 0.5, fastest_hz = 500, hz_step = 1.1;  // of Doppler shifts that are tried

// By what factor neighbours that are alike widen an error.
double alike_factor(const std::vector<double>& deviations) {
    const double n = static_cast<double>(deviations.size());
    double variance = 0, neighbours = 0;
    for (std::size_t i = 0; i < deviations.size(); ++i) {
        variance += deviations[i] * deviations[i];
        if (i > 0) neighbours += deviations[i] * deviations[i - 1];
    }
    double alike = variance > 0 ? neighbours / variance : 0;
    if (alike < 2 / std::sqrt(n)) alike = 0;
    alike = std::min(alike, 0.9);
    return (1 + alike) / (1 - alike);
}

// Whether a variance seen in `n` values is more than chance makes of `own`.
bool more_than(double own, double variance, std::size_t n) {
    return variance > own * (1 + more_than_chance * std::sqrt(2 / (static_cast<double>(n) - 1)));
}

// How much the power of a channel with this Doppler shift remembers of itself (Jakes).
double alike(double apart_ms, double doppler_hz) {
    const double field = std::cyl_bessel_j(0, 2 * std::numbers::pi * doppler_hz * 1e-3 * apart_ms);
    return field * field;
}

// The Doppler shift that explains how subframes differ from the next; from those that follow at once, if there are
// some.
double doppler_of(const std::vector<double>& times, const std::vector<double>& powers, double own, double moving) {
    std::vector<double> apart_ms, squares, near_ms, near_squares;
    for (std::size_t s = 0; s + 1 < powers.size(); ++s) {
        apart_ms.push_back((times[s + 1] - times[s]) / subframe_samples);
        squares.push_back(std::pow(powers[s + 1] - powers[s], 2) / 2);
        if (apart_ms.back() > at_once_ms) continue;
        near_ms.push_back(apart_ms.back());
        near_squares.push_back(squares.back());
    }
    if (near_ms.size() >= least_of_spread) {
        apart_ms.swap(near_ms);
        squares.swap(near_squares);
    }
    const double seen = spread_of(squares).mean;
    for (double tried = slowest_hz; tried < fastest_hz; tried *= hz_step) {
        double expected = own;
        for (const double ms : apart_ms)
            expected += moving * (1 - alike(ms, tried)) / static_cast<double>(apart_ms.size());
        if (expected >= seen) return tried / std::sqrt(hz_step);
    }
    return fastest_hz;
}

}  // namespace

double Level::dbfs() const {
    return db_from_power(power);
}

Level level(double power, double error) {
    Level result{.power = std::max(power, least_power)};
    result.sigma_db = db_per_relative * error / result.power;
    return result;
}

Spread spread_of(const std::vector<double>& series) {
    const double n = static_cast<double>(series.size());
    Spread spread;
    for (const double x : series) spread.mean += x / n;
    for (const double x : series) spread.variance += (x - spread.mean) * (x - spread.mean) / std::max(n - 1, 1.0);
    return spread;
}

Level mean_level(const std::vector<double>& series, double own) {
    const double n = static_cast<double>(series.size());
    const Spread spread = spread_of(series);
    const double own_variance = own * spread.mean * spread.mean;
    if (series.size() < least_of_spread || (own > 0 && !more_than(own_variance, spread.variance, series.size())))
        return level(spread.mean, std::sqrt(std::max(own_variance, own > 0 ? 0 : spread.variance) / n));
    std::vector<double> deviations;
    for (const double x : series) deviations.push_back(x - spread.mean);
    return level(spread.mean, std::sqrt(spread.variance / n * alike_factor(deviations)));
}

double sampling_variance(const std::vector<double>& times, const std::vector<double>& powers, double own) {
    const std::size_t n = powers.size();
    if (n < least_of_spread) return 0;
    const double variance = spread_of(powers).variance;
    if (!more_than(own, variance, n)) return 0;
    const double moving = variance - own, doppler_hz = doppler_of(times, powers, own, moving);
    // Weight of each millisecond in the one mean less that in the other.
    const auto ms = [&](std::size_t s) {
        return static_cast<std::size_t>(std::lround((times[s] - times[0]) / subframe_samples));
    };
    std::vector<double> weights(ms(n - 1) + 1);
    for (double& w : weights) w = -1 / static_cast<double>(weights.size());
    for (std::size_t s = 0; s < n; ++s) weights[ms(s)] += 1 / static_cast<double>(n);
    double sum = 0;
    for (std::size_t lag = 0; lag < weights.size(); ++lag) {
        const double now = alike(static_cast<double>(lag), doppler_hz);
        for (std::size_t i = 0; i + lag < weights.size(); ++i)
            sum += (lag == 0 ? 1 : 2) * now * weights[i] * weights[i + lag];
    }
    return moving * std::max(sum, 0.0);
}

}  // namespace boresight::dsp::lte
