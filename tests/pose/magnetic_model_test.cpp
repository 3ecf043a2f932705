// SPDX-License-Identifier: GPL-3.0-or-later
// Against the test values that NOAA published with the model (tests/pose/wmm2025_testvalues.csv, public domain).
#include "pose/magnetic_model.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "platform/utc_time.h"

namespace boresight::pose {
namespace {

constexpr double as_printed_deg = 0.006;  // two decimals
constexpr double as_printed_nt = 0.01;
constexpr std::size_t published_rows = 100;

TEST(MagneticModel, GivesThePublishedTestValues) {
    std::ifstream file(BORESIGHT_TREE "/tests/pose/wmm2025_testvalues.csv");
    std::string line;
    std::getline(file, line);
    std::size_t rows = 0;
    while (std::getline(file, line)) {
        double year = 0, altitude_km = 0, latitude = 0, longitude = 0, declination = 0, inclination = 0, h_nt = 0;
        ASSERT_EQ(std::sscanf(line.c_str(), "%lf,%lf,%lf,%lf,%lf,%lf,%lf", &year, &altitude_km, &latitude, &longitude,
                              &declination, &inclination, &h_nt),
                  7)
            << line;
        const MagneticField field = magnetic_field({latitude, longitude, 1000 * altitude_km}, year);
        EXPECT_NEAR(field.declination.deg, declination, as_printed_deg) << line;
        EXPECT_NEAR(field.horizontal_nt, h_nt, as_printed_nt) << line;
        EXPECT_TRUE(field.in_validity);
        ++rows;
    }
    EXPECT_EQ(rows, published_rows);
}

TEST(MagneticModel, SaysWhenItIsOutOfDate) {
    const Position farm{31.45, -98.13, {}};
    EXPECT_TRUE(magnetic_field(farm, parse_utc("2026-11-26", "test")).in_validity);
    EXPECT_FALSE(magnetic_field(farm, parse_utc("2030-01-02", "test")).in_validity);
    EXPECT_FALSE(magnetic_field(farm, parse_utc("2024-12-31", "test")).in_validity);
}

TEST(MagneticModel, SaysWhereNoCompassWorks) {
    EXPECT_FALSE(magnetic_field({85.8, 139.3, {}}, 2025.0).compass_works()) << "at the pole";
    EXPECT_TRUE(magnetic_field({31.45, -98.13, {}}, 2025.0).compass_works());
}

TEST(MagneticModel, CountsYearsWithTheirOwnLength) {
    EXPECT_NEAR(decimal_year(parse_utc("2028-07-02", "test")), 2028.5, 1e-9) << "a leap year's middle";
    EXPECT_NEAR(decimal_year(parse_utc("2026-01-01", "test")), 2026, 1e-9);
}

}  // namespace
}  // namespace boresight::pose
