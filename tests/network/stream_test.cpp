// SPDX-License-Identifier: GPL-3.0-or-later
// The stream of a radio over the network: what it is, that none of it is stale after a retune, and how much comes.
#include <cmath>

#include "dsp/core/decibel.h"
#include "platform/error.h"
#include "radio/listen.h"
#include "radio/open_radio.h"
#include "tests/network/served_world.h"

namespace boresight::tests {
namespace {

using namespace std::chrono_literals;

constexpr double carrier_hz = 739e6;
constexpr double silence_hz = 600e6;  // nobody sends there
constexpr double least_step_db = 5;
constexpr double rate_hz = 1.92e6;
constexpr double least_share = 0.9;  // of real time, on a machine that is busy with other things too

double level_dbfs(dsp::IqSpan samples) {
    double power = 0;
    for (const dsp::Sample& sample : samples) power += std::norm(sample);
    return dsp::db_from_power(power / static_cast<double>(samples.size()));
}

class NetworkStream : public ServedWorld {
protected:
    std::unique_ptr<radio::Radio> open() {
        auto opened = radio::open_radio(radio(), machine_);
        opened->set_gain_db(40);
        return opened;
    }
    SystemClock machine_;
};

TEST_F(NetworkStream, TheRadioSaysWhatItIs) {
    const auto opened = open();
    EXPECT_TRUE(opened->name().simulated);
    EXPECT_FALSE(opened->name().own_time);
    EXPECT_EQ(opened->name().hardware_driver, "scene");
    EXPECT_EQ(opened->name().server, server().address());
    EXPECT_TRUE(opened->has_setting("azimuth_deg"));
    EXPECT_EQ(opened->limits().rate_of_at_least(1.0e6), rate_hz);
    EXPECT_THROW(opened->tune({2.1e9, rate_hz}), Error);
    EXPECT_EQ(opened->set_gain_db(20), 20);
}

TEST_F(NetworkStream, ARetuneGivesNothingOfBefore) {
    const auto opened = open();
    radio::Listener listener(*opened);
    double carrier_dbfs = 0, silence_dbfs = 0;
    for (int look = 0; look < 6; ++look) {
        const bool carrier = look % 2 == 0;
        const radio::Heard heard = listener.listen({carrier ? carrier_hz : silence_hz, rate_hz}, 0.02);
        ASSERT_EQ(heard.ending, radio::Ending::complete);
        (carrier ? carrier_dbfs : silence_dbfs) = level_dbfs(heard.block.samples);
        const dsp::IqSpan first = heard.block.samples.first(960);
        if (!carrier) {
            EXPECT_NEAR(level_dbfs(first), silence_dbfs, 1) << "of look " << look;
        }
        std::this_thread::sleep_for(300ms);  // what is sent meanwhile waits on its way
    }
    std::cout << "carrier " << carrier_dbfs << " dBFS, silence " << silence_dbfs << " dBFS\n";
    EXPECT_GT(carrier_dbfs - silence_dbfs, least_step_db);
}

TEST_F(NetworkStream, SamplesComeAtTheRateOfTheRadio) {
    const auto opened = open();
    opened->tune({carrier_hz, rate_hz});
    radio::Block block;
    std::uint64_t samples = 0;
    int losses = 0;
    while (opened->read(block) != radio::ReadOutcome::samples || block.settling) continue;
    const auto began = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - began < 3s) {
        const radio::ReadOutcome outcome = opened->read(block);
        if (outcome == radio::ReadOutcome::samples) samples += block.samples.size();
        if (outcome == radio::ReadOutcome::overflow) ++losses;
    }
    std::cout << static_cast<double>(samples) / 3 / 1e6 << " MS/s of " << rate_hz / 1e6 << ", samples lost " << losses
              << " times\n";
    EXPECT_GT(static_cast<double>(samples), least_share * 3 * rate_hz);
}

}  // namespace
}  // namespace boresight::tests
