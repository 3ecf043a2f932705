// SPDX-License-Identifier: GPL-3.0-or-later
// The microcell of the made world among the cells of 3G that a scan of its band hears.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/aim_umts.h"
#include "app/band_scan_job.h"
#include "app/snapshot_cells.h"
#include "radio/open_radio.h"
#include "scene/register.h"

namespace boresight::app {
namespace {

constexpr int home_psc = 340;
constexpr double home_hz = 882.6e6, tower_hz = 887.6e6;

// Of 3G in band 5 alone.
BandScanOutcome scanned(const AimFor& who) {
    scene::register_scene();
    SystemClock machine;
    const auto radio = radio::open_radio("driver=scene,radio=dongle,pace=virtual", machine);
    BandScanRequest request;
    request.keep = false;
    request.question.lte = false;
    request.question.bands = {catalog::find_band(catalog::Rat::umts, "5")};
    request.question.more_umts_bands = request.question.bands;
    request.own = who.own;
    return scan_bands_job(*radio, request, {}, {});
}

// As the user names it: how many of the cells heard are meant.
std::size_t meant(const BandScanOutcome& outcome, const advise::HomeCell& home) {
    AimFor who;
    who.own.cell = home;
    return static_cast<std::size_t>(std::ranges::count_if(
        outcome.result.found.umts_cells,
        [&](const survey::UmtsScanCell& cell) { return who.own.known_by(cell) == advise::KnownBy::user; }));
}

TEST(MicrocellOfTheTreeFarm, IsKnownByItsNameOrByTheLittlePowerThatItTellsOfAndNeverAimedFor) {
    AimFor who;
    who.own.unit = catalog::find_microcell("att_microcell");
    ASSERT_NE(who.own.unit, nullptr);
    const BandScanOutcome outcome = scanned(who);
    ASSERT_EQ(outcome.microcells.size(), 1U);
    EXPECT_EQ(outcome.microcells[0].psc, home_psc);
    EXPECT_EQ(outcome.microcells[0].known_by, advise::KnownBy::announced_power);
    EXPECT_EQ(outcome.microcells[0].frequency_hz, home_hz);
    for (const survey::UmtsScanCell& cell : outcome.result.found.umts_cells)
        EXPECT_EQ(cell.microcell, cell.cell.psc == home_psc) << cell.cell.psc;
    for (const CellRow& row : cell_rows(outcome.result.found, "US"))
        EXPECT_EQ(row.microcell, row.pci == home_psc) << "in the window";
    EXPECT_EQ(meant(outcome, {.psc = home_psc, .uarfcn = 4413}), 1U);
    EXPECT_EQ(meant(outcome, {.psc = home_psc, .uarfcn = 4438}), 0U) << "it isn't on that carrier";
    const UmtsToSweep alone = umts_instead(outcome.result.found.umts_cells, who);
    ASSERT_EQ(alone.carriers.size(), 2U);
    for (const survey::SweepCarrier& carrier : alone.carriers)
        EXPECT_EQ(carrier.usable, carrier.frequency_hz == tower_hz) << carrier.frequency_hz;
}

TEST(OwnMicrocell, IsKnownAmongTheCellsOfASweepInTheSameWay) {
    const survey::SweepCell quiet{.frequency_hz = home_hz, .pci = home_psc, .rat = catalog::Rat::umts, .pilot_dbm = 3};
    survey::SweepCell loud = quiet, lte = quiet;
    loud.pilot_dbm = 33;
    lte.rat = catalog::Rat::lte;
    const OwnMicrocell unit{.unit = catalog::find_microcell("att_microcell")};
    EXPECT_EQ(unit.known_by(quiet), advise::KnownBy::announced_power);
    EXPECT_EQ(unit.known_by(loud), std::nullopt);
    EXPECT_EQ(unit.known_by(lte), std::nullopt);
    EXPECT_EQ(OwnMicrocell{}.known_by(quiet), std::nullopt) << "nobody said that there is one";
    const OwnMicrocell named{.cell = {.psc = home_psc, .uarfcn = 4413}};
    EXPECT_EQ(named.known_by(loud), advise::KnownBy::user);
    EXPECT_EQ(named.known_by(lte), std::nullopt);
}

TEST(OwnMicrocell, IsAskedForInItsUnitsBandsUnlessItsChannelIsKnownOrBandsAreNamed) {
    const OwnMicrocell unit{.unit = catalog::find_microcell("att_microcell")};
    survey::ScanQuestion likely, lte_alone, umts_alone, carrier;
    lte_alone.umts = false;
    umts_alone.lte = false;
    umts_alone.bands = {catalog::find_band(catalog::Rat::umts, "5")};
    carrier.uarfcns = {4413};
    for (survey::ScanQuestion* question : {&likely, &lte_alone, &umts_alone, &carrier})
        ask_for_microcell(unit, *question);
    EXPECT_EQ(likely.more_umts_bands.size(), 2U);
    EXPECT_TRUE(lte_alone.more_umts_bands.empty() && !lte_alone.pilot_powers);
    EXPECT_TRUE(umts_alone.more_umts_bands.empty());
    EXPECT_TRUE(umts_alone.pilot_powers && carrier.pilot_powers);
    survey::ScanQuestion named;
    ask_for_microcell({.unit = unit.unit, .cell = {.psc = home_psc, .uarfcn = 4413}}, named);
    EXPECT_TRUE(named.more_umts_bands.empty() && !named.pilot_powers);
}

}  // namespace
}  // namespace boresight::app
