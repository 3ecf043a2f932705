// SPDX-License-Identifier: GPL-3.0-or-later
// A scan for 3G of the tree farm through SoapySDR, against what its file says is sent there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "platform/error.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "survey/band_scan.h"

namespace boresight::survey {
namespace {

constexpr double gain_db = 48;  // about what the gain search finds
constexpr double microcell_hz = 882.6e6, macro_hz = 887.6e6;
constexpr double most_for_two_carriers_s = 1;
constexpr int microcell_psc = 340, macro_psc = 171;

ScanPlan plan_of(const ScanQuestion& question) {
    radio::RadioLimits dongle;
    dongle.tuner = {{24e6, 1766e6}};
    return plan_scan(question, dongle);
}

ScanQuestion only_umts(const char* country = nullptr) {
    ScanQuestion question;
    question.lte = false;
    if (country != nullptr) question.country = catalog::find_country(country);
    return question;
}

bool hears(const BandScanResult& result, double hz, int psc) {
    return std::any_of(result.found.umts_cells.begin(), result.found.umts_cells.end(),
                       [&](const UmtsScanCell& cell) { return cell.frequency_hz == hz && cell.cell.psc == psc; });
}

// What is only like UMTS.
auto alike(const BandScanResult& result) {
    return std::count_if(result.found.undecoded.begin(), result.found.undecoded.end(),
                         [](const Undecoded& what) { return what.kind == Undecoded::Kind::umts; });
}

TEST(UmtsScanPlan, LooksForUmtsBesideLteWhereTheCountryHasIt) {
    ScanQuestion question;
    question.country = catalog::find_country("DE");
    ASSERT_NE(question.country, nullptr);
    const bool germany_has_it = !catalog::country_bands(*question.country).umts_bands.empty();
    EXPECT_EQ(!plan_of(question).umts.empty(), germany_has_it);
    question.country = catalog::find_country("US");
    EXPECT_TRUE(plan_of(question).umts.empty());
    question.country = nullptr;
    EXPECT_TRUE(plan_of(question).umts.empty());
}

TEST(UmtsScanPlan, AloneItIsLookedForWhereverItIsOnTheAirOrInTheBandsAskedFor) {
    ScanQuestion question = only_umts("US");
    EXPECT_FALSE(plan_of(question).umts.empty());
    EXPECT_FALSE(plan_of(question).lte);
    EXPECT_TRUE(plan_of(question).carriers_hz.empty());
    question.bands = {catalog::find_band(catalog::Rat::umts, 8)};
    const ScanPlan plan = plan_of(question);
    ASSERT_EQ(plan.umts.size(), 1u);
    EXPECT_EQ(plan.umts[0], *question.bands[0]->downlink);
    EXPECT_EQ(plan.spans.size(), 1u);
    question.bands = {catalog::find_band(catalog::Rat::umts, 1)};
    EXPECT_TRUE(plan_of(question).umts.empty());
    EXPECT_EQ(plan_of(question).not_heard.size(), 1u);
}

TEST(UmtsScanPlan, CarriersAskedForAreTheOnlyOnesLookedFor) {
    ScanQuestion question;
    question.uarfcns = {4438, 4413, 4413};
    const ScanPlan umts = plan_of(question);
    EXPECT_THAT(umts.umts_carriers_hz, testing::ElementsAre(microcell_hz, macro_hz));
    EXPECT_FALSE(umts.lte);
    EXPECT_EQ(umts.spans.size(), 1u);
    EXPECT_TRUE(umts.umts.empty());
    question.earfcns = {5110};
    const ScanPlan both = plan_of(question);
    EXPECT_TRUE(both.lte);
    EXPECT_THAT(both.carriers_hz, testing::ElementsAre(739e6));
    EXPECT_EQ(both.umts_carriers_hz.size(), 2u);
    for (const std::int64_t none : {17, 10700}) {  // no channel; out of reach
        question.uarfcns = {none};
        EXPECT_THROW(plan_of(question), Error) << none;
    }
}

// As a user without a country scans: the likely carriers of LTE, and what is like UMTS.
TEST(UmtsBandScan, BesideLteWhatTheSpectrumIsLikeIsSearched) {
    scene::register_scene();
    SystemClock machine;
    const auto radio = radio::open_radio("driver=scene,scene=tree-farm,radio=dongle", machine);
    radio->set_gain_db(gain_db);
    BandScanEvents events;
    double expected_s = 0;
    events.begins = [&](double seconds) { expected_s = seconds; };
    const BandScanResult both = scan_bands(*radio, plan_scan({}, radio->limits()), {}, events);
    EXPECT_GT(expected_s, 0);
    EXPECT_FALSE(both.found.cells.empty());
    EXPECT_TRUE(hears(both, microcell_hz, microcell_psc));
    EXPECT_TRUE(hears(both, macro_hz, macro_psc));
    EXPECT_EQ(alike(both), 0);
    ScanQuestion lte_alone;
    lte_alone.umts = false;
    const BandScanResult lte = scan_bands(*radio, plan_scan(lte_alone, radio->limits()), {}, {});
    EXPECT_TRUE(lte.found.umts_cells.empty());
    EXPECT_EQ(alike(lte), 2);
    EXPECT_LT(both.time.heard_s - lte.time.heard_s, most_for_two_carriers_s);
}

TEST(UmtsBandScan, ACarrierThatIsNamedIsSearchedAlone) {
    scene::register_scene();
    SystemClock machine;
    const auto radio = radio::open_radio("driver=scene,scene=tree-farm,radio=dongle", machine);
    radio->set_gain_db(gain_db);
    ScanQuestion question;
    question.uarfcns = {4413};
    const BandScanResult result = scan_bands(*radio, plan_scan(question, radio->limits()), {}, {});
    EXPECT_TRUE(hears(result, microcell_hz, microcell_psc));
    EXPECT_FALSE(hears(result, macro_hz, macro_psc));
    EXPECT_EQ(result.carriers_searched, 1u);
}

TEST(UmtsBandScan, HearsTheMicrocellAndTheTowerOfTheTreeFarmAndInventsNone) {
    scene::register_scene();
    SystemClock machine;
    const auto radio = radio::open_radio("driver=scene,scene=tree-farm,radio=dongle", machine);
    radio->set_gain_db(gain_db);
    ScanQuestion question = only_umts();
    question.bands = {catalog::find_band(catalog::Rat::umts, 5)};
    BandScanSettings settings;
    settings.carriers.naming_s = usual_naming_s;
    std::set<std::int64_t> pieces;  // by their time: cells found afterwards are told as the same once more
    BandScanEvents events;
    events.piece = [&](const Stretch& piece) { pieces.insert(*piece.wall_ns); };
    const BandScanResult result = scan_bands(*radio, plan_scan(question, radio->limits()), settings, events);
    EXPECT_EQ(result.ending, radio::Ending::complete);
    EXPECT_EQ(pieces.size(), result.carriers_searched);
    EXPECT_TRUE(result.found.cells.empty());
    bool microcell = false, macro = false;
    for (const UmtsScanCell& cell : result.found.umts_cells) {
        EXPECT_TRUE(cell.frequency_hz == microcell_hz || cell.frequency_hz == macro_hz) << *cell.frequency_hz;
        microcell = microcell || (cell.frequency_hz == microcell_hz && cell.cell.psc == microcell_psc);
        macro = macro || (cell.frequency_hz == macro_hz && cell.cell.psc == macro_psc);
        if (cell.cell.psc == microcell_psc || cell.cell.psc == macro_psc) {
            EXPECT_EQ(cell.operated_by.plmn, "310-410");
            ASSERT_TRUE(cell.cell.system_info && cell.cell.system_info->sib3);
        }
    }
    EXPECT_TRUE(microcell);
    EXPECT_TRUE(macro);
    for (const Undecoded& what : result.found.undecoded) EXPECT_NE(what.kind, Undecoded::Kind::umts) << what.low_hz;
}

}  // namespace
}  // namespace boresight::survey
