// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/response.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "aim/angle.h"
#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr double widest_deg = 359.9;

// Concentration of the lobe that is half as strong at half its width.
double concentration(double width_deg) {
    return std::numbers::ln2 / (1 - std::cos(std::min(width_deg, widest_deg) / 2 * radians_per_degree));
}

constexpr double half_circle_deg = 180;

// An antenna that points clockwise of a path hears it from the other side.
Pattern::Power stretched(const Pattern& pattern, double stretch, double off_deg) {
    const double narrowed_deg = std::clamp(-off_deg / stretch, -half_circle_deg, half_circle_deg);
    const auto [power, slope_per_deg] = pattern.at(narrowed_deg);
    return {.power = power, .slope_per_deg = -slope_per_deg / stretch};
}

double lobe_power(const Lobe& lobe, double off_deg) {
    const double side = off_deg < 0 ? -lobe.skew : lobe.skew;
    if (lobe.pattern) return stretched(*lobe.pattern, std::exp(lobe.log_width + side), off_deg).power;
    const double kappa = concentration(lobe.beamwidth_deg * std::exp(lobe.log_width + side));
    return std::exp(kappa * (std::cos(off_deg * radians_per_degree) - 1));
}

double power_of_db(double db) {
    return std::exp(db / db_per_neper);
}

}  // namespace

double Response::width_deg() const {
    return lobe.beamwidth_deg * std::exp(lobe.log_width);
}

double Response::gain_db(double at_deg) const {
    const double floor = power_of_db(floor_db);
    double power = lobe_power(lobe, wrap_deg(at_deg - azimuth_deg)) + floor;
    if (second) {
        Lobe even = lobe;
        even.skew = 0;
        power += power_of_db(second->power_db) * lobe_power(even, wrap_deg(at_deg - second->azimuth_deg));
    }
    return db_per_neper * std::log(power / (1 + floor));
}

void lobe_powers(const Lobe& lobe, double path_deg, std::span<const double> azimuths_deg, std::span<double> power,
                 std::span<double> slope_per_deg) {
    if (lobe.pattern) {
        const double above = std::exp(lobe.log_width + lobe.skew), below = std::exp(lobe.log_width - lobe.skew);
        for (std::size_t i = 0; i < azimuths_deg.size(); ++i) {
            const double off_deg = wrap_deg(azimuths_deg[i] - path_deg);
            const Pattern::Power at = stretched(*lobe.pattern, off_deg < 0 ? below : above, off_deg);
            power[i] = at.power;
            slope_per_deg[i] = at.slope_per_deg;
        }
        return;
    }
    const double above = concentration(lobe.beamwidth_deg * std::exp(lobe.log_width + lobe.skew));
    const double below = concentration(lobe.beamwidth_deg * std::exp(lobe.log_width - lobe.skew));
    for (std::size_t i = 0; i < azimuths_deg.size(); ++i) {
        const double off_deg = wrap_deg(azimuths_deg[i] - path_deg);
        const double kappa = off_deg < 0 ? below : above;
        const double off = off_deg * radians_per_degree;
        power[i] = std::exp(kappa * (std::cos(off) - 1));
        slope_per_deg[i] = -kappa * std::sin(off) * power[i] * radians_per_degree;
    }
}

}  // namespace boresight::aim
