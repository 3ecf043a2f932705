// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the days on which a level stepped and stayed, from one level a day (its median). At each split up to 21 days
// before and after are compared by the exact rank-sum (Mann-Whitney) distribution, which asks nothing of the levels'
// distribution but that days are independent: then a steady cell gives a false step at most once in 10 000 years. The
// change must also be 1 dB and 5.1 standard errors, which are wider where days resemble their neighbours (weather), and
// explain the days better than a steady drift. It takes 26 days in all and 10 on either side; a level that returns
// within three weeks isn't found. Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace boresight::survey {

constexpr double false_steps_per_year = 1e-4;  // of one steady cell
constexpr int least_days_for_steps = 26;

struct DayLevel {
    std::int64_t day = 0;  // since any origin
    double level_db = 0;
};

struct LevelStep {
    std::int64_t last_day_before = 0;
    std::int64_t first_day_after = 0;    // later than the next day when there is a gap
    double before_db = 0, after_db = 0;  // medians of up to 21 days
    double change_db = 0;
    double change_sigma_db = 0;
};

// Days in ascending order, those without a level left out.
std::vector<LevelStep> find_level_steps(std::span<const DayLevel> days);

}  // namespace boresight::survey
