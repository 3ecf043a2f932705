// SPDX-License-Identifier: GPL-3.0-or-later
// Ten million numbers from one seed: their mean is good to 3.2e-4, their variance to 4.5e-4, their fourth moment to
// 0.0031, the count beyond 4 to 4 percent. Tolerances are five times that.
#include "scene/gaussian.h"

#include <gtest/gtest.h>

#include <cmath>

namespace boresight::scene {
namespace {

constexpr int numbers = 10000000;

TEST(Gaussian, HasTheMomentsAndTheTailsOfTheNormalDistribution) {
    Gaussian gaussian(1);
    double sum = 0;
    double squares = 0;
    double fourths = 0;
    int within_one = 0;
    int beyond_four = 0;
    for (int i = 0; i < numbers; ++i) {
        const double value = gaussian.next();
        sum += value;
        squares += value * value;
        fourths += std::pow(value, 4);
        within_one += std::abs(value) < 1;
        beyond_four += std::abs(value) > 4;
    }
    EXPECT_NEAR(sum / numbers, 0, 1.6e-3);
    EXPECT_NEAR(squares / numbers, 1, 2.3e-3);
    EXPECT_NEAR(fourths / numbers, 3, 0.0155);
    EXPECT_NEAR(static_cast<double>(within_one) / numbers, 0.682689, 7.4e-4);
    EXPECT_NEAR(beyond_four / (6.334e-5 * numbers), 1, 0.2);
}

TEST(Gaussian, RepeatsItselfFromItsSeedAlone) {
    Gaussian one(7);
    Gaussian same(7);
    Gaussian other(8);
    int equal = 0;
    for (int i = 0; i < 1000; ++i) {
        const float value = one.next();
        EXPECT_EQ(value, same.next());
        equal += value == other.next();
    }
    EXPECT_LT(equal, 2);
}

}  // namespace
}  // namespace boresight::scene
