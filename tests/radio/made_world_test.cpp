// SPDX-License-Identifier: GPL-3.0-or-later
// A radio through SoapySDR, from opening to samples, on the made world that the program carries.
#include <gtest/gtest.h>

#include "platform/error.h"
#include "radio/listen.h"
#include "radio/open_radio.h"
#include "scene/register.h"

namespace boresight::radio {
namespace {

constexpr double carrier_hz = 739e6;  // of the tree farm
constexpr double rate_hz = 1.92e6;
constexpr double clock_tolerance_ns = 100;  // 18 ppm of a block's length

class MadeWorld : public testing::Test {
protected:
    MadeWorld() { scene::register_scene(); }

    SystemClock machine_;
};

TEST_F(MadeWorld, GivesOneWholePieceOfTheLengthAskedFor) {
    const auto radio = open_radio("driver=scene,radio=dongle", machine_);
    EXPECT_TRUE(radio->name().simulated);
    radio->set_gain_db(40);
    Listener listener(*radio);
    const Heard heard = listener.listen({carrier_hz, rate_hz}, 0.02);
    EXPECT_EQ(heard.ending, Ending::complete);
    EXPECT_EQ(heard.block.samples.size(), 38400U);
    EXPECT_EQ(heard.block.center_frequency_hz, carrier_hz);
    EXPECT_GT(heard.settling_s, 0);
    EXPECT_EQ(heard.losses, 0);
}

TEST_F(MadeWorld, ItsClockMovesBySamplesAndSleep) {
    const auto radio = open_radio("driver=scene,radio=dongle", machine_);
    radio->tune({carrier_hz, rate_hz});
    Clock& clock = radio->clock();
    Block block;
    ASSERT_EQ(radio->read(block), ReadOutcome::samples);
    const std::int64_t read_ns = clock.monotonic_ns();
    EXPECT_GT(read_ns, 0);
    constexpr std::int64_t hour_ns = 3'600'000'000'000;
    clock.sleep_until(read_ns + hour_ns);
    EXPECT_EQ(clock.monotonic_ns(), read_ns + hour_ns);
    ASSERT_EQ(radio->read(block), ReadOutcome::samples);
    EXPECT_NEAR(static_cast<double>(block.monotonic_ns - read_ns), hour_ns, clock_tolerance_ns);
}

TEST_F(MadeWorld, AFrequencyOutOfReachNamesTheReach) {
    const auto radio = open_radio("driver=scene,radio=dongle", machine_);
    try {
        radio->tune({2.1e9, rate_hz});
        FAIL() << "tuned";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("1766"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace boresight::radio
