// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/outliers.h"

#include <algorithm>
#include <cmath>

namespace boresight::aim {

namespace {

constexpr double largest_residual = 3.2;
constexpr double usual_residual = 1.2;
constexpr double least_inflation = 4;
constexpr std::size_t least_on_flank = 4;

double flank_residual(const SweepLikelihood& likelihood, const std::vector<double>& residuals) {
    const std::vector<bool> on_flank = likelihood.on_flank();
    double squares = 0;
    std::size_t n = 0;
    for (std::size_t i = 0; i < residuals.size(); ++i) {
        if (!on_flank[i] || residuals[i] == 0) continue;
        squares += residuals[i] * residuals[i];
        ++n;
    }
    return n < least_on_flank ? 1 : std::sqrt(squares / static_cast<double>(n));
}

}  // namespace

Outliers find_outliers(SweepLikelihood& likelihood, const Posterior& posterior, std::size_t heard) {
    likelihood.set_response(posterior.best);
    const std::vector<double> residuals =
        likelihood.left_out_residuals(posterior.best_revisit_db, posterior.best_drift);
    Outliers out;
    out.flank_residual = flank_residual(likelihood, residuals);
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
