// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <iostream>

#include "aim/angle.h"
#include "aim/verdict.h"
#include "made_sweep.h"

namespace boresight::aim {
namespace {

constexpr double most_error_deg = 8;
constexpr double most_half_deg = 9;
constexpr std::uint32_t first_seed = 100;
constexpr int sweeps = 24;
// Of 24 intervals of 95 % fewer than 17 hold the truth with a probability below 1e-5.
constexpr int least_covered = 17;

TEST(Fit, FindsThePeakAllAroundTheCircle) {
    int covered = 0;
    for (int k = 0; k < sweeps; ++k) {
        const double peak_deg = 15.0 * k + 2;
        const auto fit = fit_of(make_sweep({.peak_deg = peak_deg, .seed = first_seed + static_cast<std::uint32_t>(k)}));
        ASSERT_TRUE(fit && fit->usable_direction) << peak_deg;
        EXPECT_NEAR(wrap_deg(fit->bearing.azimuth_deg - peak_deg), 0, most_error_deg) << peak_deg;
        EXPECT_LT(fit->bearing.half_width_deg(), most_half_deg) << peak_deg;
        EXPECT_NEAR(fit->p_isotropic + fit->p_single + fit->p_two, 1, 1e-9);
        if (wrap_deg(fit->bearing.low_deg - peak_deg) <= 0 && wrap_deg(fit->bearing.high_deg - peak_deg) >= 0)
            ++covered;
    }
    std::cout << "the interval holds the truth in " << covered << " of " << sweeps << " sweeps\n";
    EXPECT_GE(covered, least_covered);
}

TEST(Fit, GainOverThePresentPointingHoldsTheTruth) {
    const SweepRecipe recipe{.peak_deg = 200, .seed = 5};
    const MadeSweep sweep = make_sweep(recipe);
    for (const double present_deg : {200.0, 230.0, 60.0}) {
        const auto fit = fit_of(sweep, present_deg);
        ASSERT_TRUE(fit);
        const double truth_db = -made_gain_db(recipe, present_deg);
        EXPECT_LE(fit->gain_over_present_db.low, truth_db + 0.1) << present_deg;
        EXPECT_GE(fit->gain_over_present_db.high, truth_db - 0.1) << present_deg;
    }
}

TEST(Fit, NamesNoDirectionWherePowerDoesNotDependOnIt) {
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
        const auto fit = fit_of(make_sweep({.peak_deg = 90, .floor_db = 0, .seed = seed}));
        ASSERT_TRUE(fit);
        EXPECT_FALSE(fit->usable_direction) << seed;
        const Verdict verdict = decide(std::vector{fit}, make_sweep({}).stops, made_beamwidth_deg);
        EXPECT_FALSE(verdict.azimuth_deg.has_value());
    }
}

TEST(Fit, AWeakCellIsFoundByWhereItIsNotHeard) {
    const auto fit = fit_of(make_sweep({.peak_deg = 130, .level_dbm = -119, .seed = 3}));
    ASSERT_TRUE(fit && fit->usable_direction);
    EXPECT_NEAR(wrap_deg(fit->bearing.azimuth_deg - 130), 0, 1.5 * most_error_deg);
}

TEST(Fit, ASpoiledDwellIsNamedAndDoesNotMoveTheBearing) {
    MadeSweep sweep = make_sweep({.peak_deg = 275, .seed = 8});
    const auto before = fit_of(sweep);
    for (auto& block : sweep.blocks[4])
        if (block) *block += 11;
    const auto after = fit_of(sweep);
    ASSERT_TRUE(before && after);
    EXPECT_EQ(after->doubted, std::vector<std::size_t>{4});
    EXPECT_FALSE(after->inconsistent);
    EXPECT_NEAR(wrap_deg(after->bearing.azimuth_deg - before->bearing.azimuth_deg), 0, 3);
}

TEST(Fit, ACellHeardAtFourStopsIsNotFitted) {
    MadeSweep sweep = make_sweep({.peak_deg = 40, .seed = 2});
    for (std::size_t i = 4; i < sweep.blocks.size(); ++i)
        for (auto& block : sweep.blocks[i]) block.reset();
    EXPECT_FALSE(fit_of(sweep).has_value());
    EXPECT_EQ(decide(std::vector{fit_of(sweep)}, sweep.stops, made_beamwidth_deg).kind, VerdictKind::not_enough);
}

TEST(Fit, TheSameReadingsGiveTheSameAnswer) {
    const MadeSweep sweep = make_sweep({.peak_deg = 310, .seed = 4});
    const auto first = fit_of(sweep), second = fit_of(sweep);
    EXPECT_EQ(first->bearing.low_deg, second->bearing.low_deg);
    EXPECT_EQ(first->gain_over_present_db.high, second->gain_over_present_db.high);
}

TEST(Fit, StopsAtOneAzimuthDecideNothing) {
    MadeSweep sweep = make_sweep({.peak_deg = 0, .seed = 6});
    for (Stop& stop : sweep.stops) stop.azimuth_deg = 120;
    for (std::size_t i = 1; i < sweep.blocks.size(); ++i) sweep.blocks[i] = sweep.blocks[0];
    const auto fit = fit_of(sweep);
    ASSERT_TRUE(fit);
    EXPECT_FALSE(fit->usable_direction);
    EXPECT_EQ(decide(std::vector{fit}, sweep.stops, made_beamwidth_deg).kind, VerdictKind::not_enough);
}

TEST(Fit, AnUndecidedSweepIsToldHowManyMoreStopsAndWhere) {
    MadeSweep sweep = make_sweep({.peak_deg = 150, .seed = 7});
    sweep.stops.resize(14);  // without the fine stops
    sweep.blocks.resize(14);
    const Verdict verdict = decide(std::vector{fit_of(sweep)}, sweep.stops, made_beamwidth_deg, made_azimuth_sigma_deg);
    ASSERT_EQ(verdict.kind, VerdictKind::point);
    ASSERT_TRUE(verdict.stops_to_decide && verdict.next_stop_deg);
    EXPECT_GE(*verdict.stops_to_decide, 1);
    EXPECT_LE(azimuth_of(*verdict.next_stop_deg - *verdict.decide_from_deg),
              azimuth_of(*verdict.decide_to_deg - *verdict.decide_from_deg));
}

class VerdictOf : public testing::Test {
protected:
    VerdictOf() {
        fit.usable_direction = true;
        fit.recommended_deg = 100;
        fit.bearing = {.azimuth_deg = 100, .low_deg = 96, .high_deg = 104, .arcs = {}};
    }
    Verdict verdict() const { return decide(std::vector<std::optional<CellFit>>{std::nullopt, fit}, stops, 50); }

    CellFit fit;
    std::vector<Stop> stops{{.time_s = 0, .azimuth_deg = 75}, {.time_s = 20, .azimuth_deg = 115}};
};

TEST_F(VerdictOf, ANarrowIntervalIsDecided) {
    EXPECT_EQ(verdict().kind, VerdictKind::point);
    EXPECT_EQ(verdict().cell, 1u);
    EXPECT_EQ(verdict().stops_to_decide, 0);
    EXPECT_FALSE(verdict().next_stop_deg);
}

TEST_F(VerdictOf, AWiderIntervalAsksForAStopAboutTheBearing) {
    fit.bearing.high_deg = 110;
    EXPECT_EQ(verdict().kind, VerdictKind::point);
    EXPECT_FALSE(verdict().stops_to_decide);
    const double off_deg = std::abs(wrap_deg(verdict().next_stop_deg.value() - 100));
    EXPECT_LE(off_deg, 30);
}

TEST_F(VerdictOf, AWideIntervalNamesNoAzimuth) {
    fit.bearing.high_deg = 140;
    EXPECT_EQ(verdict().kind, VerdictKind::not_enough);
    EXPECT_FALSE(verdict().azimuth_deg);
    EXPECT_EQ(verdict().high_deg, 140);
}

TEST_F(VerdictOf, TiedArcsAskForTheOneWithFewerStops) {
    fit.bearing.arcs = {{.low_deg = 95, .high_deg = 105, .centre_deg = 100, .probability = 0.6},
                        {.low_deg = 250, .high_deg = 260, .centre_deg = 255, .probability = 0.4}};
    EXPECT_EQ(verdict().kind, VerdictKind::tie);
    EXPECT_LE(std::abs(wrap_deg(verdict().next_stop_deg.value() - 255)), 30);
}

// The receiver loses 8 dB in the middle of the ring and doesn't get them back.
TEST(Fit, AStepOfTheLevelIsFoundByTheReferenceAndTakenOut) {
    constexpr std::size_t step_at = 9;
    constexpr double step_db = -8, found_within_db = 2.5;
    for (std::uint32_t seed = 40; seed < 46; ++seed) {
        const double peak_deg = 60.0 * seed;
        MadeSweep sweep = make_sweep({.peak_deg = azimuth_of(peak_deg), .seed = seed});
        EXPECT_FALSE(fit_of(sweep)->step) << seed;
        for (std::size_t i = step_at; i < sweep.blocks.size(); ++i)
            for (std::optional<double>& level : sweep.blocks[i])
                if (level) *level += step_db;
        const auto fit = fit_of(sweep);
        ASSERT_TRUE(fit && fit->step) << seed;
        EXPECT_NEAR(fit->step->step_db, step_db, found_within_db) << seed;
        EXPECT_GT(fit->step->first, 6u) << "after the first visit to the reference";
        EXPECT_LE(fit->step->first, 13u) << "before the second";
        EXPECT_NEAR(wrap_deg(fit->bearing.azimuth_deg - peak_deg), 0, most_error_deg) << seed;
        EXPECT_LT(fit->bearing.half_width_deg(), 12) << seed;
    }
}

}  // namespace
}  // namespace boresight::aim
