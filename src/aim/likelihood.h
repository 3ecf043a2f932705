// SPDX-License-Identifier: GPL-3.0-or-later
// How probable the readings of one cell are, given the gain of the antenna at each stop. A reading is the level, the
// gain, a drift and an error; level and drift are integrated out in closed form. The error's variance is the sum of
// the dwell's own, the revisit sigma, 12 % of the depth below the best stop (patterns are known that well), and the
// error of the azimuth times the slope. A stop that heard nothing counts by the probability of hearing nothing there.
// Levels in dB, azimuths in degrees. Pure; nothing fails. Not for several threads: it keeps scratch memory.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "aim/drift.h"
#include "aim/dwell.h"
#include "aim/response.h"

namespace boresight::aim {

struct Stop {
    double time_s = 0;  // middle of the dwell
    double azimuth_deg = 0;
    // Of one that was passed in a steady turn: how well its azimuth is known; nothing: as all that were set.
    std::optional<double> azimuth_sigma_deg = {};
};

inline constexpr std::array<double, 3> drifts_db{0.25, 0.8, 2.2};  // per root of 10 minutes
using DriftLogs = std::array<double, drifts_db.size()>;

class SweepLikelihood {
public:
    // As many readings as stops, one of them detected at least.
    SweepLikelihood(std::span<const Stop> stops, std::span<const Reading> readings, double azimuth_sigma_deg);

    std::span<const double> azimuths_deg() const { return azimuths_deg_; }

    // Multiplies the variance of each reading: above 1 for one that isn't trusted. One value a stop.
    void set_inflation(std::span<const double> factors);
    const std::vector<double>& inflation() const { return inflation_; }

    // From one stop on the level may be another one, by any number of decibels (sigma 8 dB); nothing: it may not. The
    // step takes the place of the drift's least component.
    void set_step(std::optional<std::size_t> first);
    // The later level less the earlier one, as the readings have it at the gains that are set.
    double step_db(double revisit_db, std::size_t drift);

    // The gain at every stop, in dB, and its slope in dB per degree. What is asked afterwards is about it.
    void set_gains(std::span<const double> gain_db, std::span<const double> slope_db);
    // The same from powers over a floor: gain = (power + floor) / (1 + floor).
    void set_powers(std::span<const double> power, std::span<const double> slope_per_deg, double floor);

    // The same of a response of one or two paths.
    void set_response(const Response& response);

    // ln of the probability density for each of drifts_db, for one revisit sigma in dB. What is below `enough` may be
    // returned too large, though still below it: that saves time.
    DriftLogs log_likelihoods(double revisit_db, double enough = -1e300);
    double log_likelihood(double revisit_db, std::size_t drift, double enough = -1e300);  // for one drift

    // What is received at a gain of 0 dB: on average over the session, and at its last stop.
    struct Level {
        double mean_db = 0, sigma_db = 0;
    };
    struct Levels {
        Level session, latest;
    };
    Levels levels(double revisit_db, std::size_t drift);

    // Of each stop: whether the error of the azimuth is most of its variance.
    std::vector<bool> on_flank() const;

    // Of each stop: the reading's distance from what all others predict, in its sigmas; 0 where nothing was heard.
    std::vector<double> left_out_residuals(double revisit_db, std::size_t drift);

private:
    static constexpr std::size_t terms = 1 + drift_terms;
    static constexpr std::size_t products = terms * (terms + 1) / 2;
    struct Solved;

    void lay_rows();
    void weigh_gains();
    std::array<double, terms> scales(std::size_t drift) const;
    void add_up(double revisit_db);
    Solved solve(std::size_t drift) const;
    double log_density(const Solved& solved, double revisit_db, double enough) const;
    double variance(std::size_t stop, double revisit_db) const;
    std::array<double, terms> scaled_row(std::size_t stop, std::size_t drift) const;
    double log_of_silence(const Solved& solved, double revisit_db, double enough) const;

    std::vector<double> azimuths_deg_, azimuth_sigma_deg_, level_db_, own_variance_, inflation_;
    std::vector<std::size_t> heard_, silent_;
    std::vector<DriftRow> drift_rows_, rows_without_step_;
    bool steps_ = false;
    double mean_db_ = 0;
    std::vector<double> gain_db_, slope_db_, shape_variance_;  // of the gains that were set
    std::vector<std::array<double, 16>> rows_;                 // of each stop heard: what its weight multiplies
    std::array<double, 16> sums_{};
    double log_variances_ = 0;
};

}  // namespace boresight::aim
