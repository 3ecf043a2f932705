// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/bearing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "aim/angle.h"

namespace boresight::aim {
namespace {

constexpr std::uint32_t seed = 3;

std::vector<double> peaks(std::size_t count, double centre_deg, double sigma_deg) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(centre_deg, sigma_deg);
    std::vector<double> out;
    for (std::size_t k = 0; k < count; ++k) out.push_back(azimuth_of(normal(random)));
    return out;
}

TEST(Angle, WrapsIntoHalfATurnEitherWay) {
    EXPECT_EQ(wrap_deg(180), -180);
    EXPECT_EQ(wrap_deg(-180), -180);
    EXPECT_EQ(wrap_deg(540), -180);
    EXPECT_EQ(wrap_deg(359), -1);
    EXPECT_EQ(azimuth_of(-1), 359);
    EXPECT_EQ(azimuth_of(360), 0);
    EXPECT_LT(azimuth_of(-1e-15), 360);
}

TEST(Bearing, IsTheMedianAlsoAcrossNorth) {
    for (double centre_deg = 0; centre_deg < 360; centre_deg += 15) {
        const Bearing bearing = bearing_of(peaks(600, centre_deg, 2), azimuth_of(centre_deg + 1), 1);
        EXPECT_NEAR(wrap_deg(bearing.azimuth_deg - centre_deg), 0, 0.4);
        EXPECT_NEAR(wrap_deg(bearing.low_deg - centre_deg), -3.9, 0.8);
        EXPECT_NEAR(wrap_deg(bearing.high_deg - centre_deg), 3.9, 0.8);
        EXPECT_FALSE(bearing.tied());
    }
}

TEST(Bearing, EndsMoveByTheScale) {
    const Bearing whole = bearing_of(peaks(600, 100, 2), 100, 1), half = bearing_of(peaks(600, 100, 2), 100, 0.5);
    EXPECT_NEAR(half.high_deg - half.azimuth_deg, (whole.high_deg - whole.azimuth_deg) / 2, 1e-9);
    EXPECT_EQ(whole.azimuth_deg, half.azimuth_deg);
}

TEST(Bearing, PeaksThatFallApartAreTwoArcs) {
    std::vector<double> all = peaks(400, 350, 3);
    const std::vector<double> others = peaks(200, 120, 3);
    all.insert(all.end(), others.begin(), others.end());
    const Bearing bearing = bearing_of(all, 350, 1);
    ASSERT_EQ(bearing.arcs.size(), 2u);
    EXPECT_TRUE(bearing.tied());
    EXPECT_NEAR(wrap_deg(bearing.arcs[0].centre_deg - 350), 0, 1);
    EXPECT_NEAR(bearing.arcs[0].probability, 2.0 / 3, 0.02);
    EXPECT_NEAR(wrap_deg(bearing.arcs[1].centre_deg - 120), 0, 1);
    EXPECT_NEAR(wrap_deg(bearing.azimuth_deg - 350), 0, 1);
    EXPECT_NEAR(wrap_deg(bearing.low_deg - 343), 0, 4);
    EXPECT_NEAR(wrap_deg(bearing.high_deg - 127), 0, 4);
}

TEST(Bearing, PeaksAllAroundAreOneArcOfTheWholeCircle) {
    std::vector<double> all;
    for (int k = 0; k < 720; ++k) all.push_back(0.5 * k);
    const Bearing bearing = bearing_of(all, 10, 1);
    EXPECT_FALSE(bearing.tied());
    EXPECT_GT(bearing.half_width_deg(), 100);
}

}  // namespace
}  // namespace boresight::aim
