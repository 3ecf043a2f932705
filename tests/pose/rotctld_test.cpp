// SPDX-License-Identifier: GPL-3.0-or-later
// Against Hamlib's own rotctld with its dummy, which turns 6 degrees a second.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <string>
#include <vector>

#include "pose/rotator_holder.h"
#include "tests/pose/fake_rotator.h"

extern char** environ;

namespace boresight::pose {
namespace {

constexpr double dummy_tolerance_deg = 1;

int free_port() {
    const tests::LineServer here([](const std::string&) { return std::nullopt; });
    return here.port();
}

class HamlibsRotctld : public testing::Test {
protected:
    void SetUp() override {
        port = free_port();
        std::vector<std::string> words{"rotctld", "-m", "1", "-T", "127.0.0.1", "-t", std::to_string(port)};
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        if (posix_spawnp(&process, "rotctld", nullptr, nullptr, arguments.data(), environ) != 0) {
            process = 0;
            GTEST_SKIP() << "rotctld (package libhamlib-utils) isn't installed: NOT TESTED with Hamlib's rotator";
        }
        SystemClock machine;
        Rotctld rotator(address());
        for (int i = 0; i < 50 && rotator.connect({}) != Rotctld::Answer::done; ++i)
            machine.sleep_until(machine.monotonic_ns() + 100'000'000);
        ASSERT_TRUE(rotator.connected()) << rotator.why();
    }
    void TearDown() override {
        if (process == 0) return;
        kill(process, SIGTERM);
        waitpid(process, nullptr, 0);
    }
    ServiceAddress address() const { return {.port = port}; }

    pid_t process = 0;
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
    kill(process, SIGKILL);
    waitpid(process, nullptr, 0);
    process = 0;
    EXPECT_EQ(holder.turn({.azimuth = {20}}, {}).end, Turned::lost);
}

}  // namespace
}  // namespace boresight::pose
