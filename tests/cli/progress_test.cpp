// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.h"

#include <gtest/gtest.h>

#include <sstream>

namespace boresight::cli {
namespace {

class HandClock final : public Clock {
public:
    std::int64_t wall_ns() const override { return now_ns; }
    std::int64_t monotonic_ns() const override { return now_ns; }
    void sleep_until(std::int64_t monotonic_ns) override { now_ns = monotonic_ns; }
    void pass(double seconds) { now_ns += static_cast<std::int64_t>(seconds * 1e9); }
    std::int64_t now_ns = 0;
};

class ProgressTest : public testing::Test {
protected:
    HandClock clock;
    std::ostringstream out, err;
    StopSource stop;
    Context context{.out = out, .err = err, .clock = clock, .stop = stop.token(), .database = {}};
};

TEST_F(ProgressTest, WritesAPlainLineEveryFewSecondsWithoutATerminal) {
    Progress progress(context, "Searching");
    for (int second = 1; second <= 12; ++second) {
        clock.pass(1);
        EXPECT_TRUE(progress.update(second / 20.0));
    }
    EXPECT_EQ(err.str(), "Searching 25 %, about 15 s left\nSearching 50 %, about 10 s left\n");
    EXPECT_EQ(out.str(), "");
}

TEST_F(ProgressTest, RedrawsOneLineOnATerminalAndTakesItAway) {
    context.err_terminal = true;
    {
        Progress progress(context, "Searching");
        clock.pass(1);
        progress.update(0.5);
        progress.update(0.6);  // too soon to be drawn
        EXPECT_EQ(err.str(), "\r\033[KSearching 50 %, about 1 s left");
    }
    EXPECT_EQ(err.str(), "\r\033[KSearching 50 %, about 1 s left\r\033[K");
}

TEST_F(ProgressTest, SaysNothingWhenAskedToBeQuiet) {
    context.quiet = true;
    Progress progress(context, "Searching");
    clock.pass(60);
    EXPECT_TRUE(progress.update(0.5));
    EXPECT_EQ(err.str(), "");
}

TEST_F(ProgressTest, PassesOnTheWishToStop) {
    Progress progress(context, "Searching");
    EXPECT_TRUE(progress.update(0.1));
    stop.request_stop();
    EXPECT_FALSE(progress.update(0.2));
}

TEST(SpokenDuration, RoundsAsAPersonWould) {
    EXPECT_EQ(spoken_duration(0), "0 s");
    EXPECT_EQ(spoken_duration(2.2), "3 s");
    EXPECT_EQ(spoken_duration(130), "2 min 10 s");
    EXPECT_EQ(spoken_duration(120), "2 min");
    EXPECT_EQ(spoken_duration(1501), "25 min");
    EXPECT_EQ(spoken_duration(3900), "1 h 5 min");
}

}  // namespace
}  // namespace boresight::cli
