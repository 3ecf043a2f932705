// SPDX-License-Identifier: GPL-3.0-or-later
// Levels from values that come again and again in time, with their standard errors: of the mean over that time. Pure
// values.
#pragma once

#include <vector>

namespace boresight::dsp::lte {

constexpr double least_power = 1e-20;            // -200 dBFS: below what float samples hold
constexpr double db_per_relative = 4.342944819;  // 10 / ln 10

struct Level {
    double power = 0;     // of full scale
    double sigma_db = 0;  // standard error
    double dbfs() const;
};

// Of this power, which is wrong by `error` (standard error, of full scale).
Level level(double power, double error);

struct Spread {
    double mean = 0, variance = 0;
};
Spread spread_of(const std::vector<double>& series);

// Mean of a series, one entry a subframe. `own`: relative variance that an entry has by itself; its neighbours' spread
// counts only where that is more than chance makes of it.
Level mean_level(const std::vector<double>& series, double own = 0);

// Error variance of a mean over subframes for the mean over all the time from the first to the last of them, where the
// power moves: what it did between the subframes is known only as far as it changes slowly. `times` in samples at 1.92
// MS/s; `own`: variance that each power has by noise.
double sampling_variance(const std::vector<double>& times, const std::vector<double>& powers, double own);

}  // namespace boresight::dsp::lte
