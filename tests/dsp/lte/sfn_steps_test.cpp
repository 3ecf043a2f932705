// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/sfn_steps.h"

#include <gtest/gtest.h>

namespace boresight::dsp::lte {
namespace {

TEST(SfnSteps, NameEveryWayOfCountingExactlyOnce) {
    std::vector<std::uint8_t> values;
    for (std::int64_t reach = 0; reach <= 300; ++reach) {
        sfn_first_values(reach, values);
        for (unsigned first = 0; first < 256; ++first) {
            int same = 0;
            for (const unsigned value : values) {
                bool differs = false;
                for (std::int64_t later = 0; later <= reach && !differs; ++later)
                    differs = sfn_difference(first, later) != sfn_difference(value, later);
                same += !differs;
            }
            ASSERT_EQ(same, 1) << "first " << first << ", reach " << reach;
        }
    }
}

TEST(SfnSteps, AreFewForShortCaptures) {
    std::vector<std::uint8_t> values;
    const auto count = [&](std::int64_t reach) {
        sfn_first_values(reach, values);
        return values.size();
    };
    EXPECT_EQ(count(0), 1U);
    EXPECT_EQ(count(1), 8U);
    EXPECT_EQ(count(2), 14U);
    EXPECT_EQ(count(25), 82U);
    EXPECT_EQ(count(1000), 128U);
}

TEST(SfnSteps, TurnOverAllBitsAtTheWrap) {
    EXPECT_EQ(sfn_difference(255, 1), 255);
    EXPECT_EQ(sfn_difference(255, 257), 255);
    EXPECT_EQ(sfn_difference(5, 0), 0);
    EXPECT_EQ(sfn_difference(5, 3), 5 ^ 8);
}

}  // namespace
}  // namespace boresight::dsp::lte
