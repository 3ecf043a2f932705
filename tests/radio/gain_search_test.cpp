// SPDX-License-Identifier: GPL-3.0-or-later
// The gain that is found: on a radio by script that clips or compresses, and in the made world.
#include "radio/gain_search.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "radio/open_radio.h"
#include "radio/soapy_radio.h"
#include "scene/register.h"
#include "tests/radio/fake_device.h"

namespace boresight::radio {
namespace {

constexpr Tuning at{739e6, 2.4e6};
constexpr double lowest_rms = 0.0003;  // at a gain of 0

class GainSearch : public testing::Test {
protected:
    // Noise of `rms` at a gain of 0, sent through `before`, which knows its level before the converter.
    std::unique_ptr<SoapyRadio> open(
        double rms, std::function<double(double)> before = [](double level) { return level; }) {
        tests::FakeDriver& driver = tests::FakeDriver::instance();
        driver.script = {};
        driver.script.noise = [rms](double) { return rms; };
        driver.script.stage = [before](double level, double gain_db) {
            return before(level * std::pow(10, gain_db / 20));
        };
        driver.record = std::make_shared<tests::FakeRecord>();
        return std::make_unique<SoapyRadio>([] { return SoapySDR::Device::make("driver=fake"); },
                                            RadioName{.arguments = "driver=fake", .driver = "fake", .label = "Fake"},
                                            machine_);
    }

    SystemClock machine_;
};

TEST_F(GainSearch, AQuietPlaceGetsAllTheGainThereIs) {
    const auto radio = open(1e-5);
    const GainChoice choice = find_gain(*radio, std::array{at});
    EXPECT_EQ(choice.gain_db, radio->limits().gain_high_db);
    EXPECT_EQ(choice.steps.size(), 1U);
    EXPECT_EQ(choice.steps.front().finding, GainFinding::too_low);
}

TEST_F(GainSearch, GoesDownUntilNothingClipsAndLeavesRoomAboveIt) {
    const auto radio = open(0.01);
    const GainChoice choice = find_gain(*radio, std::array{at});
    EXPECT_EQ(choice.steps.front().finding, GainFinding::clips);
    EXPECT_EQ(choice.steps.back().finding, GainFinding::follows);
    EXPECT_FALSE(choice.overloaded);
    EXPECT_EQ(choice.gain_db, radio->gain_db());
    // Noise reaches four times its rms of one rail in 1e-4 of the samples.
    const double peak = 4 * 0.01 * std::sqrt(0.5) * std::pow(10, choice.gain_db / 20);
    EXPECT_LT(peak, 0.55);
    EXPECT_GT(peak, 0.2);
}

TEST_F(GainSearch, AStageThatCompressesBeforeTheConverterIsFound) {
    constexpr double limit = 0.03;
    const auto radio = open(lowest_rms, [](double level) { return limit * std::tanh(level / limit); });
    const GainChoice choice = find_gain(*radio, std::array{at});
    EXPECT_EQ(choice.steps.front().finding, GainFinding::compresses);
    EXPECT_LT(*choice.steps.front().fell_db, 2);
    EXPECT_EQ(choice.steps.back().finding, GainFinding::follows);
    EXPECT_LT(lowest_rms * std::pow(10, choice.gain_db / 20), limit);
}

TEST_F(GainSearch, TrafficThatComesWhileTheGainIsDownIsNotTakenForCompression) {
    // 4 dB more in the first look with less gain, the second of all.
    const auto radio = open(lowest_rms, [last = 0.0, changes = 0](double level) mutable {
        changes += level != last;
        last = level;
        return changes == 2 ? 1.6 * level : level;
    });
    const GainChoice choice = find_gain(*radio, std::array{at});
    ASSERT_EQ(choice.steps.size(), 1U);
    EXPECT_EQ(choice.steps.front().finding, GainFinding::follows);
    EXPECT_NEAR(*choice.steps.front().fell_db, 6, 1);
}

TEST_F(GainSearch, ARadioThatClipsAtItsLowestGainIsOverloaded) {
    const auto radio = open(2);
    const GainChoice choice = find_gain(*radio, std::array{at});
    EXPECT_TRUE(choice.overloaded);
    EXPECT_EQ(choice.gain_db, 0);
}

TEST_F(GainSearch, AStopEndsItAtOnce) {
    const auto radio = open(0.01);
    StopSource stop;
    stop.request_stop();
    EXPECT_EQ(find_gain(*radio, std::array{at}, stop.token()).ending, Ending::stopped);
}

TEST_F(GainSearch, ChecksTheStrongestCarrierOfTheMadeWorld) {
    scene::register_scene();
    const auto radio = open_radio("driver=scene,radio=dongle", machine_);
    const std::array carriers{Tuning{700e6, 1.92e6}, Tuning{739e6, 1.92e6}, Tuning{742e6, 1.92e6}};
    const GainChoice choice = find_gain(*radio, carriers);
    EXPECT_EQ(choice.ending, Ending::complete);
    ASSERT_TRUE(choice.checked_at);
    EXPECT_NE(choice.checked_at->frequency_hz, 700e6);
    EXPECT_FALSE(choice.overloaded);
    EXPECT_GT(choice.gain_db, 20);
    for (const GainStep& step : choice.steps)
        std::cout << "gain " << step.gain_db << " dB: " << step.level_dbfs << " dBFS, clipped " << step.clipped_share
                  << ", fell " << step.fell_db.value_or(0) << " dB\n";
}

}  // namespace
}  // namespace boresight::radio
