// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/pattern.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace boresight::proof {

namespace {

constexpr std::size_t entries = 1440;  // of a quarter degree
constexpr double step_deg = 360.0 / entries;
constexpr double width_spread = 0.12;
constexpr std::size_t ripples = 5, first_ripple = 3;
constexpr double ripple_rms_db = 3;

double uniform(Random& random, double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
}

double normal(Random& random, double sigma) {
    return std::normal_distribution<double>(0, sigma)(random);
}

}  // namespace

Pattern::Pattern(double nominal_deg, std::optional<double> true_share, Random& random) {
    const double spread = std::exp(normal(random, width_spread));
    width_deg_ = nominal_deg * true_share.value_or(spread);
    const double power = uniform(random, 1.7, 2.5), uneven = uniform(random, -0.1, 0.1);
    const double side_db = uniform(random, 11, 17), back_db = uniform(random, 15, 26);
    std::array<double, ripples> ripple_db{}, phase{};
    double square = 0;
    for (std::size_t k = 0; k < ripples; ++k) {
        ripple_db[k] = normal(random, 1);
        phase[k] = uniform(random, 0, 2 * std::numbers::pi);
        square += ripple_db[k] * ripple_db[k] / 2;
    }
    for (double& value : ripple_db) value *= ripple_rms_db / std::sqrt(square);
    std::vector<double> raw(entries);
    for (std::size_t i = 0; i < entries; ++i) {
        const double off_deg = static_cast<double>(i) * step_deg - (2 * i >= entries ? 360 : 0);
        const double width_deg = width_deg_ * (off_deg > 0 ? 1 + uneven : 1 - uneven);
        const double main_db = -3 * std::pow(2 * std::abs(off_deg) / width_deg, power);
        double lobes_db = -side_db - (back_db - side_db) * std::abs(off_deg) / 180;
        for (std::size_t k = 0; k < ripples; ++k)
            lobes_db += ripple_db[k] *
                        std::cos(static_cast<double>(k + first_ripple) * off_deg * std::numbers::pi / 180 + phase[k]);
        raw[i] =
            std::pow(10, main_db / 10) + std::pow(10, lobes_db / 10) * std::min(1.0, std::abs(off_deg) / width_deg_);
    }
    const auto peak = std::max_element(raw.begin(), raw.end());
    const double most = *peak;
    std::rotate(raw.begin(), peak, raw.end());
    for (double& value : raw) value /= most;
    table_ = std::move(raw);
}

double Pattern::power(double off_deg) const {
    const double turned = (off_deg - 360 * std::floor(off_deg / 360)) / step_deg;
    const auto below = static_cast<std::size_t>(turned) % entries;
    const double part = turned - std::floor(turned);
    return (1 - part) * table_[below] + part * table_[(below + 1) % entries];
}

}  // namespace boresight::proof
