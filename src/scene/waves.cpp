// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/waves.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>

#include "scene/phasors.h"

namespace boresight::scene {
namespace {

constexpr int scattered = 48;
constexpr int from_everywhere = 24;
constexpr double around_tower_deg = 12;
constexpr double mean_delay_s = 0.3e-6;
constexpr double share_static = 0.3;
constexpr double coherence_s = 0.1;
constexpr double turned_deg = 25;  // by how much scatterers turn the polarization
constexpr double pi = std::numbers::pi;

constexpr double most_step_hz = 60e3;  // at a delay of 2 us the curve between is wrong by 0.01

// Between the second and the third of four values, through both (Catmull and Rom).
class Curve {
public:
    explicit Curve(float share)
        : weight_{((2 - share) * share - 1) * share / 2, ((3 * share - 5) * share * share + 2) / 2,
                  ((4 - 3 * share) * share + 1) * share / 2, (share - 1) * share * share / 2} {}

    float at(const float* values) const {
        return weight_[0] * values[0] + weight_[1] * values[1] + weight_[2] * values[2] + weight_[3] * values[3];
    }

private:
    std::array<float, 4> weight_;
};

double radians(double degrees) {
    return degrees * pi / 180;
}

}  // namespace

Waves::Waves(const WaveField& field, const Lobe& lobe) : lobe_(lobe), field_(field), walk_(field.seed) {
    std::mt19937_64 random(field.seed);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> share(0, 1);
    std::exponential_distribution<double> delay(1 / mean_delay_s);
    const double each = field.amplitude * std::sqrt(std::pow(10.0, -field.k_factor_db / 10) / scattered);
    for (int i = -1; i < scattered; ++i) {
        const bool direct = i < 0;
        Wave wave{.azimuth_deg = field.bearing_deg, .amplitude = field.amplitude, .vertical = {}, .horizontal = {}};
        if (!direct) {
            wave.amplitude = each;
            wave.azimuth_deg = i < from_everywhere ? (i + share(random)) * 360 / from_everywhere
                                                   : field.bearing_deg + around_tower_deg * normal(random);
            wave.delay_s = delay(random);
            if (share(random) >= share_static) wave.doppler_hz = normal(random) / (2 * pi * coherence_s);
        }
        const double turned = direct ? 0 : turned_deg * normal(random);
        for (int port = 0; port < field.ports; ++port) {
            const double angle =
                radians((field.cross_polarized ? ((field.first_port + port) % 2 == 0 ? 45 : -45) : 0) + turned);
            const double phase = 2 * pi * share(random);
            const double other = direct ? phase : 2 * pi * share(random);
            wave.vertical.push_back(std::cos(angle) * std::polar(1.0, phase));
            wave.horizontal.push_back(std::sin(angle) * std::polar(1.0, other));
        }
        waves_.push_back(std::move(wave));
    }
    cache_.resize(static_cast<std::size_t>(field.ports));
    point({}, {});
}

void Waves::point(const Pointing& pointing, const Sway& sway) {
    const double polarization = radians(pointing.polarization_deg);
    const double leak = std::pow(10.0, -field_.cross_polar_db / 20);
    weight_.assign(static_cast<std::size_t>(field_.ports), {});
    for (std::size_t port = 0; port < weight_.size(); ++port)
        for (const Wave& wave : waves_) {
            const double off = pointing.azimuth_deg - wave.azimuth_deg;
            const double ahead_m = field_.boom_m * std::cos(radians(off)) +
                                   sway.north_m * std::cos(radians(wave.azimuth_deg)) +
                                   sway.east_m * std::sin(radians(wave.azimuth_deg));
            const auto along =
                wave.vertical[port] * std::cos(polarization) + wave.horizontal[port] * std::sin(polarization);
            const auto across =
                wave.horizontal[port] * std::cos(polarization) - wave.vertical[port] * std::sin(polarization);
            weight_[port].push_back(wave.amplitude * std::sqrt(lobe_.gain(off)) * (along + leak * across) *
                                    std::polar(1.0, 2 * pi * ahead_m / field_.wavelength_m));
        }
    for (Cache& cache : cache_) cache.millisecond = INT64_MIN;
}

double Waves::wandered(double world_s) const {
    if (field_.walk_db == 0) return 1;
    return std::pow(10.0, field_.walk_db * walk_.at(world_s) / std::sqrt(60.0) / 20);
}

// Waves differ by delays of a microsecond, so their sum is smooth: it is made at some frequencies, of which `first_hz`
// is the second, and curves lie between.
void Waves::fill(Cache& cache, std::size_t port, double first_hz, double step_hz) const {
    const auto stride = static_cast<std::size_t>(std::clamp(std::floor(most_step_hz / step_hz), 1.0, 64.0));
    const double coarse_hz = step_hz * static_cast<double>(stride);
    const std::size_t count = cache.count / stride + 4;
    cache.real.assign((count + Phasors::lanes - 1) / Phasors::lanes * Phasors::lanes, 0);
    cache.imaginary.assign(cache.real.size(), 0);
    const double now_s = static_cast<double>(cache.millisecond) / 1000;
    const double scale = wandered(now_s);
    for (std::size_t w = 0; w < waves_.size(); ++w) {
        const Wave& wave = waves_[w];
        const double cycles = std::remainder(wave.doppler_hz * now_s, 1.0) - (first_hz - coarse_hz) * wave.delay_s;
        Phasors phasors(cycles, -coarse_hz * wave.delay_s, scale * weight_[port][w]);
        for (std::size_t at = 0; at < cache.real.size(); at += Phasors::lanes) {
            for (std::size_t lane = 0; lane < Phasors::lanes; ++lane) {
                cache.real[at + lane] += phasors.real[lane];
                cache.imaginary[at + lane] += phasors.imaginary[lane];
            }
            phasors.advance();
        }
    }
    cache.values.resize(cache.count);
    for (std::size_t i = 0; i < stride; ++i) {
        const Curve curve(static_cast<float>(i) / static_cast<float>(stride));
        for (std::size_t at = i, place = 0; at < cache.count; at += stride, ++place)
            cache.values[at] = {curve.at(&cache.real[place]), curve.at(&cache.imaginary[place])};
    }
}

void Waves::response(int port, double time_s, double first_hz, double step_hz, std::span<std::complex<float>> out) {
    Cache& cache = cache_[static_cast<std::size_t>(port)];
    const auto millisecond = static_cast<std::int64_t>(std::floor((begin_s_ + time_s) * 1000));
    if (cache.millisecond != millisecond || cache.first_hz != first_hz || cache.count != out.size()) {
        cache.first_hz = first_hz;
        cache.millisecond = millisecond;
        cache.count = out.size();
        fill(cache, static_cast<std::size_t>(port), first_hz, step_hz);
    }
    std::copy(cache.values.begin(), cache.values.end(), out.begin());
}

}  // namespace boresight::scene
