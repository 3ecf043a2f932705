// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/capacity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aim/angle.h"
#include "made_sweep.h"

namespace boresight::aim {
namespace {

constexpr double noise_dbm = made_limit_dbm + 6;
constexpr double near_deg = 8;

CellFit fit_at(double peak_deg, double level_dbm, std::uint32_t seed, double floor_db = -15) {
    return *fit_of(make_sweep({.peak_deg = peak_deg, .floor_db = floor_db, .level_dbm = level_dbm, .seed = seed}));
}

Carrier carrier_of(std::vector<CarrierCell> cells, double bandwidth_mhz = 10) {
    return {.bandwidth_mhz = bandwidth_mhz, .cells = std::move(cells), .noise_db = noise_dbm};
}

TEST(Capacity, AloneACarrierIsPointedAtItsCell) {
    const CellFit fit = fit_at(140, -100, 3);
    const std::vector carriers{carrier_of({{.fit = &fit}})};
    const auto choice = choose_carrier(carriers, {.present_deg = 20, .present_carrier = 0, .azimuths_deg = {}});
    ASSERT_TRUE(choice);
    const CarrierPointing& best = choice->carriers.front();
    EXPECT_NEAR(wrap_deg(best.azimuth_deg - 140), 0, near_deg);
    EXPECT_EQ(best.p_best, 1);
    EXPECT_EQ(choice->decision, CarrierDecision::clear);
    EXPECT_EQ(best.serving, 0u);
    EXPECT_FALSE(best.avoided);
    // 18 dB over the noise at the peak, 15 less at the present azimuth.
    EXPECT_LT(best.sinr_db.low, 18);
    EXPECT_GT(best.sinr_db.high, 18);
    EXPECT_LT(best.power_gain_db.low, 15);
    EXPECT_GT(best.power_gain_db.high, 15);
    EXPECT_GT(choice->gain_mbps->low, 0);
}

TEST(Capacity, AnInterfererBesideTheBeamIsTurnedAwayFromAndNamed) {
    const CellFit serving = fit_at(140, -90, 3), other = fit_at(185, -90, 4);
    const std::vector carriers{carrier_of({{.fit = &serving}, {.fit = &other}})};
    const auto choice = choose_carrier(carriers, {.present_deg = 140, .present_carrier = {}, .azimuths_deg = {}});
    ASSERT_TRUE(choice);
    const CarrierPointing& best = choice->carriers.front();
    // Two equal cells: either serves, and the antenna looks past it, away from the other.
    const double toward_deg = best.serving == 0u ? 140 : 185, away = best.serving == 0u ? -1 : 1;
    EXPECT_GT(away * wrap_deg(best.azimuth_deg - toward_deg), 5);
    EXPECT_EQ(best.avoided, 1 - *best.serving);
}

TEST(Capacity, BandwidthCountsWhereBothAreStrong) {
    const CellFit a = fit_at(60, -85, 5), b = fit_at(240, -88, 6);
    const std::vector carriers{carrier_of({{.fit = &a}}, 10), carrier_of({{.fit = &b}}, 20)};
    const auto choice = choose_carrier(carriers, {.present_deg = 60, .present_carrier = 0, .azimuths_deg = {}});
    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->carriers.front().carrier, 1u);
    EXPECT_NEAR(wrap_deg(choice->carriers.front().azimuth_deg - 240), 0, near_deg);
    EXPECT_EQ(choice->decision, CarrierDecision::clear);
    EXPECT_NEAR(choice->carriers[0].p_best + choice->carriers[1].p_best, 1, 1e-9);
    ASSERT_TRUE(choice->margin_mbps && choice->margin_sinr_db);
    EXPECT_NEAR(choice->margin_mbps->value, choice->carriers[0].capacity_mbps - choice->carriers[1].capacity_mbps, 2);
    EXPECT_GT(choice->margin_mbps->low, 0) << "a clear choice has a margin";
}

TEST(Capacity, AloneACarrierHasNoMargin) {
    const CellFit a = fit_at(60, -95, 5);
    const std::vector carriers{carrier_of({{.fit = &a}})};
    const auto choice = choose_carrier(carriers, {.present_deg = 60, .present_carrier = {}, .azimuths_deg = {}});
    ASSERT_TRUE(choice);
    EXPECT_FALSE(choice->margin_mbps || choice->margin_sinr_db);
}

TEST(Capacity, AlikeCarriersAreTiedAndEitherIsFine) {
    const CellFit a = fit_at(60, -105, 5), b = fit_at(60, -105, 6);
    const std::vector carriers{carrier_of({{.fit = &a}}), carrier_of({{.fit = &b}})};
    const auto choice = choose_carrier(carriers, {.present_deg = 60, .present_carrier = {}, .azimuths_deg = {}});
    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->decision, CarrierDecision::tied);
    EXPECT_GE(choice->expected_loss, 0);
    EXPECT_LT(choice->expected_loss, 0.05);
    EXPECT_FALSE(choice->gain_mbps);
}

TEST(Capacity, ACellThatWasNotFittedIsHeardEverywhereAlike) {
    const CellFit serving = fit_at(140, -100, 3);
    const Value level{.value = -110, .low = -112, .high = -108};
    const std::vector alone{carrier_of({{.fit = &serving}})};
    const std::vector disturbed{carrier_of({{.fit = &serving}, {.flat_level_db = level}})};
    const CapacitySetting setting{.present_deg = 140, .present_carrier = {}, .azimuths_deg = {}};
    const auto before = choose_carrier(alone, setting), after = choose_carrier(disturbed, setting);
    ASSERT_TRUE(before && after);
    // -118 of noise and 30 to 100 % of -110 beside it.
    EXPECT_LT(after->carriers.front().sinr_db.value, before->carriers.front().sinr_db.value - 4);
    EXPECT_NEAR(wrap_deg(after->carriers.front().azimuth_deg - 140), 0, near_deg);
}

TEST(Capacity, OnlyCandidatesAreChosen) {
    const CellFit fit = fit_at(140, -100, 3);
    const std::vector carriers{carrier_of({{.fit = &fit}})};
    const auto choice =
        choose_carrier(carriers, {.present_deg = 0, .present_carrier = {}, .azimuths_deg = {0, 120, 270}});
    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->carriers.front().azimuth_deg, 120);
}

TEST(Capacity, WithoutACellThereIsNothingToChoose) {
    EXPECT_FALSE(choose_carrier({}, {}).has_value());
    EXPECT_FALSE(choose_carrier(std::vector{Carrier{.bandwidth_mhz = 10, .cells = {}}}, {}).has_value());
}

}  // namespace
}  // namespace boresight::aim
