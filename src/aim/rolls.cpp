// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/rolls.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "aim/cholesky.h"
#include "aim/grid.h"
#include "aim/likelihood.h"
#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr double level_sigma_db = 40, drift_unit_s = 600;
constexpr std::size_t revisit_values = 7;                   // as in polarization.cpp
constexpr std::array spreads_db{0.25, 0.5, 1.0, 2.0, 4.0};  // of the polarizations about their mean, equally likely
constexpr std::size_t least_each = 2;
constexpr std::size_t how_many = 2000;
constexpr std::uint64_t seed = 20261126;  // any: the answer may not depend on it
constexpr double reach_db = 40;
constexpr int halvings = 40;

// The dwells in which the cell was heard, the mean level taken off.
struct Heard {
    std::vector<double> times_s, level_db, variance;
    std::vector<std::size_t> roll;
};

// What one revisit sigma, drift and spread say: exp(log_weight) times a normal distribution of the rolls' levels.
struct Guess {
    double log_weight = 0;
    std::vector<double> mean_db, covariance;
};

Heard heard_of(std::span<const RolledStop> stops, std::span<const Reading> readings) {
    Heard out;
    double sum = 0;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (!readings[i].detected()) continue;
        out.times_s.push_back(stops[i].time_s);
        out.level_db.push_back(readings[i].level_db);
        out.variance.push_back(readings[i].sigma_db * readings[i].sigma_db);
        out.roll.push_back(stops[i].roll);
        sum += readings[i].level_db;
    }
    for (double& level : out.level_db) level -= sum / static_cast<double>(out.level_db.size());
    return out;
}

Cholesky covariance_of(const Heard& heard, double revisit_db, double drift_db) {
    const std::size_t n = heard.level_db.size();
    std::vector<double> matrix(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            const double passed_s = std::min(heard.times_s[i], heard.times_s[j]) - heard.times_s.front();
            matrix[i * n + j] = level_sigma_db * level_sigma_db + drift_db * drift_db * passed_s / drift_unit_s;
            if (i == j) matrix[i * n + j] += heard.variance[i] + revisit_db * revisit_db;
        }
    return {std::move(matrix), n};
}

double product(std::span<const double> a, std::span<const double> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

void add_guesses(const Heard& heard, const Cholesky& covariance, std::size_t rolls, double log_prior,
                 std::vector<Guess>& out) {
    const std::vector<double> level = covariance.whitened(heard.level_db);
    std::vector<std::vector<double>> columns;
    for (std::size_t roll = 0; roll < rolls; ++roll) {
        std::vector<double> column(heard.roll.size());
        for (std::size_t i = 0; i < column.size(); ++i) column[i] = heard.roll[i] == roll ? 1 : 0;
        columns.push_back(covariance.whitened(column));
    }
    std::vector<double> right;
    for (const auto& column : columns) right.push_back(product(column, level));
    for (const double spread_db : spreads_db) {
        std::vector<double> precision(rolls * rolls);
        for (std::size_t i = 0; i < rolls; ++i)
            for (std::size_t j = 0; j < rolls; ++j)
                precision[i * rolls + j] = product(columns[i], columns[j]) + (i == j ? 1 / (spread_db * spread_db) : 0);
        const Cholesky solver(std::move(precision), rolls);
        Guess guess;
        guess.mean_db = solver.solved(right);
        for (std::size_t i = 0; i < rolls; ++i) {
            std::vector<double> unit(rolls);
            unit[i] = 1;
            const std::vector<double> row = solver.solved(unit);
            guess.covariance.insert(guess.covariance.end(), row.begin(), row.end());
        }
        guess.log_weight = log_prior - static_cast<double>(rolls) * std::log(spread_db) -
                           0.5 * (covariance.log_determinant() + solver.log_determinant() + product(level, level) -
                                  product(right, guess.mean_db));
        out.push_back(std::move(guess));
    }
}

// Their weights sum to 1: exp(log_weight).
std::vector<Guess> guesses_of(const Heard& heard, std::size_t rolls) {
    const Axis revisits = revisit_axis({revisits_db.begin(), revisits_db.begin() + revisit_values});
    const auto drift_priors = drift_log_priors();
    std::vector<Guess> out;
    for (std::size_t r = 0; r < revisits.size(); ++r)
        for (std::size_t k = 0; k < drifts_db.size(); ++k)
            add_guesses(heard, covariance_of(heard, revisits.value[r], drifts_db[k]), rolls,
                        revisits.log_prior[r] + drift_priors[k], out);
    std::vector<double> logs;
    for (const Guess& guess : out) logs.push_back(guess.log_weight);
    const double total = log_of_sum(logs);
    for (Guess& guess : out) guess.log_weight -= total;
    return out;
}

// Of one roll over the first.
class Difference {
public:
    Difference(const std::vector<Guess>& guesses, std::size_t roll, std::size_t rolls) {
        for (const Guess& guess : guesses) {
            const auto& c = guess.covariance;
            const double variance = c[0] + c[roll * rolls + roll] - c[roll] - c[roll * rolls];
            parts_.push_back({std::exp(guess.log_weight), guess.mean_db[roll] - guess.mean_db[0],
                              std::sqrt(std::max(variance, 1e-12))});
        }
    }
    double below(double difference_db) const {
        double sum = 0;
        for (const auto& [weight, mean_db, sigma_db] : parts_)
            sum += weight * normal_cdf((difference_db - mean_db) / sigma_db);
        return sum;
    }
    double quantile(double share) const {
        double low = -reach_db, high = reach_db;
        for (int k = 0; k < halvings; ++k) {
            const double middle = 0.5 * (low + high);
            (below(middle) < share ? low : high) = middle;
        }
        return 0.5 * (low + high);
    }

private:
    struct Part {
        double weight = 0, mean_db = 0, sigma_db = 0;
    };
    std::vector<Part> parts_;
};

PolarizationFit over_first(const std::vector<Guess>& guesses, std::size_t roll, std::size_t rolls, std::size_t dwells) {
    const Difference difference(guesses, roll, rolls);
    PolarizationFit fit;
    fit.dwells = dwells;
    fit.difference_db = {difference.quantile(0.5), difference.quantile(0.025), difference.quantile(0.975)};
    fit.low90_db = difference.quantile(0.05);
    fit.high90_db = difference.quantile(0.95);
    fit.sigma_db = (difference.quantile(normal_cdf(1)) - difference.quantile(normal_cdf(-1))) / 2;
    fit.p_b_better = 1 - difference.below(0);
    fit.choice = choose_polarization(fit);
    return fit;
}

// By draws of all together, in proportion to the guesses' weights; those heard too seldom take no part.
std::vector<double> shares_of_best(const std::vector<Guess>& guesses, const std::vector<std::size_t>& dwells) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    std::vector<double> best(dwells.size()), normals(dwells.size());
    double sum = 0;
    std::size_t taken = 0;
    for (const Guess& guess : guesses) {
        const Cholesky root(guess.covariance, dwells.size());
        sum += std::exp(guess.log_weight) * static_cast<double>(how_many);
        for (; static_cast<double>(taken) + 0.5 < sum; ++taken) {
            for (double& value : normals) value = normal(random);
            const std::vector<double> off_db = root.coloured(normals);
            std::size_t strongest = 0;
            for (std::size_t roll = 1; roll < dwells.size(); ++roll)
                if (dwells[roll] >= least_each &&
                    guess.mean_db[roll] + off_db[roll] > guess.mean_db[strongest] + off_db[strongest])
                    strongest = roll;
            best[strongest] += 1;
        }
    }
    for (double& share : best) share /= static_cast<double>(taken);
    return best;
}

}  // namespace

std::optional<RollsFit> fit_rolls(std::span<const RolledStop> stops, std::span<const Reading> readings,
                                  std::size_t rolls) {
    const Heard heard = heard_of(stops, readings);
    std::vector<std::size_t> dwells(rolls);
    for (const std::size_t roll : heard.roll) ++dwells[roll];
    if (rolls < 2 || dwells.front() < least_each || *std::max_element(dwells.begin() + 1, dwells.end()) < least_each)
        return std::nullopt;
    const std::vector<Guess> guesses = guesses_of(heard, rolls);
    RollsFit fit;
    fit.p_best = shares_of_best(guesses, dwells);
    for (std::size_t roll = 1; roll < rolls; ++roll) {
        fit.over_first.emplace_back();
        if (dwells[roll] >= least_each)
            fit.over_first.back() = over_first(guesses, roll, rolls, dwells.front() + dwells[roll]);
    }
    return fit;
}

}  // namespace boresight::aim
