// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/steady_turn.h"

#include <gtest/gtest.h>

namespace boresight::pose {
namespace {

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr double near_deg = 1e-9;

TEST(SteadyTurn, GoesWithTimeFromMarkToMarkThroughNorth) {
    const SteadyTurn turn({300}, 120, {.utc_ns = 0, .sigma_deg = 2}, {.utc_ns = 60 * second_ns, .sigma_deg = 2});
    EXPECT_NEAR(turn.azimuth_at(0)->deg, 300, near_deg);
    EXPECT_NEAR(turn.azimuth_at(15 * second_ns)->deg, 330, near_deg);
    EXPECT_NEAR(turn.azimuth_at(45 * second_ns)->deg, 30, near_deg);
    EXPECT_NEAR(turn.azimuth_at(60 * second_ns)->deg, 60, near_deg);
    EXPECT_NEAR(turn.deg_per_s(), 2, near_deg);
    EXPECT_FALSE(turn.azimuth_at(-1));
    EXPECT_FALSE(turn.azimuth_at(60 * second_ns + 1));
}

TEST(SteadyTurn, GoesCounterclockwiseAndMoreThanRound) {
    const SteadyTurn back({10}, -400, {.utc_ns = 0}, {.utc_ns = 100 * second_ns});
    EXPECT_NEAR(back.azimuth_at(50 * second_ns)->deg, 170, near_deg);
    EXPECT_NEAR(back.azimuth_at(100 * second_ns)->deg, 330, near_deg);
}

TEST(SteadyTurn, IsLeastSureInTheMiddle) {
    const PassedMark begin{.utc_ns = 0, .sigma_deg = 1.5, .sigma_s = 0},
        end{.utc_ns = 60 * second_ns, .sigma_deg = 2, .sigma_s = 0};
    const SteadyTurn turn({0}, 90, begin, end);
    EXPECT_NEAR(turn.azimuth_at(0)->sigma_deg, 1.5, near_deg);
    EXPECT_NEAR(turn.azimuth_at(60 * second_ns)->sigma_deg, 2, near_deg);
    EXPECT_GT(turn.azimuth_at(30 * second_ns)->sigma_deg, 4);
    PassedMark late = begin;
    late.sigma_s = 1;
    EXPECT_GT(SteadyTurn({0}, 90, late, end).azimuth_at(0)->sigma_deg, 1.5);
}

TEST(SteadyTurn, IsNowhereWhereItsEndIsNotLater) {
    EXPECT_FALSE(SteadyTurn({0}, 90, {.utc_ns = 5}, {.utc_ns = 5}).azimuth_at(5));
}

}  // namespace
}  // namespace boresight::pose
