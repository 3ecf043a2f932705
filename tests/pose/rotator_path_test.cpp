// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/rotator_path.h"

#include <gtest/gtest.h>

#include <cmath>

namespace boresight::pose {
namespace {

constexpr TurnLimits dummy{-180, 450};
constexpr double near_deg = 1e-6;

TEST(RotatorPath, TakesTheNearestWithinTheLimits) {
    EXPECT_NEAR(*way_to({10}, 350, dummy), 370, near_deg);
    EXPECT_NEAR(*way_to({100}, 440, dummy), 100, near_deg) << "460 is beyond";
    EXPECT_NEAR(*way_to({350}, 10, dummy), -10, near_deg);
    EXPECT_NEAR(*way_to({200}, -170, dummy), -160, near_deg);
}

TEST(RotatorPath, NeverLeavesTheLimitsFromAnywhereToAnywhere) {
    for (double from_deg = -180; from_deg <= 450; from_deg += 7)
        for (double target_deg = 0; target_deg < 360; target_deg += 3) {
            const auto way_deg = way_to({target_deg}, from_deg, dummy);
            ASSERT_TRUE(way_deg);
            EXPECT_GE(*way_deg, dummy.low_deg);
            EXPECT_LE(*way_deg, dummy.high_deg);
            EXPECT_NEAR(std::remainder(*way_deg - target_deg, 360), 0, 0.02);
            for (const double other_deg : {*way_deg - 360, *way_deg + 360})
                if (other_deg > dummy.low_deg && other_deg < dummy.high_deg) {
                    EXPECT_LE(std::abs(*way_deg - from_deg), std::abs(other_deg - from_deg) + 0.01);
                }
        }
}

TEST(RotatorPath, GoesBackTheLongWayWhereTheShortOneIsBarred) {
    EXPECT_NEAR(*way_to({10}, 350, TurnLimits{0, 360}), 10, near_deg);
    EXPECT_NEAR(*way_to({0}, 350, TurnLimits{0, 360}), 360, near_deg);
    EXPECT_FALSE(way_to({100}, 50, TurnLimits{0, 90}));
}

TEST(RotatorPath, NeverTurnsAMountThroughWhatLiesOutsideItsArc) {
    const MountReach reach{{300}, {120}};  // through north
    EXPECT_FALSE(way_to({110}, 310, dummy, reach)) << "470 is beyond its limits, 110 behind what bars the way";
    EXPECT_NEAR(*way_to({60}, 310, dummy, reach), 420, near_deg) << "through north, not through south";
    EXPECT_NEAR(*way_to({110}, -50, dummy, reach), 110, near_deg);
    EXPECT_FALSE(way_to({200}, 0, dummy, reach)) << "outside";
    for (double from_deg = -60; from_deg <= 120; from_deg += 5)
        for (double target_deg = -60; target_deg <= 120; target_deg += 5) {
            const auto way_deg = way_to({once_round(target_deg)}, from_deg, dummy, reach);
            ASSERT_TRUE(way_deg) << from_deg << ' ' << target_deg;
            EXPECT_NEAR(*way_deg, target_deg, 0.02) << from_deg;
        }
}

TEST(RotatorPath, GetsIntoItsArcFromOutside) {
    const MountReach reach{{180}, {300}};
    EXPECT_NEAR(*way_to({200}, 0, dummy, reach), -160, near_deg);
    EXPECT_FALSE(way_to({10}, 0, dummy, reach));
}

TEST(RotatorPath, CountsOnWhatIsReadWithinOneRound) {
    EXPECT_EQ(counted_on(10, 370, dummy), 370);
    EXPECT_EQ(counted_on(370, 370, dummy), 370);
    EXPECT_EQ(counted_on(10, std::nullopt, dummy), 10);
    EXPECT_EQ(counted_on(359, -1, dummy), -1);
    EXPECT_EQ(counted_on(355, 5, TurnLimits{0, 360}), 355) << "-5 is beyond its limits";
}

}  // namespace
}  // namespace boresight::pose
