// SPDX-License-Identifier: GPL-3.0-or-later
// A radio through SoapySDR, from opening to samples, on the made world that the program carries.
#include <gtest/gtest.h>

#include <iostream>

#include "catalog/data_text.h"
#include "platform/error.h"
#include "radio/find_radios.h"
#include "radio/listen.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "tests/temporary_folder.h"

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
    EXPECT_LT(heard.settling_s, 0.005);
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

TEST_F(MadeWorld, ADriversNameWillDoForItsArguments) {
    EXPECT_EQ(full_arguments(""), "");
    EXPECT_EQ(full_arguments("rtlsdr"), "driver=rtlsdr");
    EXPECT_EQ(full_arguments("simulated"), "driver=scene");
    EXPECT_EQ(full_arguments("scene,scene=farm.toml,radio=wide"), "driver=scene,scene=farm.toml,radio=wide");
    EXPECT_EQ(full_arguments("serial=1,driver=rtlsdr"), "serial=1,driver=rtlsdr");
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

class FaultyWorld : public MadeWorld {
protected:
    // The tree farm with a fault at 50 ms.
    std::unique_ptr<Radio> open(const std::string& fault) {
        const auto file = folder_.file("faulty.toml", std::string(catalog::data_text("scenes/tree-farm.toml")) +
                                                          "\n[[fault]]\nat_s = 0.05\n" + fault);
        auto radio = open_radio("driver=scene,scene=" + file.string(), machine_);
        radio->set_gain_db(30);
        return radio;
    }

    tests::TemporaryFolder folder_;
};

TEST_F(FaultyWorld, AnOverflowBeginsThePieceAnew) {
    const auto radio = open("kind = \"overflow\"\nlasts_s = 0.01\n");
    Listener listener(*radio);
    const Heard heard = listener.listen({carrier_hz, rate_hz}, 0.1);
    EXPECT_EQ(heard.ending, Ending::complete);
    EXPECT_EQ(heard.losses, 1);
    EXPECT_EQ(heard.block.samples.size(), 192000U);
    EXPECT_GE(heard.block.monotonic_ns, 59'000'000);  // the fault's end, but for clocks that differ
}

TEST_F(FaultyWorld, ATimeoutIsWaitedFor) {
    const auto radio = open("kind = \"timeout\"\nlasts_s = 0.3\n");
    Listener listener(*radio);
    const Heard heard = listener.listen({carrier_hz, rate_hz}, 0.1);
    EXPECT_EQ(heard.ending, Ending::complete);
    EXPECT_EQ(heard.block.samples.size(), 192000U);
}

TEST_F(FaultyWorld, AStallIsWaitedForAndCostsNothingWhereTimeIsSamples) {
    const auto radio = open("kind = \"stall\"\nlasts_s = 1.3\n");
    Listener listener(*radio);
    const Heard heard = listener.listen({carrier_hz, rate_hz}, 0.1);
    EXPECT_EQ(heard.ending, Ending::complete);
    EXPECT_EQ(heard.losses, 0);
    EXPECT_EQ(heard.block.samples.size(), 192000U);
}

TEST_F(FaultyWorld, ARadioThatIsTakenAwayLeavesWhatWasHeard) {
    const auto radio = open("kind = \"unplug\"\n");
    Listener listener(*radio);
    const Heard heard = listener.listen({carrier_hz, rate_hz}, 0.1);
    EXPECT_EQ(heard.ending, Ending::unplugged);
    EXPECT_GT(heard.block.samples.size(), 40000U);
    EXPECT_LT(heard.block.samples.size(), 97000U);
}

// Whatever traffic a carrier has: a look of 10 ms after a retune is to cost little more than 10 ms.
TEST_F(MadeWorld, ARetuneOnACarrierWithTrafficCostsLittle) {
    constexpr double most_mean_s = 0.002;
    constexpr int looks = 60;
    const auto radio = open_radio("driver=scene,radio=dongle", machine_);
    radio->set_gain_db(30);
    Listener listener(*radio);
    double sum_s = 0, most_s = 0;
    for (int look = 0; look < looks; ++look) {
        const Heard heard = listener.listen({look % 2 == 0 ? carrier_hz : 751e6, rate_hz}, 0.01);
        ASSERT_EQ(heard.ending, Ending::complete);
        sum_s += heard.settling_s;
        most_s = std::max(most_s, heard.settling_s);
    }
    std::cout << "settling: " << sum_s / looks * 1000 << " ms on average, " << most_s * 1000 << " ms at most\n";
    EXPECT_LE(sum_s / looks, most_mean_s);
}

}  // namespace
}  // namespace boresight::radio
