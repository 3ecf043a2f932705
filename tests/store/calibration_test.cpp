// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/calibration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr double kept_ppm = 0.0005, kept_db = 0.005;  // half of what the last digit kept is worth

const Device dongle{.driver = "rtlsdr", .serial = "00000001"};

ClockCalibration clock_of(const Device& device, double ppm) {
    return {.device = device, .made_ns = noon_ns, .clock_ppm = ppm, .clock_sigma_ppm = 0.0312, .cells = 4};
}

class Calibration : public testing::Test {
protected:
    Folder folder;
    std::filesystem::path file = folder / "survey.db";
    StandingClock clock;
};

TEST_F(Calibration, ComesBackAsItWasKeptTheLatestFirst) {
    {
        Writer w(file, owner(), clock);
        w.add_clock(clock_of(dongle, 18.1234), false);
        ClockCalibration later = clock_of({.driver = "airspy", .serial = ""}, -0.25);
        later.drift_ppm_per_min = -0.125;
        later.drift_sigma_ppm_per_min = 0.011;
        w.add_clock(later, false);
        w.add_level({.device = dongle,
                     .made_ns = noon_ns,
                     .frequency_hz = 739e6,
                     .gain_db = 38.6,
                     .offset_db = -41.37,
                     .offset_sigma_db = 3,
                     .held_against = HeldAgainst::hotspot},
                    false);
    }
    const Calibrations kept = read_calibrations(file);
    ASSERT_EQ(kept.clocks.size(), 2U);
    EXPECT_EQ(kept.clocks[0].device, (Device{.driver = "airspy", .serial = ""}));
    EXPECT_NEAR(*kept.clocks[0].drift_ppm_per_min, -0.125, kept_ppm);
    EXPECT_NEAR(*kept.clocks[0].drift_sigma_ppm_per_min, 0.011, kept_ppm);
    EXPECT_EQ(kept.clocks[1].device, dongle);
    EXPECT_NEAR(kept.clocks[1].clock_ppm, 18.1234, kept_ppm);
    EXPECT_NEAR(kept.clocks[1].clock_sigma_ppm, 0.0312, kept_ppm);
    EXPECT_FALSE(kept.clocks[1].drift_ppm_per_min);
    EXPECT_EQ(kept.clocks[1].cells, 4);
    EXPECT_EQ(kept.clocks[1].made_ns, noon_ns);
    ASSERT_EQ(kept.levels.size(), 1U);
    EXPECT_EQ(kept.levels[0].device, dongle);
    EXPECT_EQ(kept.levels[0].frequency_hz, 739e6);
    EXPECT_NEAR(kept.levels[0].gain_db, 38.6, kept_db);
    EXPECT_NEAR(kept.levels[0].offset_db, -41.37, kept_db);
    EXPECT_EQ(kept.levels[0].held_against, HeldAgainst::hotspot);
}

TEST_F(Calibration, ThereIsNoneWithoutADatabaseOrInOneOfAnOlderSchema) {
    EXPECT_THAT(read_calibrations(file).clocks, IsEmpty());
    { const Writer old(file, owner(), clock, {.steps = migrations().first(2)}); }
    EXPECT_THAT(read_calibrations(file).clocks, IsEmpty());
    EXPECT_THAT(read_calibrations(file).levels, IsEmpty());
}

TEST_F(Calibration, OfAMadeWorldStaysOutOfADatabaseOfMeasurements) {
    Writer w(file, owner(), clock);
    begin(w);
    EXPECT_THAT(error_of([&] { w.add_clock(clock_of(dongle, 1), true); }).what(), HasSubstr("simulated"));
}

}  // namespace
}  // namespace boresight::store::tests
