// SPDX-License-Identifier: GPL-3.0-or-later
// What changes in hours. Variances are means over seeds 1.. on, so a run repeats; over 2000 of them a variance is good
// to 0.032 of itself and a correlation to 0.022. Tolerances are five times that.
#include "scene/drift.h"

#include <gtest/gtest.h>

#include <cmath>

namespace boresight::scene {
namespace {

constexpr int seeds = 2000;
constexpr double variance_tolerance = 0.16;  // relative
constexpr double correlation_tolerance = 0.11;

TEST(Walk, BeginsAtNothingAndSpreadsWithTheRootOfTime) {
    for (const double time_s : {1.0, 60.0, 3600.0, 86400.0}) {
        double squares = 0;
        for (int seed = 1; seed <= seeds; ++seed) {
            const Walk walk(static_cast<std::uint64_t>(seed));
            EXPECT_EQ(walk.at(0), 0);
            squares += std::pow(walk.at(time_s), 2) / seeds;
        }
        EXPECT_NEAR(squares / time_s, 1, variance_tolerance) << time_s;
    }
}

TEST(Walk, HasStepsThatKnowNothingOfEachOther) {
    double product = 0;
    double squares = 0;
    for (int seed = 1; seed <= seeds; ++seed) {
        const Walk walk(static_cast<std::uint64_t>(seed));
        const double first = walk.at(700) - walk.at(600);
        const double second = walk.at(800) - walk.at(700);
        product += first * second / seeds;
        squares += (first * first + second * second) / 2 / seeds;
    }
    EXPECT_NEAR(squares / 100, 1, variance_tolerance);
    EXPECT_NEAR(product / 100, 0, correlation_tolerance);
}

TEST(Walk, IsTheSameInAnyOrderAndWithoutJumps) {
    const Walk walk(7);
    const double later = walk.at(5000.25);
    walk.at(12);
    EXPECT_EQ(Walk(7).at(5000.25), later);
    EXPECT_NE(Walk(8).at(5000.25), later);
    for (const double border_s : {1.0, 16.0, 4096.0, 5001.0})
        EXPECT_NEAR(walk.at(border_s - 1e-6), walk.at(border_s), 1e-4) << border_s;
}

TEST(GainDrift, IsNothingUnlessToldAndScalesWithWhatIsTold) {
    for (const double time_s : {0.0, 17.0, 3000.0}) {
        EXPECT_EQ(GainDrift({}, {}, 3).gain_db(time_s, 5), 0);
        EXPECT_NEAR(GainDrift({.gain_db = 2}, {}, 3).gain_db(time_s, 5),
                    2 * GainDrift({.gain_db = 1}, {}, 3).gain_db(time_s, 5), 1e-12);
    }
}

// After an hour the warm-up is over: 1 of it, 1/8 of the swing (half of one, squared, in its mean), 1.5 of the walk.
TEST(GainDrift, AddsUpWarmUpSwingAndWalk) {
    double squares = 0;
    for (int seed = 1; seed <= seeds; ++seed)
        squares +=
            std::pow(GainDrift({.gain_db = 1}, {}, static_cast<std::uint64_t>(seed)).gain_db(3600, 0), 2) / seeds;
    EXPECT_NEAR(squares / (1 + 0.125 + 1.5), 1, variance_tolerance);
}

TEST(GainDrift, JumpsWhenTold) {
    const GainDrift drift({}, {{.at_s = 100, .step_db = -8}, {.at_s = 50, .step_db = 3}}, 3);
    EXPECT_EQ(drift.gain_db(49.9, 1), 0);
    EXPECT_EQ(drift.gain_db(50, 1), 3);
    EXPECT_EQ(drift.gain_db(1000, 9), -5);
}

TEST(GainDrift, ChangesAtEachTurn) {
    const GainDrift drift({.turn_db = 0.3}, {}, 3);
    double squares = 0;
    for (std::uint64_t turn = 1; turn <= seeds; ++turn) squares += std::pow(drift.gain_db(100, turn), 2) / seeds;
    EXPECT_NEAR(squares / 0.09, 1, variance_tolerance);
    EXPECT_EQ(drift.gain_db(100, 4), drift.gain_db(999, 4));
}

}  // namespace
}  // namespace boresight::scene
