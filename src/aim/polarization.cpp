// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/polarization.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "aim/grid.h"
#include "aim/likelihood.h"
#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr double level_sigma_db = 40, difference_sigma_db = 6;
constexpr double drift_unit_s = 600;
constexpr double reach_db = 25, step_db = 0.01;
constexpr std::size_t revisit_values = 7;  // of the grid: the antenna stays where it is, so the largest is left out
constexpr std::array between_db{0.0, 0.5, 1.0, 2.0};
constexpr std::array between_priors{0.30, 0.35, 0.25, 0.10};
constexpr std::array sure_at_look{0.998, 0.996, 0.993, 0.990};  // earlier looks are stricter
constexpr double equal_within_db = 1;
constexpr std::size_t least_each = 2;

// What one revisit sigma and one drift say of the difference: exp(log_weight) times a bell.
struct Bell {
    double log_weight = 0;
    double mean_db = 0, variance = 0;
};

// Of the dwells in which the cell was heard.
struct Dwells {
    std::vector<double> times_s, level_db, polarization, sigma_db;  // polarization: -1/2 or 1/2; mean level 0
};

struct Sums {
    double dd = 0, dy = 0, yy = 0, log_determinant = 0;  // d: polarization, y: level
};

// Weighted sums over the dwells under the covariance of error, level and drift, by its Cholesky factor.
Sums whitened(const Dwells& dwells, double revisit_db, double drift_db) {
    const auto& [times_s, y, d, sigma_db] = dwells;
    const std::size_t n = y.size();
    std::vector<double> lower(n * n), a(n), b(n);
    Sums out;
    for (std::size_t i = 0; i < n; ++i) {
        double left = d[i], right = y[i];
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = level_sigma_db * level_sigma_db;
            sum += drift_db * drift_db * (std::min(times_s[i], times_s[j]) - times_s.front()) / drift_unit_s;
            if (i == j) sum += sigma_db[i] * sigma_db[i] + revisit_db * revisit_db;
            for (std::size_t k = 0; k < j; ++k) sum -= lower[i * n + k] * lower[j * n + k];
            lower[i * n + j] = i == j ? std::sqrt(sum) : sum / lower[j * n + j];
            if (j == i) break;
            left -= lower[i * n + j] * a[j];
            right -= lower[i * n + j] * b[j];
        }
        a[i] = left / lower[i * n + i];
        b[i] = right / lower[i * n + i];
        out.dd += a[i] * a[i];
        out.dy += a[i] * b[i];
        out.yy += b[i] * b[i];
        out.log_determinant += 2 * std::log(lower[i * n + i]);
    }
    return out;
}

// Nothing where the cell was heard too seldom.
std::vector<Bell> bells_of(std::span<const PolarizedStop> stops, const std::vector<Reading>& readings) {
    Dwells dwells;
    auto& [times_s, y, d, sigma_db] = dwells;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (!readings[i].detected()) continue;
        times_s.push_back(stops[i].time_s);
        y.push_back(readings[i].level_db);
        d.push_back(stops[i].b ? 0.5 : -0.5);
        sigma_db.push_back(readings[i].sigma_db);
    }
    const auto of_b = static_cast<std::size_t>(std::count(d.begin(), d.end(), 0.5));
    if (of_b < least_each || d.size() - of_b < least_each) return {};
    double mean_db = 0;
    for (const double level : y) mean_db += level / static_cast<double>(y.size());
    for (double& level : y) level -= mean_db;
    const Axis revisits = revisit_axis({revisits_db.begin(), revisits_db.begin() + revisit_values});
    const auto drift_priors = drift_log_priors();
    std::vector<Bell> bells;
    for (std::size_t r = 0; r < revisits.size(); ++r)
        for (std::size_t k = 0; k < drifts_db.size(); ++k) {
            const Sums sums = whitened(dwells, revisits.value[r], drifts_db[k]);
            bells.push_back({.log_weight = revisits.log_prior[r] + drift_priors[k] - 0.5 * sums.log_determinant -
                                           0.5 * (sums.yy - sums.dy * sums.dy / sums.dd),
                             .mean_db = sums.dy / sums.dd,
                             .variance = 1 / sums.dd});
        }
    return bells;
}

double log_of_bells(const std::vector<Bell>& bells, double difference_db, double between) {
    std::vector<double> logs;
    for (const Bell& bell : bells) {
        const double variance = bell.variance + between * between, off = difference_db - bell.mean_db;
        logs.push_back(bell.log_weight + 0.5 * std::log(bell.variance / variance) - 0.5 * off * off / variance);
    }
    return log_of_sum(logs);
}

// Cumulated probability of the differences -reach, -reach + step, ...
std::vector<double> cumulated(const std::vector<std::vector<Bell>>& cells) {
    const auto n = static_cast<std::size_t>(std::lround(2 * reach_db / step_db)) + 1;
    const std::size_t betweens = cells.size() > 1 ? between_db.size() : 1;  // one cell says nothing of others
    std::vector<double> logs(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double difference_db = step_db * static_cast<double>(i) - reach_db;
        std::vector<double> parts;
        for (std::size_t k = 0; k < betweens; ++k) {
            double log = std::log(between_priors[k]);
            for (const auto& bells : cells) log += log_of_bells(bells, difference_db, between_db[k]);
            parts.push_back(log);
        }
        logs[i] = log_of_sum(parts) - 0.5 * std::pow(difference_db / difference_sigma_db, 2);
    }
    const double total = log_of_sum(logs);
    double sum = 0;
    for (double& value : logs) value = sum += std::exp(value - total);
    return logs;
}

double difference_at(const std::vector<double>& cumulated_share, double share) {
    const auto at = std::lower_bound(cumulated_share.begin(), cumulated_share.end(), share);
    return step_db * static_cast<double>(at - cumulated_share.begin()) - reach_db;
}

}  // namespace

PolarizationChoice choose_polarization(const PolarizationFit& fit) {
    const std::size_t look = std::clamp<std::size_t>(fit.dwells / 4, 1, sure_at_look.size());
    const double sure = sure_at_look[look - 1];
    if (fit.p_b_better > sure) return PolarizationChoice::b;
    if (fit.p_b_better < 1 - sure) return PolarizationChoice::a;
    if (fit.low90_db >= -equal_within_db && fit.high90_db <= equal_within_db) return PolarizationChoice::equal;
    return PolarizationChoice::undecided;
}

std::optional<PolarizationFit> fit_polarization(std::span<const PolarizedStop> stops,
                                                std::span<const std::vector<Reading>> cells) {
    std::vector<std::vector<Bell>> heard;
    for (const std::vector<Reading>& readings : cells)
        if (auto bells = bells_of(stops, readings); !bells.empty()) heard.push_back(std::move(bells));
    if (heard.empty()) return std::nullopt;
    const std::vector<double> share = cumulated(heard);
    PolarizationFit fit;
    fit.dwells = stops.size();
    fit.difference_db = {
        .value = difference_at(share, 0.5), .low = difference_at(share, 0.025), .high = difference_at(share, 0.975)};
    fit.low90_db = difference_at(share, 0.05);
    fit.high90_db = difference_at(share, 0.95);
    fit.sigma_db = (difference_at(share, normal_cdf(1)) - difference_at(share, normal_cdf(-1))) / 2;
    const auto none = static_cast<std::size_t>(std::lround(reach_db / step_db));
    fit.p_b_better = 1 - 0.5 * (share[none] + share[none - 1]);
    fit.choice = choose_polarization(fit);
    return fit;
}

}  // namespace boresight::aim
