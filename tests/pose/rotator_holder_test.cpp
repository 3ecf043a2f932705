// SPDX-License-Identifier: GPL-3.0-or-later
// Against a rotctld that is made up here, with every fault that a rotator may have.
#include "pose/rotator_holder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/pose/fake_rotator.h"

namespace boresight::pose {
namespace {

using Fault = tests::FakeRotator::Fault;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds stop_within{300};
constexpr milliseconds answers_within{4500};  // two deadlines of an answer and some for a busy machine

// Quicker than a rotator of steel.
constexpr RotatorSetting quick{.look_s = 0.03, .rest_s = 0.15, .stall_s = 0.4, .slowest_deg_per_s = 30};

struct RotatorHolderTest : testing::Test {
    RotatorHolder holder(const tests::FakeRotator& rotator, RotatorSetting setting = quick) {
        return {ServiceAddress{.port = rotator.port()}, setting, clock};
    }
    SystemClock clock;
};

TEST_F(RotatorHolderTest, WaitsUntilItIsThere) {
    tests::FakeRotator rotator(Fault::none);
    RotatorHolder holder = this->holder(rotator);
    const auto begin = steady_clock::now();
    const Arrival arrival = holder.turn({.azimuth = {30}}, {});
    ASSERT_TRUE(arrival.there()) << arrival.why;
    EXPECT_NEAR(arrival.azimuth.deg, 30, 0.2);
    EXPECT_EQ(arrival.azimuth.sigma_deg, 0.5);
    EXPECT_GE(steady_clock::now() - begin, milliseconds(500));  // 30 degrees at 60 a second
    EXPECT_TRUE(holder.elevates());
}

TEST_F(RotatorHolderTest, GoesTheShortWayThroughNorthAsFarAsItsLimitsReach) {
    tests::FakeRotator rotator(Fault::none, 350);
    RotatorHolder holder = this->holder(rotator);
    ASSERT_TRUE(holder.turn({.azimuth = {10}}, {}).there());
    EXPECT_NEAR(rotator.asked_deg, 370, 0.01);
}

TEST_F(RotatorHolderTest, KeepsOurLimitsWhereTheRotatorTakesMore) {
    tests::FakeRotator rotator(Fault::none, 20);
    RotatorSetting setting = quick;
    setting.limits = TurnLimits{0, 90};
    RotatorHolder holder = this->holder(rotator, setting);
    const Arrival arrival = holder.turn({.azimuth = {120}}, {});
    EXPECT_EQ(arrival.end, Turned::skipped);
    EXPECT_THAT(arrival.why, testing::HasSubstr("can't be turned to 120"));
    EXPECT_GT(rotator.asked_deg, 1e8) << "it was asked";
}

TEST_F(RotatorHolderTest, TakesWhatTellsNoLimitsForOneRound) {
    tests::FakeRotator rotator(Fault::no_limits, 350);
    RotatorHolder holder = this->holder(rotator);
    ASSERT_TRUE(holder.turn({.azimuth = {340}}, {}).there());
    EXPECT_NEAR(rotator.asked_deg, 340, 0.01);
    EXPECT_FALSE(holder.elevates());
    EXPECT_EQ(holder.turn({.azimuth = {340}, .elevation_deg = 5}, {}).end, Turned::skipped);
}

TEST_F(RotatorHolderTest, SkipsWhereItStopsShortAndSaysWhere) {
    tests::FakeRotator rotator(Fault::stalls);
    const Arrival arrival = holder(rotator).turn({.azimuth = {40}}, {});
    EXPECT_EQ(arrival.end, Turned::skipped);
    EXPECT_THAT(arrival.why, testing::HasSubstr("has stopped at"));
}

TEST_F(RotatorHolderTest, IsLostWhereItDoesNotMoveAtAll) {
    tests::FakeRotator rotator(Fault::stuck);
    const Arrival arrival = holder(rotator).turn({.azimuth = {40}}, {});
    EXPECT_EQ(arrival.end, Turned::lost);
    EXPECT_THAT(arrival.why, testing::HasSubstr("stays at 0.0"));
}

TEST_F(RotatorHolderTest, IsLostWhereItNeverComesToRest) {
    tests::FakeRotator rotator(Fault::never_arrives);
    RotatorSetting setting = quick;
    setting.slowest_deg_per_s = 1000;
    const Arrival arrival = holder(rotator, setting).turn({.azimuth = {40}}, {});
    EXPECT_EQ(arrival.end, Turned::lost);
    EXPECT_THAT(arrival.why, testing::HasSubstr("doesn't come to rest"));
    EXPECT_TRUE(rotator.halted);
}

TEST_F(RotatorHolderTest, WaitsForOneThatOvershootsToSwingBack) {
    tests::FakeRotator rotator(Fault::overshoots);
    const Arrival arrival = holder(rotator).turn({.azimuth = {30}}, {});
    ASSERT_TRUE(arrival.there()) << arrival.why;
    EXPECT_NEAR(arrival.azimuth.deg, 30, 0.6);
}

TEST_F(RotatorHolderTest, IsLostWhenItSaysNonsense) {
    tests::FakeRotator rotator(Fault::garbage);
    const Arrival arrival = holder(rotator).turn({.azimuth = {40}}, {});
    EXPECT_EQ(arrival.end, Turned::lost);
    EXPECT_THAT(arrival.why, testing::HasSubstr("? nonsense"));
}

TEST_F(RotatorHolderTest, IsLostWhenItSaysNothing) {
    tests::FakeRotator rotator(Fault::silent);
    const auto begin = steady_clock::now();
    const Arrival arrival = holder(rotator).turn({.azimuth = {40}}, {});
    EXPECT_EQ(arrival.end, Turned::lost);
    EXPECT_THAT(arrival.why, testing::HasSubstr("doesn't answer"));
    EXPECT_LT(steady_clock::now() - begin, answers_within);
}

TEST_F(RotatorHolderTest, SkipsWhatItRefuses) {
    tests::FakeRotator rotator(Fault::refuses);
    const Arrival arrival = holder(rotator).turn({.azimuth = {40}}, {});
    EXPECT_EQ(arrival.end, Turned::skipped);
    EXPECT_THAT(arrival.why, testing::HasSubstr("refuses to turn to 40.0 (RPRT -1)"));
}

TEST_F(RotatorHolderTest, IsLostWhenTheConnectionDropsAndComesBackAtTheNextTurn) {
    tests::FakeRotator rotator(Fault::drops_once);
    RotatorHolder holder = this->holder(rotator);
    EXPECT_EQ(holder.turn({.azimuth = {20}}, {}).end, Turned::lost);
    const Arrival again = holder.turn({.azimuth = {20}}, {});
    EXPECT_TRUE(again.there()) << again.why;
    EXPECT_EQ(rotator.server.connections(), 2);
}

TEST_F(RotatorHolderTest, IsLostWhereNobodyListens) {
    int port = 0;
    {
        const tests::FakeRotator gone(Fault::none);
        port = gone.port();
    }
    RotatorHolder holder(ServiceAddress{.port = port}, quick, clock);
    const Arrival arrival = holder.turn({.azimuth = {20}}, {});
    EXPECT_EQ(arrival.end, Turned::lost);
    EXPECT_THAT(arrival.why, testing::HasSubstr("nobody answers"));
}

TEST_F(RotatorHolderTest, StopsInMidTurnWithinThreeTenthsOfASecond) {
    tests::FakeRotator rotator(Fault::none);
    RotatorHolder holder = this->holder(rotator);
    StopSource source;
    steady_clock::time_point asked;
    std::thread person([&] {
        std::this_thread::sleep_for(milliseconds(400));
        asked = steady_clock::now();
        source.request_stop();
    });
    const Arrival arrival = holder.turn({.azimuth = {170}}, source.token());
    const auto took = steady_clock::now();
    person.join();
    EXPECT_EQ(arrival.end, Turned::quit);
    EXPECT_LT(took - asked, stop_within);
    EXPECT_TRUE(rotator.halted);
    EXPECT_LT(std::abs(rotator.to_deg), 120) << "it went on";
}

TEST_F(RotatorHolderTest, StopsWhileItWaitsForAnAnswer) {
    tests::FakeRotator rotator(Fault::silent);
    StopSource source;
    steady_clock::time_point asked;
    std::thread person([&] {
        std::this_thread::sleep_for(milliseconds(200));
        asked = steady_clock::now();
        source.request_stop();
    });
    EXPECT_EQ(holder(rotator).turn({.azimuth = {20}}, source.token()).end, Turned::quit);
    const auto took = steady_clock::now();
    person.join();
    EXPECT_LT(took - asked, stop_within);
}

TEST_F(RotatorHolderTest, LetsAPersonRollTheAntennaOrSkipsTheStop) {
    tests::FakeRotator rotator(Fault::none);
    const Polarization vertical{"vertical", 0}, slant{"+45", 45};
    {
        RotatorHolder alone = holder(rotator);
        EXPECT_TRUE(alone.turn({.azimuth = {0}, .polarization = vertical}, {}).there());
        EXPECT_EQ(alone.turn({.azimuth = {0}, .polarization = slant}, {}).end, Turned::skipped);
        EXPECT_TRUE(alone.turn({.azimuth = {0}, .polarization = vertical}, {}).there());
    }
    std::string asked;
    RotatorHolder attended(ServiceAddress{.port = rotator.port()}, quick, clock, [&](const Polarization& polarization) {
        asked += polarization.label + ' ';
        return Turned::there;
    });
    for (const Polarization& polarization : {vertical, vertical, slant})
        EXPECT_TRUE(attended.turn({.azimuth = {0}, .polarization = polarization}, {}).there());
    EXPECT_EQ(asked, "vertical +45 ");
}

}  // namespace
}  // namespace boresight::pose
