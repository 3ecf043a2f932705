// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/elevation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace boresight::aim {
namespace {

constexpr double width_deg = 60, sigma_db = 0.15, error_db = 0.2;

// A parabola in dB, there and back, with a drift that goes one way.
std::optional<ElevationFit> fit_of(double peak_deg, double present_deg, std::uint32_t seed, double drift_db = 1) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    std::vector<ElevationStop> stops;
    std::vector<Reading> readings;
    const ElevationPlan plan{.present_deg = present_deg, .beamwidth_deg = width_deg};
    for (const double tilt_deg : elevations_to_try(plan)) {
        const double time_s = 20 * static_cast<double>(stops.size());
        const double off = 2 * (tilt_deg - peak_deg) / width_deg;
        stops.push_back({.time_s = time_s, .elevation_deg = tilt_deg});
        readings.push_back({.kind = ReadingKind::full,
                            .level_db = -90 - 3 * off * off + drift_db * time_s / 200 + error_db * normal(random),
                            .sigma_db = sigma_db});
    }
    return fit_elevation(stops, readings, {.beamwidth_deg = width_deg, .present_deg = present_deg});
}

TEST(Elevation, StopsGoThereAndBackWithinReach) {
    const std::vector<double> tilts_deg =
        elevations_to_try({.present_deg = 10, .lowest_deg = 0, .highest_deg = 40, .beamwidth_deg = 60});
    EXPECT_EQ(tilts_deg, (std::vector<double>{10, 30, 30, 10}));
    const std::vector<double> all_deg = elevations_to_try({.beamwidth_deg = 60});
    EXPECT_EQ(all_deg, (std::vector<double>{0, 20, 40, -20, -20, 40, 20, 0}));
}

TEST(Elevation, ATiltedAntennaIsToldToComeDown) {
    for (std::uint32_t seed = 1; seed <= 8; ++seed) {
        const auto fit = fit_of(2, 25, seed);
        ASSERT_TRUE(fit);
        EXPECT_EQ(fit->choice, ElevationChoice::better) << seed;
        EXPECT_NEAR(fit->elevation_deg.value, 2, 8) << seed;
        EXPECT_LT(fit->gain_over_present_db.low, 1.8) << seed;
        EXPECT_GT(fit->gain_over_present_db.high, 1.7) << seed;
    }
}

TEST(Elevation, NobodyIsSentToTiltForLessThanADecibel) {
    for (std::uint32_t seed = 1; seed <= 8; ++seed) {
        const auto fit = fit_of(2, 0, seed);
        ASSERT_TRUE(fit);
        EXPECT_NE(fit->choice, ElevationChoice::better) << seed;
    }
}

TEST(Elevation, FewTiltsAreNoAnswer) {
    const std::vector<ElevationStop> stops{{0, 0}, {20, 10}, {40, 10}, {60, 0}, {80, 0}};
    const std::vector<Reading> readings(stops.size(), Reading{.kind = ReadingKind::full, .level_db = -90});
    EXPECT_FALSE(fit_elevation(stops, readings, {.beamwidth_deg = 60}));
}

}  // namespace
}  // namespace boresight::aim
