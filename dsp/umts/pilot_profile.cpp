// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/pilot_profile.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "dsp/core/clones.h"
#include "dsp/core/decibel.h"
#include "dsp/core/parabola.h"

namespace boresight::dsp::umts {

namespace {

using std::numbers::pi;

constexpr double unit_s = static_cast<double>(unit_chips) / chip_rate_hz;
constexpr int pulse_reach = 13 * lags_per_chip;  // from a path to where nearly all of its power is counted
constexpr int near_lags = 2 * lags_per_chip;     // about the strongest path
constexpr double weakest_path = 0.01;            // of the strongest
constexpr double clear_of_noise = 5.5;           // sigmas: 361 lags are asked
constexpr double beside_pulse = 4;               // times what stronger paths may have there
constexpr std::size_t most_paths = 12;
constexpr std::size_t least_units_of_block = 20, most_blocks = 40;
constexpr double worst_clock_sigma_ppm = 1;

using Profile = std::vector<double>;  // by lag, from -furthest_lag on

// Adds the real part of later * conj(earlier) * turn, lag by lag.
BORESIGHT_CLONES
void add_products(const Sample* __restrict earlier, const Sample* __restrict later, Sample turn, std::size_t count,
                  double* __restrict out) {
    const float re = turn.real(), im = turn.imag();
    for (std::size_t i = 0; i < count; ++i) {
        const float ar = earlier[i].real(), ai = earlier[i].imag(), br = later[i].real(), bi = later[i].imag();
        out[i] += static_cast<double>((ar * br + ai * bi) * re - (ar * bi - ai * br) * im);
    }
}

// What takes back the turn of a residual offset from one unit to the next.
Sample turn_of(double cfo_hz) {
    return Sample(std::polar(1.0, -2 * pi * cfo_hz * unit_s));
}

Profile profile_of(const ImpulseResponses& responses, double cfo_hz, std::size_t first, std::size_t end) {
    Profile profile(lag_count, 0);
    for (std::size_t u = first; u + 1 < end; ++u)
        add_products(responses.of(u), responses.of(u + 1), turn_of(cfo_hz), lag_count, profile.data());
    const double pairs = static_cast<double>(end - first) - 1;
    for (double& power : profile) power /= pairs;
    return profile;
}

// The strongest lag by the sum of magnitudes, noise and all: the offset isn't known yet.
std::size_t strongest_lag(const ImpulseResponses& responses) {
    Profile sum(lag_count, 0);
    for (std::size_t u = 0; u < responses.count(); ++u)
        add_products(responses.of(u), responses.of(u), Sample(1), lag_count, sum.data());
    return static_cast<std::size_t>(std::max_element(sum.begin(), sum.end()) - sum.begin());
}

struct Range {
    std::size_t first, end;
};
Range around(std::size_t lag, int reach) {
    const auto at = static_cast<int>(lag);
    return {static_cast<std::size_t>(std::max(0, at - reach)),
            static_cast<std::size_t>(std::min(static_cast<int>(lag_count), at + reach + 1))};
}

double vertex_at(const Profile& profile, std::size_t lag) {
    if (lag == 0 || lag + 1 >= profile.size()) return 0;
    return vertex(profile[lag - 1], profile[lag], profile[lag + 1]);
}

// How the strongest path moves in time: lags, with the slope that a clock error makes.
struct Slope {
    double lags_per_unit = 0, sigma = 0;
};
std::optional<Slope> slope_of(const ImpulseResponses& responses, double cfo_hz, std::size_t strongest) {
    const std::size_t blocks = std::min(most_blocks, responses.count() / least_units_of_block);
    if (blocks < 3) return std::nullopt;
    std::vector<double> times, places;
    for (std::size_t b = 0; b < blocks; ++b) {
        const std::size_t first = b * responses.count() / blocks, end = (b + 1) * responses.count() / blocks;
        const Profile profile = profile_of(responses, cfo_hz, first, end);
        const Range range = around(strongest, near_lags);
        const auto best =
            static_cast<std::size_t>(std::max_element(profile.begin() + static_cast<std::ptrdiff_t>(range.first),
                                                      profile.begin() + static_cast<std::ptrdiff_t>(range.end)) -
                                     profile.begin());
        times.push_back((static_cast<double>(first) + static_cast<double>(end)) / 2);
        places.push_back(static_cast<double>(best) + vertex_at(profile, best));
    }
    const double n = static_cast<double>(blocks);
    double mean_time = 0, mean_place = 0, tt = 0, tp = 0, rest = 0;
    for (std::size_t b = 0; b < blocks; ++b) mean_time += times[b] / n, mean_place += places[b] / n;
    for (std::size_t b = 0; b < blocks; ++b) {
        tt += std::pow(times[b] - mean_time, 2);
        tp += (times[b] - mean_time) * (places[b] - mean_place);
    }
    for (std::size_t b = 0; b < blocks; ++b)
        rest += std::pow(places[b] - mean_place - tp / tt * (times[b] - mean_time), 2);
    return Slope{tp / tt, std::sqrt(rest / (n - 2) / tt)};
}

// Of the sum of products that follow each other, at right angles to it: noise. What one product's later unit adds its
// follower takes away again, but for the first and the last.
double variance_across(const std::vector<std::complex<double>>& products, double angle) {
    double own = 0, next = 0, before = 0;
    for (const std::complex<double>& product : products) {
        const double across = (product * std::polar(1.0, -angle)).imag();
        own += across * across;
        next += across * before;
        before = across;
    }
    return std::max(own / static_cast<double>(products.size()), own + 2 * next);
}

}  // namespace

Drift drift_of(const ImpulseResponses& responses) {
    Drift drift;
    if (responses.count() < 2) return drift;
    const std::size_t strongest = strongest_lag(responses);
    const Range range = around(strongest, near_lags);
    std::vector<std::complex<double>> products(responses.count() - 1);
    std::complex<double> sum{};
    for (std::size_t u = 0; u < products.size(); ++u) {
        for (std::size_t i = range.first; i < range.end; ++i)
            products[u] += std::complex<double>(responses.of(u + 1)[i] * std::conj(responses.of(u)[i]));
        sum += products[u];
    }
    const double angle = std::arg(sum);
    drift.cfo_hz = angle / (2 * pi * unit_s);
    drift.cfo_sigma_hz = std::sqrt(variance_across(products, angle)) / std::abs(sum) / (2 * pi * unit_s);
    const auto slope = slope_of(responses, drift.cfo_hz, strongest);
    if (!slope) return drift;
    const double ppm_per_slope = 1e6 / (lags_per_chip * static_cast<double>(unit_chips));
    drift.clock_sigma_ppm = slope->sigma * ppm_per_slope;
    if (drift.clock_sigma_ppm < worst_clock_sigma_ppm) drift.clock_ppm = slope->lags_per_unit * ppm_per_slope;
    return drift;
}

std::vector<LagPath> paths_of(const ImpulseResponses& responses, double cfo_hz) {
    std::vector<LagPath> paths;
    if (responses.count() < 2) return paths;
    const Profile profile = profile_of(responses, cfo_hz, 0, responses.count());
    std::vector<double> sizes;
    for (const double power : profile) sizes.push_back(std::abs(power));
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(lag_count / 2), sizes.end());
    const double noise = sizes[lag_count / 2] / 0.6745;  // of a normal distribution
    const double strongest = *std::max_element(profile.begin(), profile.end());
    const double least = std::max(clear_of_noise * noise, weakest_path * strongest);

    std::vector<std::size_t> tops;
    for (std::size_t i = 1; i + 1 < lag_count; ++i)
        if (profile[i] > least && profile[i] >= profile[i - 1] && profile[i] > profile[i + 1]) tops.push_back(i);
    std::sort(tops.begin(), tops.end(), [&](std::size_t a, std::size_t b) { return profile[a] > profile[b]; });
    for (const std::size_t top : tops) {
        double mask = 0;
        const double at = static_cast<double>(top) + vertex_at(profile, top) - furthest_lag;
        for (const LagPath& path : paths)
            mask += path.power * responses.pulse_power(static_cast<std::size_t>(std::lround(std::abs(at - path.lag))));
        if (profile[top] > beside_pulse * mask) paths.push_back({.lag = at, .power = profile[top]});
        if (paths.size() == most_paths) break;
    }
    std::sort(paths.begin(), paths.end(), [](const LagPath& a, const LagPath& b) { return a.lag < b.lag; });
    return paths;
}

std::vector<double> pilot_powers(const ImpulseResponses& responses, double cfo_hz, const std::vector<LagPath>& paths) {
    std::vector<double> powers;
    const int low = std::max(-furthest_lag, static_cast<int>(std::floor(paths.front().lag)) - pulse_reach);
    const int high = std::min(furthest_lag, static_cast<int>(std::ceil(paths.back().lag)) + pulse_reach);
    const auto first = static_cast<std::size_t>(low + furthest_lag), count = static_cast<std::size_t>(high - low + 1);
    Profile products(count);
    for (std::size_t u = 0; u + 1 < responses.count(); ++u) {
        std::fill(products.begin(), products.end(), 0.0);
        add_products(responses.of(u) + first, responses.of(u + 1) + first, turn_of(cfo_hz), count, products.data());
        powers.push_back(std::accumulate(products.begin(), products.end(), 0.0));
    }
    return powers;
}

}  // namespace boresight::dsp::umts
