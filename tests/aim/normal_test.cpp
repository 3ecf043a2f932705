// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/normal.h"

#include <gtest/gtest.h>

#include <cmath>

namespace boresight::aim {
namespace {

constexpr double quick_share = 3e-4;

TEST(Normal, TheQuickDistributionIsTheDistribution) {
    for (double x = -6; x <= 6; x += 0.001) EXPECT_NEAR(quick_normal_cdf(x) / normal_cdf(x), 1, quick_share) << x;
    EXPECT_EQ(quick_normal_cdf(-1e300), normal_cdf(-6));
    EXPECT_EQ(quick_normal_cdf(1e300), normal_cdf(6));
}

}  // namespace
}  // namespace boresight::aim
