// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/geodesic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace boresight::pose {
namespace {

// GeographicLib's own example is 5551.759 km long. Its bearing is that of the great circle on a sphere, but for the
// flattening.
TEST(Geodesic, FindsThePublishedWayFromNewYorkToLondon) {
    const GeodesicWay way = way_between({40.6, -73.8, {}}, 0, {51.6, -0.5, {}}, 0);
    EXPECT_NEAR(way.distance_m, 5551.759e3, 1);
    constexpr double rad = std::numbers::pi / 180, from = 40.6 * rad, to = 51.6 * rad, east = 73.3 * rad;
    const double sphere_deg =
        std::atan2(std::sin(east) * std::cos(to),
                   std::cos(from) * std::sin(to) - std::sin(from) * std::cos(to) * std::cos(east)) /
        rad;
    EXPECT_NEAR(way.bearing.deg, sphere_deg, 0.2);
    EXPECT_EQ(way.bearing_sigma_deg, 0);
}

TEST(Geodesic, MakesAnErrorOfTheBearingFromThoseOfBothPositions) {
    const GeodesicWay way = way_between({31.45, -98.13, {}}, 30, {31.36, -98.22, {}}, 400);
    EXPECT_NEAR(way.distance_sigma_m, std::hypot(30, 400), 1e-9);
    EXPECT_NEAR(way.bearing_sigma_deg, std::atan(way.distance_sigma_m / way.distance_m) * 180 / std::numbers::pi, 1e-9);
    EXPECT_GT(way.bearing.deg, 180);
    EXPECT_LT(way.bearing.deg, 270);
}

TEST(Geodesic, HasNoDirectionToWhatIsHere) {
    EXPECT_EQ(way_between({31, -98, {}}, 10, {31, -98, {}}, 10).bearing_sigma_deg, 180);
}

}  // namespace
}  // namespace boresight::pose
