// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/stream_time.h"

#include <gtest/gtest.h>

namespace boresight::radio {
namespace {

constexpr double rate_hz = 1e6;
constexpr double samples = 1000;  // 1 ms
constexpr std::int64_t lasts_ns = 1'000'000;
constexpr std::int64_t begun_ns = 5'000'000'000;

TEST(StreamTime, ALateReadDoesNotMakeSamplesLater) {
    StreamTime time;
    for (int k = 0; k < 100; ++k) {
        const std::int64_t late_ns = k == 0 || k % 10 != 0 ? 0 : 4'000'000;
        const std::int64_t true_ns = begun_ns + k * lasts_ns;
        constexpr double tolerance_ns = 50'000;
        EXPECT_NEAR(static_cast<double>(time.first_ns(true_ns + lasts_ns + late_ns, samples, rate_hz, {}) - true_ns), 0,
                    tolerance_ns);
    }
}

TEST(StreamTime, FollowsACrystalThatIsOff) {
    constexpr double ppm = 100;
    StreamTime time;
    std::int64_t error_ns = 0;
    for (int k = 0; k < 100'000; ++k) {
        const auto true_ns = begun_ns + static_cast<std::int64_t>(k * lasts_ns / (1 - ppm * 1e-6));
        error_ns = time.first_ns(true_ns + lasts_ns, samples, rate_hz, {}) - true_ns;
    }
    EXPECT_LT(std::abs(error_ns), 1'000'000);
}

TEST(StreamTime, AStampIsBelievedWhateverTheReadTook) {
    StreamTime time;
    const std::int64_t stamp_ns = 77;
    EXPECT_EQ(time.first_ns(begun_ns + lasts_ns, samples, rate_hz, stamp_ns), begun_ns);
    EXPECT_EQ(time.first_ns(begun_ns + 9 * lasts_ns, samples, rate_hz, stamp_ns + 2 * lasts_ns),
              begun_ns + 2 * lasts_ns);
}

TEST(StreamTime, AfterAGapItBeginsAnew) {
    StreamTime time;
    time.first_ns(begun_ns, samples, rate_hz, {});
    time.restart();
    EXPECT_EQ(time.first_ns(2 * begun_ns, samples, rate_hz, {}), 2 * begun_ns - lasts_ns);
}

}  // namespace
}  // namespace boresight::radio
