// SPDX-License-Identifier: GPL-3.0-or-later
// Against Hamlib's own rotctld with its dummy, which turns 6 degrees a second.
#include <gtest/gtest.h>

#include <string>

#include "pose/rotator_holder.h"
#include "tests/pose/child_process.h"
#include "tests/pose/line_server.h"

namespace boresight::pose {
namespace {

constexpr double dummy_tolerance_deg = 1;

class HamlibsRotctld : public testing::Test {
protected:
    void SetUp() override {
        port = tests::free_port();
        process = tests::ChildProcess({"rotctld", "-m", "1", "-T", "127.0.0.1", "-t", std::to_string(port)});
        if (!process.started())
            GTEST_SKIP() << "rotctld (package libhamlib-utils) isn't installed: NOT TESTED with Hamlib's rotator";
        Rotctld rotator(address());
        for (int i = 0; i < 50 && rotator.connect({}) != Rotctld::Answer::done; ++i)
            clock.sleep_until(clock.monotonic_ns() + 100'000'000);
        ASSERT_TRUE(rotator.connected()) << rotator.why();
    }
    ServiceAddress address() const { return {.port = port}; }

    tests::ChildProcess process;
    int port = 0;
    SystemClock clock;
};

TEST_F(HamlibsRotctld, ReadsTheLimitsOfTheDummy) {
    Rotctld rotator(address());
    ASSERT_EQ(rotator.connect({}), Rotctld::Answer::done) << rotator.why();
    EXPECT_EQ(rotator.azimuth_limits(), (TurnLimits{-180, 450}));
    EXPECT_EQ(rotator.elevation_limits(), (TurnLimits{0, 90}));
}

TEST_F(HamlibsRotctld, TurnsAndRaisesTheDummyAndWaitsForIt) {
    RotatorHolder holder(address(), {}, clock);
    const Arrival turned = holder.turn({.azimuth = {352}}, {});  // through north: 8 degrees
    ASSERT_TRUE(turned.there()) << turned.why;
    EXPECT_NEAR(turned.azimuth.deg, 352, dummy_tolerance_deg);
    const Arrival raised = holder.turn({.azimuth = {352}, .elevation_deg = 3}, {});
    ASSERT_TRUE(raised.there()) << raised.why;
    ASSERT_TRUE(raised.elevation);
    EXPECT_NEAR(raised.elevation->deg, 3, dummy_tolerance_deg);
    EXPECT_EQ(holder.turn({.azimuth = {352}, .elevation_deg = 120}, {}).end, Turned::skipped);
}

TEST_F(HamlibsRotctld, IsLostWhenItIsKilled) {
    RotatorHolder holder(address(), {}, clock);
    ASSERT_TRUE(holder.where({}).there());
    process.end(SIGKILL);
    EXPECT_EQ(holder.turn({.azimuth = {20}}, {}).end, Turned::lost);
}

}  // namespace
}  // namespace boresight::pose
