// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/spots.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "aim/cholesky.h"
#include "aim/grid.h"
#include "aim/likelihood.h"
#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr std::size_t how_many = 600;
constexpr std::uint64_t seed = 20261126;                    // any: the answer may not depend on it
constexpr double session_sigma_db = 40, spot_sigma_db = 8;  // of the level of all spots, and of one beside them
// By which a mast that is set up again at its spot differs, before any second visit tells it.
constexpr double usual_placement_db = 1.5;
constexpr double drift_unit_s = 600;
constexpr double below_limit_db = 1, silent_sigma_db = 2;  // of a dwell in which nothing was heard

// The readings as numbers around 0.
struct Data {
    std::vector<double> time_s, level_db, sigma_db;
    std::vector<std::size_t> spot;
    double mean_db = 0;
    std::size_t spots = 0;

    std::size_t size() const { return level_db.size(); }
    double spot_covariance(std::size_t a, std::size_t b) const {
        return session_sigma_db * session_sigma_db + (a == b ? spot_sigma_db * spot_sigma_db : 0);
    }
};

Data data_of(std::span<const SpotDwell> dwells, std::span<const Reading> readings, std::size_t spots) {
    Data data;
    data.spots = spots;
    double heard = 0;
    for (std::size_t i = 0; i < dwells.size(); ++i) {
        const bool silent = !readings[i].detected();
        data.time_s.push_back(dwells[i].time_s);
        data.spot.push_back(dwells[i].spot);
        data.level_db.push_back(readings[i].level_db - (silent ? below_limit_db : 0));
        data.sigma_db.push_back(silent ? silent_sigma_db : readings[i].sigma_db);
        if (silent) continue;
        heard += 1;
        data.mean_db += (readings[i].level_db - data.mean_db) / heard;
    }
    for (double& level : data.level_db) level -= data.mean_db;
    return data;
}

// What one revisit sigma and one drift say of the spots: exp(log_weight) times a normal distribution.
struct Known {
    double log_weight = 0;
    std::vector<double> mean_db, covariance;
};

Known posterior_of(const Data& data, double revisit_db, double drift_db) {
    const std::size_t n = data.size(), spots = data.spots;
    const double first_s = *std::min_element(data.time_s.begin(), data.time_s.end());
    std::vector<double> matrix(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = data.spot_covariance(data.spot[i], data.spot[j]);
            sum += drift_db * drift_db * (std::min(data.time_s[i], data.time_s[j]) - first_s) / drift_unit_s;
            if (i == j) sum += data.sigma_db[i] * data.sigma_db[i] + revisit_db * revisit_db;
            matrix[i * n + j] = sum;
        }
    const Cholesky factor(std::move(matrix), n);
    const std::vector<double> white = factor.whitened(data.level_db);
    Known out;
    out.log_weight = -0.5 * factor.log_determinant();
    for (const double one : white) out.log_weight -= 0.5 * one * one;
    std::vector<std::vector<double>> to_spot(spots, std::vector<double>(n));
    for (std::size_t s = 0; s < spots; ++s) {
        for (std::size_t i = 0; i < n; ++i) to_spot[s][i] = data.spot_covariance(data.spot[i], s);
        to_spot[s] = factor.whitened(to_spot[s]);
    }
    const auto product = [n](const std::vector<double>& a, const std::vector<double>& b) {
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
        return sum;
    };
    out.covariance.resize(spots * spots);
    for (std::size_t s = 0; s < spots; ++s) {
        out.mean_db.push_back(data.mean_db + product(to_spot[s], white));
        for (std::size_t t = 0; t <= s; ++t)
            out.covariance[s * spots + t] = data.spot_covariance(s, t) - product(to_spot[s], to_spot[t]);
    }
    return out;
}

Value quantiles(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return {quantile_of(values, 0.5), quantile_of(values, 0.025), quantile_of(values, 0.975)};
}

// In proportion to the weights, one after the other.
void draw(const std::vector<Known>& posteriors, SpotLevels& levels) {
    std::vector<double> logs;
    for (const Known& one : posteriors) logs.push_back(one.log_weight);
    const double total = log_of_sum(logs);
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    double share = 0;
    std::size_t drawn = 0;
    for (const Known& one : posteriors) {
        share += std::exp(one.log_weight - total);
        const auto until = std::min<std::size_t>(how_many, static_cast<std::size_t>(std::lround(share * how_many)));
        if (drawn >= until) continue;
        const Cholesky factor(one.covariance, levels.spots);
        for (; drawn < until; ++drawn) {
            std::vector<double> normals(levels.spots);
            for (double& value : normals) value = normal(random);
            const std::vector<double> off = factor.coloured(normals);
            for (std::size_t s = 0; s < levels.spots; ++s) levels.level_db.push_back(one.mean_db[s] + off[s]);
        }
    }
}

}  // namespace

Value SpotLevels::level(std::size_t spot) const {
    std::vector<double> values(draws());
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = at(k, spot);
    return quantiles(std::move(values));
}

Value SpotLevels::difference(std::size_t spot, std::size_t other) const {
    std::vector<double> values(draws());
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = at(k, spot) - at(k, other);
    return quantiles(std::move(values));
}

std::optional<SpotLevels> spot_levels(std::span<const SpotDwell> dwells, std::span<const Reading> readings,
                                      std::size_t spots) {
    SpotLevels levels;
    levels.spots = spots;
    levels.heard.assign(spots, false);
    bool any = false;
    for (std::size_t i = 0; i < dwells.size(); ++i)
        if (readings[i].detected()) any = levels.heard[dwells[i].spot] = true;
    if (!any) return std::nullopt;
    const Data data = data_of(dwells, readings, spots);
    const Axis revisits = revisit_axis(all_of(revisits_db), usual_placement_db);
    const auto drift_priors = drift_log_priors();
    std::vector<Known> posteriors;
    std::vector<double> revisit_of, logs;
    for (std::size_t r = 0; r < revisits.size(); ++r)
        for (std::size_t d = 0; d < drifts_db.size(); ++d) {
            posteriors.push_back(posterior_of(data, revisits.value[r], drifts_db[d]));
            posteriors.back().log_weight += revisits.log_prior[r] + drift_priors[d];
            revisit_of.push_back(revisits.value[r]);
            logs.push_back(posteriors.back().log_weight);
        }
    const double total = log_of_sum(logs);
    for (std::size_t i = 0; i < logs.size(); ++i) levels.revisit_db += revisit_of[i] * std::exp(logs[i] - total);
    draw(posteriors, levels);
    return levels;
}

}  // namespace boresight::aim
