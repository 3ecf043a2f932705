// SPDX-License-Identifier: GPL-3.0-or-later
// The microcell of the made world among the cells of 3G that a scan of its band hears.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/aim_umts.h"
#include "app/band_scan_job.h"
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
    request.microcell = who.microcell;
    return scan_bands_job(*radio, request, {}, {});
}

// As the user names it: how many of the cells heard are meant.
std::size_t meant(const BandScanOutcome& outcome, const advise::HomeCell& home) {
    AimFor who;
    who.home = home;
    return static_cast<std::size_t>(std::ranges::count_if(
        outcome.result.found.umts_cells,
        [&](const survey::UmtsScanCell& cell) { return who.home_cell(cell) == advise::KnownBy::user; }));
}

TEST(MicrocellOfTheTreeFarm, IsKnownByItsNameOrByTheLittlePowerThatItTellsOfAndNeverAimedFor) {
    AimFor who;
    who.microcell = catalog::find_microcell("att_microcell");
    ASSERT_NE(who.microcell, nullptr);
    const BandScanOutcome outcome = scanned(who);
    ASSERT_EQ(outcome.microcells.size(), 1U);
    EXPECT_EQ(outcome.microcells[0].psc, home_psc);
    EXPECT_EQ(outcome.microcells[0].known_by, advise::KnownBy::announced_power);
    EXPECT_EQ(outcome.microcells[0].frequency_hz, home_hz);
    EXPECT_EQ(meant(outcome, {.psc = home_psc, .uarfcn = 4413}), 1U);
    EXPECT_EQ(meant(outcome, {.psc = home_psc, .uarfcn = 4438}), 0U) << "it isn't on that carrier";
    const UmtsToSweep alone = umts_instead(outcome.result.found.umts_cells, who);
    ASSERT_EQ(alone.carriers.size(), 2U);
    for (const survey::SweepCarrier& carrier : alone.carriers)
        EXPECT_EQ(carrier.usable, carrier.frequency_hz == tower_hz) << carrier.frequency_hz;
}

}  // namespace
}  // namespace boresight::app
