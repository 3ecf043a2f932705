// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/outliers.h"

#include <algorithm>
#include <cmath>

#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr double largest_residual = 3.2;
constexpr double usual_residual = 1.2;
constexpr double least_inflation = 4;

void set_response(SweepLikelihood& likelihood, const Response& response) {
    const std::span<const double> azimuths_deg = likelihood.azimuths_deg();
    std::vector<double> power(azimuths_deg.size()), slope(power.size());
    lobe_powers(response.lobe, response.azimuth_deg, azimuths_deg, power, slope);
    if (response.second) {
        std::vector<double> other(power.size()), other_slope(power.size());
        Lobe even = response.lobe;
        even.skew = 0;
        lobe_powers(even, response.second->azimuth_deg, azimuths_deg, other, other_slope);
        const double share = std::exp(response.second->power_db / db_per_neper);
        for (std::size_t i = 0; i < power.size(); ++i) {
            power[i] += share * other[i];
            slope[i] += share * other_slope[i];
        }
    }
    likelihood.set_powers(power, slope, std::exp(response.floor_db / db_per_neper));
}

}  // namespace

Outliers find_outliers(SweepLikelihood& likelihood, const Posterior& posterior, std::size_t heard) {
    set_response(likelihood, posterior.best);
    const std::vector<double> residuals =
        likelihood.left_out_residuals(posterior.best_revisit_db, posterior.best_drift);
    Outliers out;
    out.inflation.assign(residuals.size(), 1);
    for (std::size_t i = 0; i < residuals.size(); ++i)
        if (std::abs(residuals[i]) > largest_residual) out.stops.push_back(i);
    out.too_many = out.stops.size() > std::max<std::size_t>(1, heard / 6);
    if (out.too_many) return out;
    for (const std::size_t i : out.stops)
        out.inflation[i] = std::max(least_inflation, std::pow(residuals[i] / usual_residual, 2));
    return out;
}

}  // namespace boresight::aim
