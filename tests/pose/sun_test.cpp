// SPDX-License-Identifier: GPL-3.0-or-later
// Against published places of the sun.
#include "pose/sun.h"

#include <gtest/gtest.h>

#include <cmath>

#include "platform/utc_time.h"

namespace boresight::pose {
namespace {

constexpr double published_within_deg = 0.02;

SunPosition sun(const char* utc, double latitude_deg, double longitude_deg) {
    return sun_position({latitude_deg, longitude_deg, {}}, parse_utc(utc, "test"));
}

// Reda and Andreas, Solar Position Algorithm for Solar Radiation Applications (NREL/TP-560-34302), appendix A.5: zenith
// angle 50.11162 and azimuth 194.34024 there.
TEST(Sun, StandsWhereTheExampleOfNrelHasIt) {
    const SunPosition there = sun("2003-10-17T19:30:30Z", 39.742476, -105.1786);
    EXPECT_NEAR(there.azimuth_deg, 194.34024, published_within_deg);
    EXPECT_NEAR(there.elevation_deg, 90 - 50.11162, published_within_deg);
}

// Solstice of June 2024 (20 June, 20:51 UTC) and equinox of March 2025 (20 March, 09:01 UTC), as almanacs have them: at
// that moment the sun is at the zenith of a place on the tropic, and of one on the equator.
TEST(Sun, IsOverheadOnTheTropicAtTheSolsticeAndOnTheEquatorAtTheEquinox) {
    double highest_deg = 0;
    for (double longitude_deg = -180; longitude_deg < 180; longitude_deg += 0.25)
        highest_deg = std::max(highest_deg, sun("2024-06-20T20:51:00Z", 23.436, longitude_deg).elevation_deg);
    EXPECT_NEAR(highest_deg, 90, 0.13);
    highest_deg = 0;
    for (double longitude_deg = -180; longitude_deg < 180; longitude_deg += 0.25)
        highest_deg = std::max(highest_deg, sun("2025-03-20T09:01:00Z", 0, longitude_deg).elevation_deg);
    EXPECT_NEAR(highest_deg, 90, 0.13);
}

TEST(Sun, IsAsHighBeforeAsAfterItsNoonAndMirroredInAzimuth) {
    // Noon of 26 November 2026 at 31.45 north, 98.13 west is where its azimuth passes 180.
    const std::int64_t about_noon_ns = parse_utc("2026-11-26T18:20Z", "test");
    const Position farm{31.45, -98.13, {}};
    std::int64_t low_ns = about_noon_ns - 3'600'000'000'000, high_ns = about_noon_ns + 3'600'000'000'000;
    while (high_ns - low_ns > 1'000'000) {
        const std::int64_t middle_ns = low_ns + (high_ns - low_ns) / 2;
        (sun_position(farm, middle_ns).azimuth_deg < 180 ? low_ns : high_ns) = middle_ns;
    }
    for (const std::int64_t minutes : {30, 60, 120, 180}) {
        const std::int64_t apart_ns = minutes * 60'000'000'000;
        const SunPosition before = sun_position(farm, low_ns - apart_ns), after = sun_position(farm, low_ns + apart_ns);
        // The sun's declination changes by less than a quarter of a degree a day meanwhile.
        const double moved_deg = 0.25 * static_cast<double>(2 * minutes) / (24 * 60) + 0.005;
        EXPECT_NEAR(before.elevation_deg, after.elevation_deg, moved_deg);
        EXPECT_NEAR(before.azimuth_deg + after.azimuth_deg, 360, 2 * moved_deg);
    }
}

TEST(Sun, StandsInTheNorthAtNoonSouthOfTheTropics) {
    const SunPosition there = sun("2026-06-21T02:00Z", -33.87, 151.21);  // Sydney
    EXPECT_LT(std::abs(std::remainder(there.azimuth_deg, 360)), 5);
    EXPECT_NEAR(there.elevation_deg, 90 - 33.87 - 23.44, 0.2);
}

}  // namespace
}  // namespace boresight::pose
