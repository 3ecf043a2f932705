// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/grid.h"

#include <cmath>

namespace boresight::aim {

namespace {

constexpr double log_width_sigma = 0.22;
// Most lobes are nearly even; a few are not at all.
constexpr double even_share = 0.88, even_sigma = 0.065, skewed_sigma = 0.35;
constexpr std::array drift_priors{0.4, 0.4, 0.2};

double bell(double x, double sigma) {
    return std::exp(-0.5 * x * x / (sigma * sigma)) / sigma;
}

template <class Density>
Axis axis(const std::vector<double>& values, const Density& density) {
    Axis out{.value = values, .log_prior = {}};
    double sum = 0;
    for (const double value : values) sum += density(value);
    for (const double value : values) out.log_prior.push_back(std::log(density(value) / sum));
    return out;
}

}  // namespace

Axis log_width_axis(const std::vector<double>& values) {
    return axis(values, [](double u) { return bell(u, log_width_sigma); });
}

Axis skew_axis(const std::vector<double>& values) {
    return axis(values,
                [](double q) { return even_share * bell(q, even_sigma) + (1 - even_share) * bell(q, skewed_sigma); });
}

Axis flat_axis(const std::vector<double>& values) {
    return axis(values, [](double) { return 1.0; });
}

Axis revisit_axis(const std::vector<double>& values, double usual_db) {
    return axis(values, [usual_db](double t) { return t / std::pow(1 + std::pow(t / usual_db, 2), 1.5); });
}

std::array<double, 3> drift_log_priors() {
    std::array<double, 3> out{};
    for (std::size_t k = 0; k < out.size(); ++k) out[k] = std::log(drift_priors[k]);
    return out;
}

}  // namespace boresight::aim
