// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_umts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "survey/carrier_names.h"

namespace boresight::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr double home_hz = 882.6e6, tower_hz = 887.6e6, band_8_hz = 939.4e6, third_hz = 877.6e6, fourth_hz = 872.4e6;

survey::UmtsScanCell heard(double frequency_hz, int psc, double rscp_dbfs, std::optional<int> pilot_dbm = {}) {
    survey::UmtsScanCell cell;
    cell.frequency_hz = frequency_hz;
    cell.carriers = survey::umts_carrier_names(frequency_hz);
    cell.cell.psc = psc;
    cell.cell.rscp_dbfs = rscp_dbfs;
    if (pilot_dbm) {
        dsp::umts::SystemInfo told;
        told.sib5 = dsp::umts::Sib5{};
        told.sib5->cpich_tx_power_dbm = pilot_dbm;
        cell.cell.system_info = told;
    }
    return cell;
}

// The tree farm's: a microcell that tells of 3 dBm, a tower's carrier with two cells.
std::vector<survey::UmtsScanCell> tree_farm() {
    return {heard(home_hz, 340, -30, 3), heard(tower_hz, 171, -35, 33), heard(tower_hz, 402, -41)};
}

AimFor with(const char* hotspot, const char* microcell = nullptr) {
    AimFor who;
    if (hotspot) who.hotspot = catalog::find_hotspot(hotspot);
    if (microcell) who.own.unit = catalog::find_microcell(microcell);
    EXPECT_EQ(who.hotspot == nullptr, hotspot == nullptr);
    EXPECT_EQ(who.own.unit == nullptr, microcell == nullptr);
    return who;
}

std::vector<double> frequencies(const UmtsToSweep& chosen, bool usable_alone = false) {
    std::vector<double> out;
    for (const survey::SweepCarrier& carrier : chosen.carriers)
        if (carrier.usable || !usable_alone) out.push_back(carrier.frequency_hz);
    return out;
}

TEST(UmtsToSweep, BesideLteAreCarriersThatTheHotspotHasAndTheMicrocells) {
    const auto cells = tree_farm();
    EXPECT_THAT(umts_beside_lte(cells, {}).carriers, IsEmpty()) << "nobody's hotspot has 3G";
    const UmtsToSweep hotspot = umts_beside_lte(cells, with("mr1100_att"));
    EXPECT_THAT(frequencies(hotspot), ElementsAre(home_hz, tower_hz));
    ASSERT_EQ(hotspot.carriers[1].cells.size(), 2U);
    EXPECT_THAT(hotspot.why[1], HasSubstr("3G band 5 (UARFCN 4438) is listened to as well, since Netgear"));
    const UmtsToSweep microcell = umts_beside_lte(cells, with(nullptr, "att_microcell"));
    EXPECT_THAT(frequencies(microcell), ElementsAre(home_hz));
    EXPECT_FALSE(microcell.carriers[0].usable);
    EXPECT_THAT(microcell.why[0], HasSubstr("your microcell sends there (PSC 340, by the little power"));
}

TEST(UmtsToSweep, BesideLteAreNoMoreThanTwoBeyondTheMicrocells) {
    auto cells = tree_farm();
    cells.push_back(heard(third_hz, 9, -50));
    cells.push_back(heard(fourth_hz, 9, -45));
    EXPECT_THAT(frequencies(umts_beside_lte(cells, with("mr1100_att", "att_microcell"))),
                ElementsAre(home_hz, tower_hz, fourth_hz));
}

TEST(UmtsToSweep, AloneEverythingIsSweptButNeitherTheMicrocellNorABandThatIsMissingIsAimedFor) {
    auto cells = tree_farm();
    cells.push_back(heard(band_8_hz, 88, -40));
    const UmtsToSweep chosen = umts_instead(cells, with("mr1100_att", "att_microcell"));
    EXPECT_THAT(frequencies(chosen), ElementsAre(home_hz, tower_hz, band_8_hz));
    EXPECT_THAT(frequencies(chosen, true), ElementsAre(tower_hz));
    const UmtsToSweep told_nothing = umts_instead(cells, {});
    EXPECT_THAT(frequencies(told_nothing, true), ElementsAre(tower_hz, band_8_hz)) << "somebody's microcell";
    EXPECT_THAT(told_nothing.why, ElementsAre(HasSubstr("its cell PSC 340 tells of the little power of a microcell")));
    AimFor named = with(nullptr, "att_microcell");
    named.own.cell.psc = 171;
    EXPECT_THAT(frequencies(umts_instead(cells, named), true), ElementsAre(band_8_hz))
        << "neither the one that the user names, whatever it tells, nor somebody's";
}

TEST(UmtsToSweep, AnotherOperatorsCarriersAreLeftOut) {
    auto cells = tree_farm();
    cells[1].operated_by.name = cells[2].operated_by.name = "T-Mobile";
    AimFor who = with("mr1100_att");
    who.of = catalog::find_operators("AT&T", catalog::find_country("US")).front();
    EXPECT_THAT(frequencies(umts_beside_lte(cells, who)), ElementsAre(home_hz));
}

}  // namespace
}  // namespace boresight::app
