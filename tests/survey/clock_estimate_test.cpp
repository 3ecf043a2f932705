// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/clock_estimate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <random>

namespace boresight::survey {
namespace {

constexpr double truth_ppm = 18;
constexpr double noise_ppm = 0.02;
constexpr double tight_ppm = 1e-9;
constexpr unsigned first_seed = 1;
constexpr int runs = 2000;
// Of 2000 runs 95 % lie within 2 sigma where sigma is right; it counts stations at their limit, so more do.
constexpr double least_covered = 0.94;

ClockSighting sighting(double carrier_mhz, int pci, double time_s, double clock_ppm, double sigma_ppm = noise_ppm) {
    return {.frequency_hz = carrier_mhz * 1e6,
            .pci = pci,
            .time_s = time_s,
            .clock_ppm = clock_ppm,
            .sigma_ppm = sigma_ppm};
}

TEST(ClockEstimate, NothingSeenIsNothingSaid) {
    EXPECT_FALSE(estimate_clock({}));
}

TEST(ClockEstimate, OneStationAloneIsLessSure) {
    const auto alone = estimate_clock(std::vector{sighting(739, 357, 0, truth_ppm)});
    EXPECT_EQ(alone->agreement, ClockAgreement::alone);
    EXPECT_NEAR(alone->clock_ppm, truth_ppm, tight_ppm);
    EXPECT_GT(alone->sigma_ppm, 0.25 / std::sqrt(3.0));  // what a home station may be off
    // A second sector of the same station confirms nothing.
    const auto sectors =
        estimate_clock(std::vector{sighting(739, 357, 0, truth_ppm), sighting(739, 358, 0, truth_ppm)});
    EXPECT_EQ(sectors->agreement, ClockAgreement::alone);
    const auto two = estimate_clock(std::vector{sighting(739, 357, 0, truth_ppm), sighting(751, 46, 0, truth_ppm)});
    EXPECT_EQ(two->agreement, ClockAgreement::several);
    EXPECT_LT(two->sigma_ppm, 0.05);
    EXPECT_FALSE(two->drift_ppm_per_min) << "one look tells no drift";
}

TEST(ClockEstimate, ACellThatIsOffIsNamedAndLeftOut) {
    for (const double off_ppm : {-0.4, 0.25, 3.0}) {
        const auto estimate =
            estimate_clock(std::vector{sighting(739, 357, 0, truth_ppm), sighting(751, 46, 0, truth_ppm + 0.03),
                                       sighting(763, 12, 0, truth_ppm + off_ppm, 0.001)});
        EXPECT_EQ(estimate->agreement, ClockAgreement::several);
        EXPECT_EQ(estimate->stations, 2);
        ASSERT_EQ(estimate->cells.size(), 3U);
        for (const CellClock& cell : estimate->cells) EXPECT_EQ(cell.left_out, cell.pci == 12) << off_ppm;
        EXPECT_NEAR(estimate->cells[2].off_ppm, off_ppm, 0.05);
        EXPECT_NEAR(estimate->clock_ppm, truth_ppm, 0.05);
    }
}

TEST(ClockEstimate, ACellWithinItsIntervalStays) {
    const auto estimate = estimate_clock(std::vector{sighting(739, 357, 0, truth_ppm), sighting(751, 46, 0, truth_ppm),
                                                     sighting(763, 12, 0, truth_ppm + 0.3, 0.2)});
    for (const CellClock& cell : estimate->cells) EXPECT_FALSE(cell.left_out);
    EXPECT_EQ(estimate->stations, 3);
}

TEST(ClockEstimate, TwoThatDifferAreADisputeThatIsCountedIn) {
    const auto two = estimate_clock(std::vector{sighting(739, 357, 0, truth_ppm), sighting(751, 46, 0, truth_ppm + 1)});
    EXPECT_EQ(two->agreement, ClockAgreement::disputed);
    EXPECT_GE(two->sigma_ppm, 0.5);
    for (const CellClock& cell : two->cells) EXPECT_FALSE(cell.left_out);
    // Two against two.
    const auto four =
        estimate_clock(std::vector{sighting(739, 357, 0, truth_ppm), sighting(751, 46, 0, truth_ppm),
                                   sighting(763, 12, 0, truth_ppm + 1), sighting(763, 22, 0, truth_ppm + 1)});
    EXPECT_EQ(four->agreement, ClockAgreement::disputed);
}

TEST(ClockEstimate, ADriftIsToldAndTheClockIsThatOfTheLastLook) {
    constexpr double drift_ppm_per_min = -0.4;
    std::vector<ClockSighting> sightings;
    std::mt19937 random(first_seed);
    std::normal_distribution<double> noise(0, noise_ppm);
    for (int look = 0; look < 7; ++look)
        for (const auto& [mhz, pci, off_ppm] : {std::tuple{739.0, 357, 0.02}, {751.0, 46, -0.03}, {763.0, 12, 0.0}})
            sightings.push_back(sighting(mhz, pci, 10 * look,
                                         truth_ppm + off_ppm + drift_ppm_per_min * (look - 6) / 6 + noise(random)));
    const auto estimate = estimate_clock(sightings);
    ASSERT_TRUE(estimate->drift_ppm_per_min);
    EXPECT_NEAR(*estimate->drift_ppm_per_min, drift_ppm_per_min, 5 * *estimate->drift_sigma_ppm_per_min);
    EXPECT_LT(*estimate->drift_sigma_ppm_per_min, 0.03);
    EXPECT_TRUE(estimate->drifts());
    EXPECT_NEAR(estimate->clock_ppm, truth_ppm, 0.1);
}

TEST(ClockEstimate, AClockThatStandsStillIsNotCalledWarmingUp) {
    int called = 0;
    for (unsigned seed = first_seed; seed < first_seed + runs; ++seed) {
        std::mt19937 random(seed);
        std::normal_distribution<double> noise(0, noise_ppm);
        std::vector<ClockSighting> sightings;
        for (int look = 0; look < 7; ++look)
            for (const auto& [mhz, pci] : {std::pair{739.0, 357}, {751.0, 46}})
                sightings.push_back(sighting(mhz, pci, 10 * look, truth_ppm + noise(random)));
        called += estimate_clock(sightings)->drifts();
    }
    std::cout << "called warming up: " << called << " of " << runs << " (at most 5)\n";
    EXPECT_LE(called, 5);
}

TEST(ClockEstimate, ItsSigmaCoversNoiseAndStations) {
    int covered = 0;
    double square = 0;
    for (unsigned seed = first_seed; seed < first_seed + runs; ++seed) {
        std::mt19937 random(seed);
        std::normal_distribution<double> noise(0, noise_ppm);
        std::uniform_real_distribution<double> station(-0.05, 0.05);
        std::vector<ClockSighting> sightings;
        for (int cell = 0; cell < 4; ++cell) {
            const double off_ppm = station(random);
            for (int look = 0; look < 7; ++look)
                sightings.push_back(sighting(739 + cell, 3 * cell, 10 * look, truth_ppm + off_ppm + noise(random)));
        }
        const auto estimate = estimate_clock(sightings);
        covered += std::abs(estimate->clock_ppm - truth_ppm) < 2 * estimate->sigma_ppm;
        square += std::pow(estimate->clock_ppm - truth_ppm, 2);
    }
    std::cout << "error " << std::sqrt(square / runs) << " ppm rms; within 2 sigma " << 100.0 * covered / runs
              << " % (at least " << 100 * least_covered << ")\n";
    EXPECT_GE(covered, least_covered * runs);
}

TEST(CombinedClocks, TheFreshOneCountsMostAndAJumpAlone) {
    const CombinedClock near = combine({18.2, 0.03}, {18.0, 0.03});
    EXPECT_FALSE(near.moved);
    EXPECT_NEAR(near.clock.clock_ppm, 18.2, 0.01);
    EXPECT_LE(near.clock.sigma_ppm, 0.03);
    // Where the fresh one is unsure, what was known before helps.
    EXPECT_NEAR(combine({18.5, 1}, {18.0, 0.03}).clock.clock_ppm, 18.1, 0.05);
    const CombinedClock jumped = combine({-7, 0.03}, {18, 0.03});
    EXPECT_TRUE(jumped.moved);
    EXPECT_EQ(jumped.clock.clock_ppm, -7);
}

}  // namespace
}  // namespace boresight::survey
