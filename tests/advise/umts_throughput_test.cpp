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
}

// TS 25.101 table 9.3, kbit/s of H-Set 1, which sends in one of three intervals: what a phone must do at least, with
// half of the cell's power for it and QPSK of a fixed size. By its power over all others' and on four channels.
struct Floor {
    double sinr_db;
    double kbps;
};
constexpr double intervals = 3;
constexpr Floor floors[] = {{0, 138}, {0, 142}, {0, 140}, {10, 423}, {10, 287}, {10, 295}, {10, 275}};

TEST(UmtsThroughput, LiesAboveTheFloorThatTheStandardSetsEveryPhone) {
    for (const Floor& floor : floors)
        EXPECT_GE(umts_capacity_range_mbps(exactly(floor.sinr_db)).low, intervals * floor.kbps / 1000)
            << floor.sinr_db << " dB";
}

// TS 25.306 table 5.1a and TS 25.214 table 7G: bits each 2 ms.
TEST(UmtsThroughput, NeverReachesWhatAHotspotTakesAtMost) {
    constexpr double interval_us = 2000, category_10_bits = 27952;
    EXPECT_LT(umts_capacity_range_mbps(exactly(40)).high, category_10_bits / interval_us);
}

TEST(UmtsThroughput, TheRangeHoldsTheUncertaintyOfTheSinr) {
    const Range narrow = umts_capacity_range_mbps({5, 4, 6}), wide = umts_capacity_range_mbps({5, 0, 10});
    EXPECT_LT(wide.low, narrow.low);
    EXPECT_GT(wide.high, narrow.high);
}

}  // namespace
}  // namespace boresight::advise
