// SPDX-License-Identifier: GPL-3.0-or-later
// Known cells of the made world, look by look.
#include "dsp/umts/track.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <random>
#include <vector>

#include "dsp/umts/chip_filter.h"
#include "scene/umts/downlink.h"

namespace boresight::scene::umts {
namespace {

using Sample = std::complex<float>;

constexpr double look_s = 0.015;
constexpr int looks = 40;
constexpr double cell_power = 1e-4;  // full, of full scale
constexpr unsigned noise_seed = 26112026;
// Of the mean of 40 looks: a hundredth of a dB by noise, the rest by what the band leaves out and the filter's slopes.
constexpr double level_tolerance_db = 0.3;
constexpr double cfo_tolerance_hz = 10;

class Flat final : public Channel {
public:
    void response(int, double, double, double, std::span<Sample> out) override {
        std::fill(out.begin(), out.end(), Sample(static_cast<float>(std::sqrt(cell_power)), 0));
    }
};

struct Case {
    double rate_hz = 2.4e6;
    double cfo_hz = 0;       // of the carrier in the samples
    double told_cfo_hz = 0;  // what the tracker begins with
    double clock_ppm = 0;
    double noise_db = -100;  // in 3.84 MHz, over the cell's full power
    int psc = 171;
    int told_psc = 171;
};

struct Seen {
    int detected = 0;
    double rscp_dbfs = 0;  // of the mean power
    double received_dbfs = 0;
    double cfo_hz = 0;  // of the last look
};

// Looks some time apart, each at a place of its own in the frames.
Seen tracked(const Case& c) {
    const Cell cell{.psc = c.psc, .occupancy = 0.5};
    Flat channel;
    Downlink downlink(cell, {.rate_hz = c.rate_hz, .offset_hz = c.cfo_hz, .clock_ppm = c.clock_ppm, .sfn_0_s = 0.0123});
    dsp::umts::ChipFilter filter(c.rate_hz);
    dsp::umts::Tracker tracker({.psc = c.told_psc, .cfo_hz = c.told_cfo_hz, .clock_ppm = c.clock_ppm},
                               {.rate_hz = c.rate_hz, .carrier_hz = 0});
    std::mt19937 random(noise_seed);
    const double density = cell_power * std::pow(10.0, c.noise_db / 10) / 3.84e6;
    std::normal_distribution<float> noise(0, static_cast<float>(std::sqrt(density * c.rate_hz / 2)));
    Seen seen;
    double power = 0, received = 0;
    for (int i = 0; i < looks; ++i) {
        std::vector<Sample> samples(static_cast<std::size_t>(look_s * c.rate_hz));
        downlink.add(static_cast<std::int64_t>(0.1037 * i * c.rate_hz), samples, channel);
        for (Sample& sample : samples) sample += Sample(noise(random), noise(random));
        dsp::IqBuffer matched;
        filter.load(samples);
        filter.extract(0, matched);
        const dsp::umts::TrackLook look = tracker.look(matched);
        EXPECT_TRUE(look.measured);
        received += std::pow(10.0, look.received_dbfs / 10);
        if (!look.cell) continue;
        ++seen.detected;
        power += std::pow(10.0, look.cell->rscp_dbfs / 10);
        seen.cfo_hz = look.cell->cfo_hz;
    }
    if (seen.detected > 0) seen.rscp_dbfs = 10 * std::log10(power / seen.detected);
    seen.received_dbfs = 10 * std::log10(received / looks);
    fmt::print("{:.2f} MS/s, noise {:.0f} dB: {} of {} looks, RSCP {:.2f} dBFS, RSSI {:.2f} dBFS, {:.1f} Hz\n",
               c.rate_hz / 1e6, c.noise_db, seen.detected, looks, seen.rscp_dbfs, seen.received_dbfs, seen.cfo_hz);
    return seen;
}

const double pilot_dbfs = 10 * std::log10(cell_power) - 10;

TEST(UmtsTracker, GivesTheLevelOfAKnownCellWhateverTheRateAndTheClock) {
    for (const Case& c : {Case{.rate_hz = 7.68e6}, Case{.rate_hz = 3.84e6, .cfo_hz = -700, .told_cfo_hz = -630},
                          Case{.rate_hz = 2.4e6, .cfo_hz = 15800, .told_cfo_hz = 15750, .clock_ppm = 18},
                          Case{.rate_hz = 1.92e6, .cfo_hz = 60, .noise_db = 0}}) {
        const Seen seen = tracked(c);
        EXPECT_EQ(seen.detected, looks) << c.rate_hz;
        EXPECT_NEAR(seen.rscp_dbfs, pilot_dbfs, level_tolerance_db) << c.rate_hz;
        EXPECT_NEAR(seen.cfo_hz, c.cfo_hz, cfo_tolerance_hz) << c.rate_hz;
    }
}

TEST(UmtsTracker, HearsACellDeepInNoiseWithoutABias) {
    const Seen seen = tracked({.rate_hz = 3.84e6, .cfo_hz = 40, .noise_db = 9});  // Ec/No -19.5 dB or so
    EXPECT_GE(seen.detected, looks - 2);
    EXPECT_NEAR(seen.rscp_dbfs, pilot_dbfs, 2 * level_tolerance_db);
    EXPECT_NEAR(seen.received_dbfs, 10 * std::log10(cell_power) + 9.2, 0.5);
}

TEST(UmtsTracker, FindsACellAgainWhoseCarrierHasMovedFar) {
    EXPECT_GT(tracked({.cfo_hz = 430}).detected, looks / 2);
}

TEST(UmtsTracker, HearsNothingUnderAnotherCodeNorWhereNobodySends) {
    EXPECT_EQ(tracked({.told_psc = 172}).detected, 0);
    EXPECT_EQ(tracked({.noise_db = 60}).detected, 0);
}

TEST(UmtsTracker, SaysThatALookIsTooShort) {
    dsp::umts::Tracker tracker({}, {.rate_hz = 3.84e6, .carrier_hz = 0});
    EXPECT_FALSE(tracker.look(std::vector<Sample>(70000)).measured);
    EXPECT_FALSE(tracker.look({}).measured);
}

}  // namespace
}  // namespace boresight::scene::umts
