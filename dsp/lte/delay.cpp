// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/delay.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boresight::dsp::lte {

namespace {

using Complex = std::complex<double>;
constexpr double two_pi = 2 * std::numbers::pi;
constexpr double step_samples = 0.5;
constexpr double earliest_samples = -9, latest_samples = 25;  // 34 of the 42.7 that are unambiguous: images lie beyond
constexpr int steps = static_cast<int>((latest_samples - earliest_samples) / step_samples) + 1;
constexpr double least_path = 0.006;  // of the strongest: -22 dB, well above the window's side lobes
constexpr double least_first = 0.02;  // of the strongest: -17 dB; weaker bumps before it may be a radio's own
constexpr double blocked_below_db = -10;
constexpr double told_from = 0.04;       // of the strongest: from -14 dB on a path must be seen to tell
constexpr double least_noise_ratio = 5;  // of a path to the profile's spread where there is none

using Profile = std::array<double, steps>;

double delay_of(int step) {
    return earliest_samples + step * step_samples;
}

double hann(int place) {
    return 0.5 - 0.5 * std::cos(two_pi * (place + 0.5) / crs_places);
}

// The channel over delay as seen by one slot: places in order of frequency.
std::array<Complex, steps> to_delay(const std::array<Complex, crs_places>& channel, int offset) {
    std::array<Complex, steps> response{};
    for (int place = 0; place < crs_places; ++place) {
        const double turn = two_pi * signed_subcarrier(3 * place + offset) / fft_size;
        const Complex step = std::polar(1.0, turn * step_samples);
        Complex value = channel[place] * hann(place) * std::polar(1.0, turn * earliest_samples);
        for (Complex& r : response) {
            r += value;
            value *= step;
        }
    }
    return response;
}

// Second central moment of the part above the threshold, in samples squared.
double variance(const Profile& profile, double least) {
    double power = 0, first = 0, second = 0;
    for (int i = 0; i < steps; ++i) {
        if (profile[i] < least) continue;
        power += profile[i];
        first += profile[i] * delay_of(i);
        second += profile[i] * delay_of(i) * delay_of(i);
    }
    return power > 0 ? second / power - (first / power) * (first / power) : 0;
}

// What a single path at delay 0 would look like.
Profile single_path(int offset) {
    std::array<Complex, crs_places> flat;
    flat.fill(1.0);
    Profile profile;
    const auto response = to_delay(flat, offset);
    for (int i = 0; i < steps; ++i) profile[i] = std::norm(response[i]);
    return profile;
}

struct Measured {
    Profile profile{};
    double noise = 0;  // standard deviation of the profile where there is no path
};

Measured measured(const CrsGrid& grid) {
    const Alignment& a = grid.alignment();
    Measured result;
    double difference = 0, window = 0;
    for (int place = 0; place < crs_places; ++place) window += hann(place) * hann(place);
    std::array<std::array<Complex, crs_places>, 2> channel{};
    int seen = 0;
    for (const CrsGridSymbol& s : grid.symbols()) {
        if (s.kind == CrsSymbol::second) continue;
        const int shift = crs_shift(a.pci, 0, s.kind, s.n_s);
        const CrsValues z = crs_values(s, crs_sequence(a.pci, a.cp, s.n_s, grid.symbol_number(s)), shift);
        for (int m = 0; m < crs_per_symbol; ++m) {
            const int place = (6 * m + shift) / 3;
            channel[s.n_s % 2][place] = Complex(z[m]) * static_cast<double>(grid.weight(place));
        }
        if (++seen % 4 != 0) continue;  // a subframe's two symbols of either slot
        const auto first = to_delay(channel[0], a.pci % 3), second = to_delay(channel[1], a.pci % 3);
        for (int i = 0; i < steps; ++i) result.profile[i] += (std::conj(first[i]) * second[i]).real();
        for (int place = 0; place < crs_places; ++place)
            difference += std::norm(channel[0][place] - channel[1][place]) / 2;
    }
    const double subframes = std::max(1, grid.subframes()), noise = difference / (subframes * crs_places);
    result.noise = std::sqrt(subframes / 2) * noise * window;
    return result;
}

}  // namespace

std::optional<DelayProfile> delay_profile(const CrsGrid& grid) {
    const auto [profile, noise] = measured(grid);
    const auto strongest = std::max_element(profile.begin(), profile.end());
    const double least = std::max(least_path * *strongest, least_noise_ratio * noise);
    if (!(*strongest > 2 * least)) return std::nullopt;

    DelayProfile result;
    for (auto p = profile.begin() + 1; p < strongest; ++p) {
        if (*p < std::max(least, least_first * *strongest) || p[0] < p[-1] || p[0] < p[1]) continue;
        result.first_path_db = 10 * std::log10(*p / *strongest);
        break;
    }
    if (least < told_from * *strongest) result.direct_path_blocked = result.first_path_db < blocked_below_db;
    const Profile ideal = single_path(grid.alignment().pci % 3);
    const double window = variance(ideal, least / *strongest * *std::max_element(ideal.begin(), ideal.end()));
    const double spread_samples = std::sqrt(std::max(0.0, variance(profile, least) - window));
    result.spread_us = spread_samples / base_rate_hz * 1e6;
    return result;
}

}  // namespace boresight::dsp::lte
