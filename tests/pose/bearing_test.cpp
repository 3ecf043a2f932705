// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/bearing.h"

#include <gtest/gtest.h>

#include <concepts>

namespace boresight::pose {
namespace {

template <class A, class B>
concept Addable = requires(A a, B b) {
    a + b;
};

TEST(Bearing, TurnsFromCompassAndMarkToTrueAndBack) {
    EXPECT_EQ(MagneticBearing{350} + Declination{12.5}, TrueBearing{2.5});
    EXPECT_EQ(TrueBearing{2.5} - Declination{12.5}, MagneticBearing{350});
    EXPECT_EQ(MarkBearing{150} + ScaleZero{88}, TrueBearing{238});
    EXPECT_EQ(TrueBearing{10} - ScaleZero{88}, MarkBearing{282});
}

TEST(Bearing, KeepsEveryBearingBelowAWholeTurn) {
    for (int deg = -720; deg <= 720; ++deg) {
        const double once = once_round(deg);
        EXPECT_GE(once, 0);
        EXPECT_LT(once, 360);
        EXPECT_EQ(static_cast<int>(once), (deg + 720) % 360);
    }
    EXPECT_EQ(once_round(-1e-15), 0);
}

TEST(Bearing, KindsCannotBeMistakenForEachOther) {
    static_assert(!Addable<TrueBearing, Declination>);
    static_assert(!Addable<MagneticBearing, ScaleZero>);
    static_assert(!Addable<MarkBearing, Declination>);
    static_assert(!Addable<TrueBearing, TrueBearing>);
    static_assert(!std::convertible_to<MarkBearing, TrueBearing>);
}

}  // namespace
}  // namespace boresight::pose
