// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/rolls.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace boresight::aim {
namespace {

constexpr std::uint32_t seed = 5;
constexpr std::size_t rolls = 4;
constexpr double spread_db = 0.5;
constexpr double sum_tolerance = 1e-9;

struct Compared {
    std::vector<RolledStop> stops;
    std::vector<Reading> readings;

    std::optional<RollsFit> fit() const { return fit_rolls(stops, readings, rolls); }
};

// There and back, so many times, with these levels.
Compared compare(const std::vector<double>& level_db, int times, std::uint32_t with_seed = seed) {
    std::mt19937 random(with_seed);
    std::normal_distribution<double> normal(0, spread_db);
    Compared out;
    for (int k = 0; k < times; ++k)
        for (std::size_t place = 0; place < 2 * rolls; ++place) {
            const std::size_t roll = place < rolls ? place : 2 * rolls - 1 - place;
            out.stops.push_back({.time_s = 20.0 * static_cast<double>(out.stops.size()), .roll = roll});
            out.readings.push_back(
                {.kind = ReadingKind::full, .level_db = level_db[roll] + normal(random), .sigma_db = 0.2});
        }
    return out;
}

TEST(Rolls, TheBestOfFourIsNamedWithItsDifferenceAndItsProbability) {
    const auto fit = compare({-90, -91, -86, -90}, 2).fit();
    ASSERT_TRUE(fit);
    EXPECT_EQ(fit->over_first[1]->choice, PolarizationChoice::b);
    EXPECT_LT(fit->over_first[1]->difference_db.low, 4);
    EXPECT_GT(fit->over_first[1]->difference_db.high, 4);
    EXPECT_GT(fit->p_best[2], 0.98);
    EXPECT_NEAR(std::accumulate(fit->p_best.begin(), fit->p_best.end(), 0.0), 1, sum_tolerance);
}

// What a comparison of two alone says of whichever is best exceeds the truth, 0; this says less.
TEST(Rolls, TheBestOfFourThatAreAlikeIsThoughtBetterByLessThanItCameOut) {
    double together_db = 0, came_out_db = 0;
    constexpr int trials = 20;
    for (std::uint32_t trial = 0; trial < trials; ++trial) {
        const Compared compared = compare({-90, -90, -90, -90}, 1, trial);
        const auto fit = compared.fit();
        ASSERT_TRUE(fit);
        std::vector<double> mean_db(rolls);
        for (std::size_t i = 0; i < compared.stops.size(); ++i)
            mean_db[compared.stops[i].roll] += 0.5 * compared.readings[i].level_db;
        double best_db = -1e300, best_out_db = -1e300;
        for (std::size_t roll = 1; roll < rolls; ++roll) {
            best_db = std::max(best_db, fit->over_first[roll - 1]->difference_db.value);
            best_out_db = std::max(best_out_db, mean_db[roll] - mean_db[0]);
        }
        together_db += best_db / trials;
        came_out_db += best_out_db / trials;
    }
    EXPECT_GT(came_out_db, 0.2);
    EXPECT_LT(together_db, 0.6 * came_out_db);
}

TEST(Rolls, OneThatWasHeardOnceIsNotCompared) {
    Compared compared = compare({-90, -91, -86, -90}, 1);
    for (std::size_t i = 0, seen = 0; i < compared.stops.size(); ++i)
        if (compared.stops[i].roll == 2 && seen++ == 0) compared.readings[i].kind = ReadingKind::censored;
    const auto fit = compared.fit();
    ASSERT_TRUE(fit);
    EXPECT_FALSE(fit->over_first[1]);
    EXPECT_TRUE(fit->over_first[0]);
    EXPECT_EQ(fit->p_best[2], 0);
    for (std::size_t i = 0; i < compared.stops.size(); ++i)
        if (compared.stops[i].roll == 0) compared.readings[i].kind = ReadingKind::censored;
    EXPECT_FALSE(compared.fit());
}

}  // namespace
}  // namespace boresight::aim
