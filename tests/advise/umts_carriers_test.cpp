// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/umts_carriers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boresight::advise {
namespace {

using testing::HasSubstr;

double hz(int uarfcn) {
    return uarfcn * 0.2e6;
}

HeardUmtsCell cell(int psc, int uarfcn, std::vector<PilotLevel> levels) {
    return {.psc = psc, .frequency_hz = hz(uarfcn), .band = 5, .uarfcn = uarfcn, .levels = std::move(levels)};
}

RankedCarrier lte(int band, double expected_mbps) {
    RankedCarrier carrier;
    carrier.band = band;
    carrier.expected_mbps = expected_mbps;
    return carrier;
}

TEST(UmtsCarriers, AreToldWithTheirLoudestCellAndWhereItIsLoudest) {
    const auto told =
        umts_carriers({.cells = {cell(171, 4438, {{0, -80, 0.2}, {240, -60, 0.2}}), cell(63, 4438, {{300, -65, 0.2}}),
                                 cell(340, 4413, {{30, -50, 0.2}}), cell(7, 4400, {})}});
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].uarfcn, 4413);
    EXPECT_EQ(told[0].psc, 340);
    EXPECT_EQ(told[1].uarfcn, 4438);
    EXPECT_EQ(told[1].psc, 171);
    EXPECT_EQ(told[1].loudest_deg, 240);
    EXPECT_THAT(told[1].why, HasSubstr("What it could carry isn't known"));
}

TEST(UmtsCarriers, SayWhetherTheHotspotHasThem) {
    catalog::Hotspot hotspot;
    hotspot.name = "Box";
    UmtsQuestion question{.cells = {cell(171, 4438, {{240, -60, 0.2}})}, .hotspot = &hotspot, .lte = {lte(12, 20)}};
    EXPECT_EQ(umts_carriers(question)[0].why.find("Box"), std::string::npos);
    hotspot.umts_known = true;
    EXPECT_THAT(umts_carriers(question)[0].why, HasSubstr("Box has no 3G in this band"));
    EXPECT_FALSE(umts_carriers(question)[0].usable);
    hotspot.umts_bands = {5};
    EXPECT_THAT(umts_carriers(question)[0].why, HasSubstr("kept to LTE"));
    EXPECT_TRUE(umts_carriers(question)[0].usable);
}

TEST(UmtsCarriers, AreEstimatedAndPlacedAmongThoseOfLte) {
    const UmtsQuestion question{
        .cells = {cell(171, 4438, {{240, -60, 0.2}}), cell(9, 4400, {{240, -70, 0.2}})},
        .there = {{.frequency_hz = hz(4438), .psc = 171, .azimuth_deg = 238, .sinr_db = {10, 8, 12}},
                  {.frequency_hz = hz(4400), .psc = 9, .azimuth_deg = 238, .sinr_db = {0, -2, 2}}},
        .lte = {lte(12, 20), lte(5, 3)}};
    const auto told = umts_carriers(question);
    ASSERT_EQ(told.size(), 2U);
    ASSERT_TRUE(told[0].place && told[1].place && told[1].capacity_mbps);
    EXPECT_EQ(*told[1].place, 2U) << "after band 12, before band 5";
    EXPECT_EQ(*told[0].place, 4U);
    EXPECT_LT(told[1].capacity_mbps->low, told[1].expected_mbps);
    EXPECT_GT(told[1].capacity_mbps->high, told[1].expected_mbps);
    EXPECT_THAT(told[1].why, HasSubstr("a rough estimate from the pilot's strength (RSCP)"));
    EXPECT_THAT(told[1].why, HasSubstr("More is expected of LTE band 12."));
    EXPECT_THAT(told[0].why, HasSubstr("More is expected of LTE bands 12 and 5."));
    EXPECT_EQ(best_umts(told), &told[1]);
}

TEST(UmtsCarriers, TheMicrocellIsNeitherEstimatedNorPlaced) {
    UmtsQuestion question{
        .cells = {cell(340, 4413, {{30, -50, 0.2}})},
        .there = {{.frequency_hz = hz(4413), .psc = 340, .azimuth_deg = 238, .sinr_db = {25, 24, 25}}}};
    question.microcell = &question.cells[0];
    const auto told = umts_carriers(question);
    EXPECT_TRUE(told[0].microcell);
    EXPECT_FALSE(told[0].capacity_mbps);
    EXPECT_FALSE(told[0].place);
    EXPECT_EQ(best_umts(told), nullptr);
    EXPECT_THAT(told[0].why, HasSubstr("must never use"));
}

}  // namespace
}  // namespace boresight::advise
