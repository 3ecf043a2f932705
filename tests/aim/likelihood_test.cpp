// SPDX-License-Identifier: GPL-3.0-or-later
// The closed form against the normal density of all readings at once, by elimination on the whole covariance matrix.
#include "aim/likelihood.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace boresight::aim {
namespace {

constexpr double azimuth_sigma_deg = 3;
constexpr double tolerance = 1e-8;

struct Dense {
    double log_density = 0;
    std::vector<double> left_out;  // standardised residuals
};

// Gauss-Jordan on [covariance | identity].
Dense dense(std::vector<std::vector<double>> covariance, const std::vector<double>& error) {
    const std::size_t n = error.size();
    std::vector<std::vector<double>> inverse(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i) inverse[i][i] = 1;
    double log_determinant = 0;
    for (std::size_t k = 0; k < n; ++k) {
        const double pivot = covariance[k][k];
        log_determinant += std::log(pivot);
        for (std::size_t j = 0; j < n; ++j) {
            covariance[k][j] /= pivot;
            inverse[k][j] /= pivot;
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (i == k) continue;
            const double factor = covariance[i][k];
            for (std::size_t j = 0; j < n; ++j) {
                covariance[i][j] -= factor * covariance[k][j];
                inverse[i][j] -= factor * inverse[k][j];
            }
        }
    }
    Dense out{.log_density = -0.5 * (log_determinant + static_cast<double>(n) * std::log(2 * std::numbers::pi)),
              .left_out = {}};
    for (std::size_t i = 0; i < n; ++i) {
        double row = 0;
        for (std::size_t j = 0; j < n; ++j) row += inverse[i][j] * error[j];
        out.log_density -= 0.5 * error[i] * row;
        out.left_out.push_back(row / std::sqrt(inverse[i][i]));
    }
    return out;
}

class Likelihood : public testing::Test {
protected:
    Likelihood() {
        for (int i = 0; i < 11; ++i) {
            const double x = i;
            stops.push_back({.time_s = 20 * x + 5 * std::sin(x), .azimuth_deg = 33 * x});
            readings.push_back(
                {.kind = ReadingKind::full, .level_db = -90 + 4 * std::sin(2 * x), .sigma_db = 0.2 + 0.02 * x});
            gain_db.push_back(-3 - 3 * std::cos(0.7 * x));
            slope_db.push_back(0.3 * std::sin(x) + (i == 4 ? 5 : 0));
        }
    }

    Dense by_hand(double revisit_db, std::size_t drift) const {
        std::vector<double> times_s, error;
        double mean_db = 0, best_db = -1e9;
        for (std::size_t i = 0; i < stops.size(); ++i) {
            times_s.push_back(stops[i].time_s);
            mean_db += readings[i].level_db / static_cast<double>(stops.size());
            best_db = std::max(best_db, gain_db[i]);
        }
        const std::vector<DriftRow> rows = drift_rows(times_s);
        std::vector<std::vector<double>> covariance(stops.size(), std::vector<double>(stops.size()));
        for (std::size_t i = 0; i < stops.size(); ++i) {
            error.push_back(readings[i].level_db - mean_db - gain_db[i]);
            for (std::size_t j = 0; j < stops.size(); ++j) {
                covariance[i][j] = 1600;
                for (std::size_t k = 0; k < drift_terms; ++k)
                    covariance[i][j] += std::pow(drifts_db[drift], 2) * rows[i][k] * rows[j][k];
            }
            covariance[i][i] += std::pow(readings[i].sigma_db, 2) + revisit_db * revisit_db +
                                std::pow(0.12 * (best_db - gain_db[i]), 2) +
                                std::min(16.0, std::pow(azimuth_sigma_deg * slope_db[i], 2));
        }
        return dense(covariance, error);
    }

    std::vector<Stop> stops;
    std::vector<Reading> readings;
    std::vector<double> gain_db, slope_db;
};

TEST_F(Likelihood, TheClosedFormIsTheNormalDensityOfAllReadings) {
    SweepLikelihood likelihood(stops, readings, azimuth_sigma_deg);
    likelihood.set_gains(gain_db, slope_db);
    for (const double revisit_db : {0.15, 0.9, 4.8}) {
        const DriftLogs logs = likelihood.log_likelihoods(revisit_db);
        for (std::size_t drift = 0; drift < logs.size(); ++drift) {
            EXPECT_NEAR(logs[drift], by_hand(revisit_db, drift).log_density, tolerance);
            EXPECT_EQ(logs[drift], likelihood.log_likelihood(revisit_db, drift));
        }
    }
}

TEST_F(Likelihood, ResidualsLeaveTheirOwnReadingOut) {
    SweepLikelihood likelihood(stops, readings, azimuth_sigma_deg);
    likelihood.set_gains(gain_db, slope_db);
    const std::vector<double> residuals = likelihood.left_out_residuals(0.9, 1);
    const Dense wanted = by_hand(0.9, 1);
    for (std::size_t i = 0; i < residuals.size(); ++i) EXPECT_NEAR(residuals[i], wanted.left_out[i], tolerance);
}

TEST_F(Likelihood, ASilentStopCountsByTheProbabilityOfSilence) {
    SweepLikelihood without({stops.data(), 10}, {readings.data(), 10}, azimuth_sigma_deg);
    const std::vector<double> flat(11);
    double before = -1e300;
    // The higher the limit that nothing passed, the less is said by it.
    for (const double limit_db : {-130.0, -100.0, -90.0, -80.0}) {
        readings[10] = {.kind = ReadingKind::censored, .level_db = limit_db, .sigma_db = 2};
        SweepLikelihood likelihood(stops, readings, azimuth_sigma_deg);
        likelihood.set_gains(flat, flat);
        const double log = likelihood.log_likelihood(0.9, 0);
        EXPECT_GT(log, before);
        before = log;
    }
    without.set_gains({flat.data(), 10}, {flat.data(), 10});
    EXPECT_NEAR(before, without.log_likelihood(0.9, 0), 0.1);
}

TEST_F(Likelihood, DriftTermsHaveNoMean) {
    std::vector<double> times_s;
    for (const Stop& stop : stops) times_s.push_back(stop.time_s);
    const std::vector<DriftRow> rows = drift_rows(times_s);
    for (std::size_t k = 0; k < drift_terms; ++k) {
        double sum = 0, power = 0;
        for (const DriftRow& row : rows) {
            sum += row[k];
            power += row[k] * row[k];
        }
        EXPECT_NEAR(sum, 0, 1e-9);
        EXPECT_GT(power, 0.001);
    }
}

}  // namespace
}  // namespace boresight::aim
