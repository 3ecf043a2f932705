// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/pattern.h"

#include <algorithm>
#include <cmath>

#include "aim/angle.h"
#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr double half_power_db = -3.0103;

// How far from the peak the level has fallen to half, on one side.
double half_power_deg(const std::array<double, Pattern::degrees>& gain_db, bool clockwise) {
    double before_db = gain_db[0];
    for (std::size_t k = 1; k < Pattern::degrees / 2; ++k) {
        const double here_db = gain_db[clockwise ? k : Pattern::degrees - k];
        if (here_db <= half_power_db) return static_cast<double>(k) - (half_power_db - here_db) / (before_db - here_db);
        before_db = here_db;
    }
    return static_cast<double>(Pattern::degrees) / 2;
}

}  // namespace

Pattern::Pattern(std::span<const double> gain_db) {
    const auto given = gain_db.first(std::min(gain_db.size(), degrees));
    const auto peak = static_cast<std::size_t>(std::max_element(given.begin(), given.end()) - given.begin());
    const double lowest_db = *std::min_element(given.begin(), given.end());
    std::array<double, degrees> turned_db{};
    for (std::size_t k = 0; k < degrees; ++k) {
        const std::size_t from = (peak + k) % degrees;
        turned_db[k] = (from < given.size() ? given[from] : lowest_db) - given[peak];
        power_[k] = std::exp(turned_db[k] / db_per_neper);
    }
    power_[degrees] = power_[0];
    for (std::size_t k = 0; k < degrees; ++k) slope_[k] = 0.5 * (power_[k + 1] - power_[(k + degrees - 1) % degrees]);
    slope_[degrees] = slope_[0];
    width_deg_ = half_power_deg(turned_db, true) + half_power_deg(turned_db, false);
}

Pattern::Power Pattern::at(double off_deg) const {
    const double place = azimuth_of(off_deg);
    const auto below = static_cast<std::size_t>(place);
    const double part = place - static_cast<double>(below);
    return {.power = (1 - part) * power_[below] + part * power_[below + 1],
            .slope_per_deg = (1 - part) * slope_[below] + part * slope_[below + 1]};
}

}  // namespace boresight::aim
