// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/channel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace boresight::proof {

namespace {

constexpr double pi = std::numbers::pi;
constexpr std::size_t diffuse_waves = 48;
constexpr double diffuse_delay_us = 0.3;
constexpr double near_tower_deg = 12;  // sigma of the waves that aren't from anywhere
constexpr double boom_m = 0.3;
constexpr int scale_step_deg = 3;

double radians(double deg) {
    return deg * pi / 180;
}

double uniform(Random& random, double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
}

double normal(Random& random, double sigma) {
    return std::normal_distribution<double>(0, sigma)(random);
}

}  // namespace

Sway sway_of(double sigma_m, Random& random) {
    const double east_m = normal(random, sigma_m);
    return {.east_m = east_m, .north_m = normal(random, sigma_m)};
}

Channel::Channel(const ChannelRecipe& recipe, const Pattern& pattern, Random& random)
    : pattern_(pattern), wavelength_m_(recipe.wavelength_m) {
    std::vector<double> delays_us;
    double specular = 0;
    for (const Path& path : recipe.paths) {
        waves_.push_back({.bearing_deg = path.bearing_deg, .power = std::pow(10, path.power_db / 10)});
        delays_us.push_back(path.delay_us);
        specular += waves_.back().power;
    }
    add_diffuse(recipe, recipe.paths.empty() ? 1 : specular / std::pow(10, recipe.k_db / 10), random);
    std::exponential_distribution<double> delay(1 / diffuse_delay_us);
    while (delays_us.size() < waves_.size()) delays_us.push_back(delay(random));
    add_phases(delays_us, recipe.bandwidth_mhz, random);
    // The level holds for the response without interference between waves.
    double most = 0;
    for (int azimuth_deg = 0; azimuth_deg < 360; azimuth_deg += scale_step_deg) {
        double sum = 0;
        for (const Wave& wave : waves_) sum += wave.power * pattern_.power(azimuth_deg - wave.bearing_deg);
        most = std::max(most, sum);
    }
    scale_mw_.fill(std::pow(10, recipe.level_dbm / 10) / most);
}

void Channel::add_diffuse(const ChannelRecipe& recipe, double power, Random& random) {
    const bool isotropic = recipe.paths.empty();
    const double share = isotropic ? 1 : recipe.uniform_share;
    const auto from_anywhere = static_cast<std::size_t>(std::lround(share * diffuse_waves));
    const auto standing = static_cast<std::size_t>(std::lround(recipe.static_share * diffuse_waves));
    std::vector<bool> moves(diffuse_waves, true);
    std::fill_n(moves.begin(), standing, false);
    std::shuffle(moves.begin(), moves.end(), random);
    for (std::size_t n = 0; n < diffuse_waves; ++n) {
        const double slice_deg = 360 / static_cast<double>(std::max<std::size_t>(1, from_anywhere));
        const double bearing_deg = n < from_anywhere
                                       ? slice_deg * (static_cast<double>(n) + uniform(random, 0, 1))
                                       : recipe.paths.front().bearing_deg + normal(random, near_tower_deg);
        const double doppler_hz = normal(random, 1 / (2 * pi * recipe.coherence_s));
        waves_.push_back({.bearing_deg = bearing_deg,
                          .power = power / diffuse_waves,
                          .doppler_hz = moves[n] ? doppler_hz : 0,
                          .moves = moves[n]});
    }
}

void Channel::add_phases(const std::vector<double>& delays_us, double bandwidth_mhz, Random& random) {
    std::array<double, frequencies> frequency_mhz{};
    for (std::size_t j = 0; j < frequencies; ++j)
        frequency_mhz[j] = ((static_cast<double>(j) + uniform(random, 0, 1)) / frequencies - 0.5) * bandwidth_mhz;
    for (std::size_t n = 0; n < waves_.size(); ++n)
        for (auto& polarization : waves_[n].phasor)
            for (std::size_t port = 0; port < ports; ++port) {
                const double phase = uniform(random, 0, 2 * pi);
                for (std::size_t j = 0; j < frequencies; ++j)
                    polarization[port * frequencies + j] =
                        std::polar(1.0, phase + 2 * pi * frequency_mhz[j] * delays_us[n]);
            }
}

std::complex<double> Channel::amplitude(const Wave& wave, double azimuth_deg, const Sway& sway) const {
    const double bearing = radians(wave.bearing_deg);
    const double along_m = boom_m * std::cos(radians(azimuth_deg) - bearing) + sway.east_m * std::cos(bearing) +
                           sway.north_m * std::sin(bearing);
    return std::polar(std::sqrt(wave.power * pattern_.power(azimuth_deg - wave.bearing_deg)),
                      2 * pi / wavelength_m_ * along_m);
}

std::vector<double> Channel::blocks(double azimuth_deg, bool b, const Sway& sway, double start_s, std::size_t blocks,
                                    std::size_t samples_a_block, double step_s) const {
    // Branches in the innermost loop, real and imaginary parts apart: that is where the time goes.
    struct Moving {
        std::array<double, branches> re{}, im{};
        std::complex<double> phase, turn;
    };
    std::vector<Moving> moving;
    std::array<double, branches> still_re{}, still_im{};
    for (const Wave& wave : waves_) {
        const std::complex<double> factor = amplitude(wave, azimuth_deg, sway);
        Moving one{.phase = std::polar(1.0, 2 * pi * wave.doppler_hz * start_s),
                   .turn = std::polar(1.0, 2 * pi * wave.doppler_hz * step_s)};
        for (std::size_t j = 0; j < branches; ++j) {
            const std::complex<double> field = factor * wave.phasor[b][j];
            (wave.moves ? one.re : still_re)[j] += field.real();
            (wave.moves ? one.im : still_im)[j] += field.imag();
        }
        if (wave.moves) moving.push_back(one);
    }
    std::vector<double> out(blocks);
    for (double& block : out) {
        for (std::size_t sample = 0; sample < samples_a_block; ++sample) {
            std::array<double, branches> re = still_re, im = still_im;
            for (Moving& wave : moving) {
                const double c = wave.phase.real(), s = wave.phase.imag();
                for (std::size_t j = 0; j < branches; ++j) {
                    re[j] += wave.re[j] * c - wave.im[j] * s;
                    im[j] += wave.re[j] * s + wave.im[j] * c;
                }
                wave.phase = {c * wave.turn.real() - s * wave.turn.imag(), c * wave.turn.imag() + s * wave.turn.real()};
            }
            for (std::size_t j = 0; j < branches; ++j) block += re[j] * re[j] + im[j] * im[j];
        }
        block *= scale_mw_[b] / static_cast<double>(branches * samples_a_block);
    }
    return out;
}

double Channel::response(double azimuth_deg, bool b, const std::vector<Sway>& sways) const {
    double moving = 0, standing = 0;
    for (const Wave& wave : waves_)
        if (wave.moves) moving += wave.power * pattern_.power(azimuth_deg - wave.bearing_deg);
    for (const Sway& sway : sways) {
        std::array<std::complex<double>, branches> field{};
        for (const Wave& wave : waves_) {
            if (wave.moves) continue;
            const std::complex<double> factor = amplitude(wave, azimuth_deg, sway);
            for (std::size_t j = 0; j < branches; ++j) field[j] += factor * wave.phasor[b][j];
        }
        for (const std::complex<double>& value : field) standing += std::norm(value);
    }
    return scale_mw_[b] * (moving + standing / static_cast<double>(branches * sways.size()));
}

void Channel::set_difference(double azimuth_deg, double difference_db, const std::vector<Sway>& sways) {
    scale_mw_[1] *=
        std::pow(10, difference_db / 10) * response(azimuth_deg, false, sways) / response(azimuth_deg, true, sways);
}

}  // namespace boresight::proof
