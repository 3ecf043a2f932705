// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/information.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aim/angle.h"
#include "aim/sweep_plan.h"
#include "made_sweep.h"

namespace boresight::aim {
namespace {

constexpr double peak_deg = 150;
constexpr std::size_t coarse_stops = 14;  // of a made sweep: ring and references

class AfterTheRing : public testing::Test {
protected:
    AfterTheRing() {
        MadeSweep sweep = make_sweep({.peak_deg = peak_deg, .seed = 7});
        sweep.stops.resize(coarse_stops);
        sweep.blocks.resize(coarse_stops);
        fit = *fit_of(sweep);
        setting.beamwidth_deg = made_beamwidth_deg;
        setting.azimuth_sigma_deg = made_azimuth_sigma_deg;
        for (const Stop& stop : sweep.stops)
            stops.push_back({.time_s = stop.time_s, .azimuth_deg = stop.azimuth_deg, .level_db = -90});
        stops[6].purpose = stops[13].purpose = StopPurpose::reference;
    }
    CellFit fit;
    SweepPlanSetting setting;
    std::vector<StopDone> stops;
};

TEST_F(AfterTheRing, AFlankTellsMoreThanThePeakAndThePeakMoreThanTheBack) {
    const Expectation expectation(fit, made_azimuth_sigma_deg);
    const double flank = expectation.spread_after_deg(peak_deg + 0.6 * made_beamwidth_deg);
    const double peak = expectation.spread_after_deg(peak_deg);
    const double back = expectation.spread_after_deg(peak_deg + 180);
    EXPECT_LT(flank, peak);
    EXPECT_LT(flank, 0.97 * expectation.spread_deg());
    EXPECT_NEAR(back, expectation.spread_deg(), 0.1 * expectation.spread_deg());
}

TEST_F(AfterTheRing, AnObservedStopLeavesLessToLearnThere) {
    Expectation expectation(fit, made_azimuth_sigma_deg);
    const double flank_deg = peak_deg + 0.6 * made_beamwidth_deg;
    const double before = expectation.spread_deg(), first = before - expectation.spread_after_deg(flank_deg);
    for (int k = 0; k < 3; ++k) expectation.observe(flank_deg);
    EXPECT_LT(expectation.spread_deg(), before);
    EXPECT_LT(expectation.spread_deg() - expectation.spread_after_deg(flank_deg), first);
}

TEST_F(AfterTheRing, ThePlanAsksForAFlank) {
    setting.first_azimuth_deg = 0;
    std::vector<StopDone> done;
    for (const double azimuth_deg : ring_azimuths(setting))
        done.push_back({.azimuth_deg = azimuth_deg, .purpose = StopPurpose::ring, .level_db = -90});
    for (int k = 0; k < 2; ++k) done.push_back({.purpose = StopPurpose::reference, .level_db = -90});
    const auto next = std::get<NextStop>(next_stop(setting, done, std::vector<std::optional<CellFit>>{fit}));
    EXPECT_EQ(next.purpose, StopPurpose::fine);
    const double off_deg = std::abs(wrap_deg(next.azimuth_deg - peak_deg));
    EXPECT_GT(off_deg, 0.2 * made_beamwidth_deg);
    EXPECT_LT(off_deg, 1.2 * made_beamwidth_deg);
}

TEST_F(AfterTheRing, AWiderTargetNeedsFewerStopsAndAnAbsurdOneIsRefused) {
    const double half_deg = fit.bearing.half_width_deg();
    setting.target_half_width_deg = 0.9 * half_deg;
    const auto soon = stops_to_decide(setting, stops, fit);
    ASSERT_TRUE(soon);
    setting.target_half_width_deg = 0.7 * half_deg;
    const auto later = stops_to_decide(setting, stops, fit);
    ASSERT_TRUE(later);
    EXPECT_LE(soon->stops, later->stops);
    EXPECT_GE(soon->stops, 1u);
    EXPECT_LT(azimuth_of(later->to_deg - later->from_deg), 180);
    setting.target_half_width_deg = 0.01;
    EXPECT_FALSE(stops_to_decide(setting, stops, fit));
}

TEST_F(AfterTheRing, WithoutDrawsNothingIsForecast) {
    fit.draws.clear();
    EXPECT_FALSE(stops_to_decide(setting, stops, fit));
}

// Two directions of which nobody knows which is better.
TEST_F(AfterTheRing, AStopAtATiedDirectionLeavesLessToRegretThanOneBetweenThem) {
    CellFit tied = fit;
    for (std::size_t k = 0; k < tied.draws.size(); k += 2) {
        Draw& draw = tied.draws[k];
        draw.response.azimuth_deg = azimuth_of(draw.response.azimuth_deg + 130);
        draw.peak_deg = azimuth_of(draw.peak_deg + 130);
    }
    const Expectation expectation(tied, made_azimuth_sigma_deg);
    const std::vector<double> options_deg{peak_deg, peak_deg + 130};
    const double now_db = expectation.regret_db(options_deg);
    EXPECT_GT(now_db, 1);
    EXPECT_LT(expectation.regret_after_db(options_deg, peak_deg), 0.5 * now_db);
    EXPECT_LT(expectation.regret_after_db(options_deg, peak_deg + 130), 0.5 * now_db);
    EXPECT_GT(expectation.regret_after_db(options_deg, peak_deg + 65),
              expectation.regret_after_db(options_deg, peak_deg));
    EXPECT_EQ(expectation.regret_db({options_deg.data(), 1}), 0) << "with one option there is nothing to regret";
}

}  // namespace
}  // namespace boresight::aim
