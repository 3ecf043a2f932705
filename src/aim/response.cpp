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

double lobe_power(const Lobe& lobe, double off_deg) {
    const double side = off_deg < 0 ? -lobe.skew : lobe.skew;
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
        const Lobe even{.beamwidth_deg = lobe.beamwidth_deg, .log_width = lobe.log_width, .skew = 0};
        power += power_of_db(second->power_db) * lobe_power(even, wrap_deg(at_deg - second->azimuth_deg));
    }
    return db_per_neper * std::log(power / (1 + floor));
}

void lobe_powers(const Lobe& lobe, double path_deg, std::span<const double> azimuths_deg, std::span<double> power,
                 std::span<double> slope_per_deg) {
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
