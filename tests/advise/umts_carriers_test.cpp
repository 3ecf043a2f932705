// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/umts_carriers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boresight::advise {
namespace {

using testing::HasSubstr;

HeardUmtsCell cell(int psc, int uarfcn, std::vector<PilotLevel> levels) {
    return {.psc = psc, .band = 5, .uarfcn = uarfcn, .levels = std::move(levels)};
}

TEST(UmtsCarriers, AreToldWithTheirLoudestCellAndWhereItIsLoudest) {
    const auto told =
        umts_carriers({cell(171, 4438, {{0, -80, 0.2}, {240, -60, 0.2}}), cell(63, 4438, {{300, -65, 0.2}}),
                       cell(340, 4413, {{30, -50, 0.2}}), cell(7, 4400, {})},
                      nullptr);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].uarfcn, 4413);
    EXPECT_EQ(told[0].psc, 340);
    EXPECT_EQ(told[1].uarfcn, 4438);
    EXPECT_EQ(told[1].psc, 171);
    EXPECT_EQ(told[1].loudest_deg, 240);
    EXPECT_THAT(told[1].why, HasSubstr("tells no throughput"));
}

TEST(UmtsCarriers, SayWhetherTheHotspotHasThem) {
    catalog::Hotspot hotspot;
    hotspot.name = "Box";
    const std::vector<HeardUmtsCell> cells{cell(171, 4438, {{240, -60, 0.2}})};
    EXPECT_EQ(umts_carriers(cells, &hotspot)[0].why.find("Box"), std::string::npos);
    hotspot.umts_known = true;
    EXPECT_THAT(umts_carriers(cells, &hotspot)[0].why, HasSubstr("Box has no 3G in this band"));
    hotspot.umts_bands = {5};
    EXPECT_THAT(umts_carriers(cells, &hotspot)[0].why, HasSubstr("kept to LTE"));
}

}  // namespace
}  // namespace boresight::advise
