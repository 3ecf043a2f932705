// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/scale.h"

#include <gtest/gtest.h>

#include <cmath>

namespace boresight::aim {
namespace {

constexpr double near_deg = 1e-9;

TEST(Scale, AMarkWithoutAZeroHasNoTrueBearing) {
    EXPECT_FALSE(to_true_deg({.kind = ScaleKind::mark, .zero = {}, .declination_deg = {}}, 52));
    EXPECT_FALSE(to_true({.kind = ScaleKind::mark, .zero = {}, .declination_deg = 4}, 52, 48, 56));
}

TEST(Scale, ACompassWithoutADeclinationHasNoTrueBearing) {
    EXPECT_FALSE(to_true_deg({.kind = ScaleKind::magnetic, .zero = ScaleZero{}, .declination_deg = {}}, 52));
}

TEST(Scale, ZeroAndDeclinationAreAddedAroundTheCircle) {
    const Scale mark{
        .kind = ScaleKind::mark, .zero = ScaleZero{.offset_deg = 186, .sigma_deg = 2}, .declination_deg = {}};
    EXPECT_NEAR(*to_true_deg(mark, 52), 238, near_deg);
    EXPECT_NEAR(*to_true_deg(mark, 200), 26, near_deg);
    const Scale compass{.kind = ScaleKind::magnetic, .zero = ScaleZero{}, .declination_deg = -12.5};
    EXPECT_NEAR(*to_true_deg(compass, 10), 357.5, near_deg);
}

TEST(Scale, TheErrorOfTheZeroWidensBothSidesInQuadrature) {
    const Scale mark{
        .kind = ScaleKind::mark, .zero = ScaleZero{.offset_deg = 0, .sigma_deg = 2}, .declination_deg = {}};
    const auto bearing = to_true(mark, 1, 358, 6);
    ASSERT_TRUE(bearing);
    const double common = 1.96 * std::sqrt(4 + 0.25);
    EXPECT_NEAR(bearing->azimuth_deg, 1, near_deg);
    EXPECT_NEAR(bearing->low_deg, 361 - std::hypot(3, common), near_deg);
    EXPECT_NEAR(bearing->high_deg, 1 + std::hypot(5, common), near_deg);
}

TEST(Scale, ACompassThatNobodyCheckedIsTenDegreesOff) {
    const Scale compass{.kind = ScaleKind::magnetic, .zero = {}, .declination_deg = 0};
    const auto bearing = to_true(compass, 180, 176, 184);
    ASSERT_TRUE(bearing);
    EXPECT_NEAR(bearing->high_deg - 180, std::hypot(4, 1.96 * std::sqrt(100 + 0.25)), near_deg);
}

}  // namespace
}  // namespace boresight::aim
