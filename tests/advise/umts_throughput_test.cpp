// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/umts_throughput.h"

#include <gtest/gtest.h>

namespace boresight::advise {
namespace {

constexpr double tolerance_mbps = 0.01;

aim::Value exactly(double db) {
    return {db, db, db};
}

TEST(UmtsThroughput, IsThatOfShannonsBoundWithTheCellsOwnPowerAsADisturbance) {
    // At 10 dB: 0.6 / (0.4 + 0.1) and 0.8 / (0.06 + 0.1) of the codes' 3.6 MHz, 65 % of the bound.
    const Range range = umts_capacity_range_mbps(exactly(10));
    EXPECT_NEAR(range.low, 3.6 * 0.65 * 1.13750, tolerance_mbps);
    EXPECT_NEAR(range.high, 3.6 * 0.65 * 2.58496, tolerance_mbps);
    EXPECT_NEAR(umts_expected_mbps(exactly(10)), (range.low + range.high) / 2, tolerance_mbps);
}

TEST(UmtsThroughput, GrowsWithTheSinrUpToWhatTheCellDoesToItself) {
    double before = 0;
    for (double sinr_db = -20; sinr_db <= 25; sinr_db += 1) {
        const double now = umts_expected_mbps(exactly(sinr_db));
        EXPECT_GT(now, before) << sinr_db;
        before = now;
    }
    EXPECT_EQ(umts_expected_mbps(exactly(40)), before) << "a SINR beyond 25 dB isn't known";
    EXPECT_LT(umts_capacity_range_mbps(exactly(40)).high, 10) << "far below the 21.1 of the label";
}

TEST(UmtsThroughput, IsAtMostWhatTheCategoryTakes) {
    for (const int category : {6, 8, 10, 14}) {
        EXPECT_LE(umts_capacity_range_mbps(exactly(25), category).high, hsdpa_peak_mbps(category));
        EXPECT_LE(umts_expected_mbps(exactly(25), category), hsdpa_peak_mbps(category));
    }
    EXPECT_EQ(umts_capacity_range_mbps(exactly(25), 6).high, 3.65);
    EXPECT_EQ(hsdpa_peak_mbps(99), hsdpa_peak_mbps(usual_hsdpa_category)) << "not known";
}

TEST(UmtsThroughput, TheRangeHoldsTheUncertaintyOfTheSinr) {
    const Range narrow = umts_capacity_range_mbps({5, 4, 6}), wide = umts_capacity_range_mbps({5, 0, 10});
    EXPECT_LT(wide.low, narrow.low);
    EXPECT_GT(wide.high, narrow.high);
}

}  // namespace
}  // namespace boresight::advise
