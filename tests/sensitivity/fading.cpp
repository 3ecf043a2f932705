// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sensitivity/fading.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "scene/draws.h"

namespace boresight::sensitivity {

namespace {

constexpr double two_pi = 2 * std::numbers::pi;
constexpr int waves_a_path = 16;

struct Tap {
    double delay_ns, power_db;
};

struct Profile {
    double doppler_hz;
    std::vector<Tap> taps;
};

// TS 36.101 tables B.2.1-2 to B.2.1-4.
Profile profile_of(Fading kind) {
    switch (kind) {
        case Fading::none: break;
        case Fading::epa5: return {5, {{0, 0}, {30, -1}, {70, -2}, {90, -3}, {110, -8}, {190, -17.2}, {410, -20.8}}};
        case Fading::eva70:
            return {70,
                    {{0, 0},
                     {30, -1.5},
                     {150, -1.4},
                     {310, -3.6},
                     {370, -0.6},
                     {710, -9.1},
                     {1090, -7},
                     {1730, -12},
                     {2510, -16.9}}};
        case Fading::etu70:
            return {70,
                    {{0, -1}, {50, -1}, {120, -1}, {200, 0}, {230, 0}, {500, 0}, {1600, -3}, {2300, -5}, {5000, -7}}};
    }
    return {0, {{0, 0}}};
}

}  // namespace

FadingChannel::FadingChannel(Fading kind, int ports, double amplitude, std::uint64_t seed) {
    const Profile profile = profile_of(kind);
    scene::Draws draws(seed, 1, 0);
    double total = 0;
    for (const Tap& tap : profile.taps) total += std::pow(10, tap.power_db / 10);
    for (int port = 0; port < ports; ++port) {
        std::vector<Path> paths;
        for (const Tap& tap : profile.taps) {
            Path path{.delay_s = tap.delay_ns * 1e-9, .waves = {}};
            const int count = kind == Fading::none ? 1 : waves_a_path;
            const double power = std::pow(10, tap.power_db / 10) / total / count;
            for (int w = 0; w < count; ++w) {
                const double angle = two_pi * (w + draws.share()) / count;
                path.waves.push_back({.doppler_hz = profile.doppler_hz * std::cos(angle),
                                      .amplitude = std::polar(amplitude * std::sqrt(power), two_pi * draws.share())});
            }
            paths.push_back(std::move(path));
        }
        ports_.push_back(std::move(paths));
    }
}

void FadingChannel::response(int port, double time_s, double first_hz, double step_hz,
                             std::span<std::complex<float>> out) {
    std::fill(out.begin(), out.end(), std::complex<float>{});
    for (const Path& path : ports_[static_cast<std::size_t>(port)]) {
        std::complex<double> gain = 0;
        for (const Wave& wave : path.waves) gain += wave.amplitude * std::polar(1.0, two_pi * wave.doppler_hz * time_s);
        gain *= std::polar(1.0, -two_pi * first_hz * path.delay_s);
        const std::complex<double> turn = std::polar(1.0, -two_pi * step_hz * path.delay_s);
        for (std::complex<float>& value : out) {
            value += std::complex<float>(gain);
            gain *= turn;
        }
    }
}

}  // namespace boresight::sensitivity
