// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "catalog/bands.h"

namespace boresight::advise {
namespace {

using catalog::Commands;
using catalog::LockFamily;
using catalog::LockSupport;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::size_t families_of_high_confidence = 19;
constexpr std::size_t their_examples = 44;
constexpr std::size_t their_refusals = 4;

constexpr std::size_t families_with_umts_words = 6;

LockWish umts_wish(int band) {
    LockWish wish;
    wish.technology = Technology::umts_only;
    wish.umts_band = band;
    return wish;
}

const LockFamily& family(const char* id) {
    const LockFamily* found = catalog::find_lock_family(id);
    if (!found) throw std::runtime_error(std::string("no family ") + id);
    return *found;
}

const catalog::Hotspot& hotspot(const char* id) {
    const catalog::Hotspot* found = catalog::find_hotspot(id);
    if (!found) throw std::runtime_error(std::string("no hotspot ") + id);
    return *found;
}

LockWish wish_of(const catalog::LockExample& example) {
    return {.bands = example.bands,
            .nr_bands = example.nr_bands,
            .technology = example.technology == "lte_only"    ? Technology::lte_only
                          : example.technology == "umts_only" ? Technology::umts_only
                                                              : Technology::any,
            .earfcn = example.earfcn,
            .pci = example.pci,
            .cell_lock = {},
            .blanks = example.blanks};
}

// The commands of the example's kind of lock; a family may have several ways to a cell, one of which is the example's.
std::vector<Commands> answers(const LockFamily& of, const catalog::LockExample& example) {
    LockWish wish = wish_of(example);
    if (!example.earfcn) {
        const Lock found = lock(of, wish);
        return {found.steps ? found.steps->lock : Commands{}};
    }
    std::vector<Commands> all;
    for (const catalog::CellLock& way : of.cells) {
        wish.cell_lock = way.id;
        const Lock found = lock(of, wish);
        all.push_back(found.cell ? found.cell->steps.lock : Commands{});
    }
    return all;
}

TEST(Lock, GivesEveryWorkedExampleOfEveryFamily) {
    std::size_t examples = 0, refused = 0, families = 0;
    for (const LockFamily& each : catalog::lock_families()) {
        if (each.sure == "high") ++families;
        for (const catalog::LockExample& example : each.examples) {
            EXPECT_THAT(answers(each, example), Contains(example.lock))
                << each.id << ", bands " << testing::PrintToString(example.bands);
            if (each.sure != "high") continue;
            ++examples;
            if (example.lock.empty()) ++refused;
        }
    }
    EXPECT_EQ(families, families_of_high_confidence);
    EXPECT_EQ(examples, their_examples);
    EXPECT_EQ(refused, their_refusals);
}

TEST(Lock, SaysWhatToAskFirstAndHowToUndoWhateverItLocks) {
    for (const LockFamily& each : catalog::lock_families()) {
        for (const Technology technology : {Technology::any, Technology::lte_only}) {
            const Lock found = lock(each, {.bands = {4},
                                           .nr_bands = {},
                                           .technology = technology,
                                           .earfcn = 2000,
                                           .pci = 357,
                                           .cell_lock = {},
                                           .blanks = {}});
            EXPECT_TRUE(found.steps || !found.why_not.empty()) << each.id;
            EXPECT_TRUE(found.cell || !found.why_no_cell.empty()) << each.id;
            std::vector<LockSteps> all;
            if (found.steps) all.push_back(*found.steps);
            if (found.cell) all.push_back(found.cell->steps);
            for (const LockSteps& steps : all) {
                EXPECT_THAT(steps.query, Not(IsEmpty())) << each.id;
                EXPECT_THAT(steps.undo, Not(IsEmpty())) << each.id;
                EXPECT_THAT(steps.lock, Not(IsEmpty())) << each.id;
                EXPECT_THAT(steps.verify, Not(IsEmpty())) << each.id;
                for (const Commands& commands : {steps.query, steps.undo, steps.lock, steps.verify})
                    EXPECT_THAT(commands, Each(Not(testing::ContainsRegex("[{][a-z0-9_]+[}]")))) << each.id;
            }
            const bool locks_a_place = !found.bands.empty() || found.cell;
            EXPECT_TRUE(!locks_a_place || testing::Matches(Contains(HasSubstr("No fallback")))(found.warnings))
                << each.id;
        }
    }
}

TEST(Lock, EveryBandThatFitsIsFoundAgainInItsMask) {
    const LockFamily& words = family("sierra_band_75xx");
    for (const catalog::Band& band : catalog::bands(catalog::Rat::lte)) {
        const Lock found = lock(words, {.bands = {band.number},
                                        .nr_bands = {},
                                        .technology = Technology::any,
                                        .earfcn = {},
                                        .pci = {},
                                        .cell_lock = {},
                                        .blanks = {}});
        if (band.number > words.max_band) {
            EXPECT_FALSE(found.steps) << band.number;
            continue;
        }
        ASSERT_TRUE(found.steps) << band.number;
        const std::string& line = found.steps->lock[1];
        const std::size_t low_at = line.find(",0,") + 3;
        const auto low = std::stoull(line.substr(low_at, 16), nullptr, 16);
        const auto high = std::stoull(line.substr(low_at + 17, 16), nullptr, 16);
        EXPECT_EQ(low, band.number <= 64 ? 1ULL << (band.number - 1) : 0) << line;
        EXPECT_EQ(high, band.number > 64 ? 1ULL << (band.number - 65) : 0) << line;
    }
}

TEST(Lock, RefusesABandThatTheEncodingCannotSayWithTheReason) {
    for (const LockFamily& each : catalog::lock_families()) {
        if (each.support != LockSupport::bands || each.max_band >= 66) continue;
        const Lock found = lock(each, {.bands = {2, 66},
                                       .nr_bands = {},
                                       .technology = Technology::any,
                                       .earfcn = {},
                                       .pci = {},
                                       .cell_lock = {},
                                       .blanks = {}});
        EXPECT_FALSE(found.steps) << each.id;
        EXPECT_THAT(found.why_not, HasSubstr("band 66")) << each.id;
    }
}

TEST(Lock, RefusesBandsThatLteHasNot) {
    const Lock found = lock(
        family("quectel_qnwprefcfg"),
        {.bands = {12, 90}, .nr_bands = {}, .technology = {}, .earfcn = {}, .pci = {}, .cell_lock = {}, .blanks = {}});
    EXPECT_FALSE(found.possible());
    EXPECT_EQ(found.why_not, "LTE has no band 90");
}

TEST(Lock, LeavesAVisibleBlankForWhatOnlyTheQueryTells) {
    const Lock found =
        lock(family("quectel_qcfg_band"),
             {.bands = {12}, .nr_bands = {}, .technology = {}, .earfcn = {}, .pci = {}, .cell_lock = {}, .blanks = {}});
    ASSERT_TRUE(found.steps);
    EXPECT_THAT(found.steps->undo, ElementsAre("AT+QCFG=\"band\",0,<saved_lte_hex>,0,1"));
    ASSERT_EQ(found.blanks.size(), 1U);
    EXPECT_EQ(found.blanks[0].written, "<saved_lte_hex>");
    EXPECT_THAT(found.blanks[0].meaning, HasSubstr("reply"));
}

TEST(Lock, OfAFamilyThatCannotLockBandsSaysSo) {
    for (const LockFamily& each : catalog::lock_families()) {
        if (each.support == LockSupport::bands) continue;
        const Lock found = lock(each, {.bands = {12},
                                       .nr_bands = {},
                                       .technology = Technology::any,
                                       .earfcn = {},
                                       .pci = {},
                                       .cell_lock = {},
                                       .blanks = {}});
        EXPECT_FALSE(found.possible()) << each.id;
        EXPECT_THAT(found.why_not, HasSubstr("can't be locked")) << each.id;
        EXPECT_THAT(found.warnings, Not(Contains(HasSubstr("No fallback")))) << each.id;
    }
}

TEST(Lock, ToLteOnlyWarnsOfEmergencyCalls) {
    const Lock found = lock(family("quectel_qnwprefcfg"), {.bands = {},
                                                           .nr_bands = {},
                                                           .technology = Technology::lte_only,
                                                           .earfcn = {},
                                                           .pci = {},
                                                           .cell_lock = {},
                                                           .blanks = {}});
    ASSERT_TRUE(found.steps);
    EXPECT_THAT(found.steps->lock, ElementsAre("AT+QNWPREFCFG=\"mode_pref\",LTE"));
    EXPECT_THAT(found.steps->undo, ElementsAre("AT+QNWPREFCFG=\"mode_pref\",AUTO"));
    EXPECT_THAT(found.warnings, Contains(HasSubstr("Emergency calls")));
    EXPECT_THAT(found.warnings, Not(Contains(HasSubstr("No fallback"))));
}

TEST(Lock, OfACarrierAndCellNamesWhetherItOutlastsARestart) {
    const Lock found = lock(
        family("quectel_qnwprefcfg"),
        {.bands = {7}, .nr_bands = {}, .technology = {}, .earfcn = 3050, .pci = 448, .cell_lock = {}, .blanks = {}});
    ASSERT_TRUE(found.cell);
    EXPECT_THAT(found.cell->steps.lock, ElementsAre("AT+QNWLOCK=\"common/4g\",1,3050,448"));
    EXPECT_THAT(found.warnings, Contains(HasSubstr("save_ctrl")));
}

TEST(LockFor, AHotspotKeepsItToTheBandAndSaysWhyNotToTheCell) {
    const Lock found = lock_for(hotspot("netgear_mr1100_att"), 12, 5110, 357);
    ASSERT_TRUE(found.steps);
    EXPECT_THAT(found.bands, ElementsAre(12));
    EXPECT_EQ(found.sure, "medium");
    EXPECT_THAT(found.steps->lock, Contains("AT!BAND=03,\"B12\",0,0000000000000800,0"));
    EXPECT_THAT(found.steps->lock, Contains("AT!SELRAT=06"));
    EXPECT_EQ(found.steps->lock.back(), "AT!RESET");
    EXPECT_FALSE(found.cell);
    EXPECT_THAT(found.why_no_cell, HasSubstr("can't be locked"));
}

TEST(LockFor, UsesTheNumberByWhichTheHotspotKnowsTheCarrier) {
    const Lock found = lock_for(hotspot("zte_velocity_mf923"), 12, 5110, 357);
    ASSERT_TRUE(found.cell);
    EXPECT_THAT(found.bands, ElementsAre(17));
    EXPECT_EQ(found.earfcn, 5780);
    EXPECT_THAT(found.notes, Contains(HasSubstr("as band 17 too")));
}

TEST(LockFor, LocksBothNumbersOfACarrierThatHasTwo) {
    const Lock found = lock_for(hotspot("glinet_x3000"), 12, 5110, 357);
    ASSERT_TRUE(found.steps);
    EXPECT_THAT(found.bands, ElementsAre(12, 17));
    EXPECT_THAT(found.steps->lock, Contains("AT+QNWPREFCFG=\"lte_band\",12:17"));
    ASSERT_TRUE(found.cell);
    EXPECT_THAT(found.cell->steps.lock, ElementsAre("AT+QNWLOCK=\"common/4g\",1,5110,357"));
}

TEST(LockFor, LeavesTheHotspotIts5g) {
    const Lock with = lock_for(hotspot("glinet_x3000"), 12, 5110, 357);
    EXPECT_EQ(with.technology, Technology::any);
    EXPECT_THAT(with.notes, Contains(HasSubstr("5G stays")));
    EXPECT_THAT(with.warnings, Not(Contains(HasSubstr("Emergency calls"))));
    const Lock without = lock_for(hotspot("quectel_ec25_af"), 12, 5110, 357);
    EXPECT_EQ(without.technology, Technology::lte_only);
    EXPECT_THAT(without.warnings, Contains(HasSubstr("Emergency calls")));
}

TEST(LockFor, LeavesBandsAloneThatShareTheDownlinkOnly) {
    const Lock found = lock_for(hotspot("glinet_x3000"), 14, 5330, 357);  // band 28 has 763 MHz as well
    EXPECT_THAT(found.bands, ElementsAre(14));
    EXPECT_FALSE(lock_for(hotspot("netgear_mr5200"), 14, 5330, 357).possible());
}

TEST(LockFor, PicksTheWayToACellOfTheModemInside) {
    const Lock found = lock_for(hotspot("mikrotik_sxt_lte6"), 3, 1300, 384);
    ASSERT_TRUE(found.cell);
    EXPECT_THAT(found.cell->steps.lock, ElementsAre("/interface lte at-chat lte1 input=\"AT*Cell=2,3,,1300,384\""));
}

TEST(LockFor, RefusesABandTheHotspotHasNot) {
    const Lock found = lock_for(hotspot("netgear_mr1100_att"), 71, 68761, 357);
    EXPECT_FALSE(found.possible());
    EXPECT_THAT(found.why_not, HasSubstr("hasn't band 71"));
}

TEST(LockFor, EveryHotspotGivesALockOrAReason) {
    for (const catalog::Hotspot& each : catalog::hotspots()) {
        if (each.lte_bands.empty()) continue;
        for (const int band : each.lte_bands) {
            const Lock found = lock_for(each, band, {}, {});
            EXPECT_TRUE(found.steps || !found.why_not.empty()) << each.id << " band " << band;
        }
    }
    EXPECT_THAT(lock_for(hotspot("zbt_we826"), 12, 5110, 357).why_not, HasSubstr("modem inside"));
}

TEST(Lock, To3GTakesTheBandsWordWhereTheFamilyHasOneAndSaysSoWhereNot) {
    std::size_t with_words = 0;
    for (const LockFamily& each : catalog::lock_families()) {
        const Lock found = lock(each, umts_wish(5));
        if (each.technology.umts_only.empty()) {
            EXPECT_FALSE(found.possible()) << each.id;
            continue;
        }
        ASSERT_TRUE(found.steps) << each.id;
        EXPECT_FALSE(found.steps->query.empty() || found.steps->undo.empty()) << each.id;
        EXPECT_EQ(found.technology, Technology::umts_only);
        const auto word = each.umts.words.find("5");
        EXPECT_EQ(found.umts_band.has_value(), word != each.umts.words.end()) << each.id;
        if (word == each.umts.words.end()) {
            EXPECT_THAT(found.notes, Contains(HasSubstr("All bands of 3G stay on"))) << each.id;
            continue;
        }
        ++with_words;
        EXPECT_THAT(found.steps->lock, Contains(HasSubstr(word->second))) << each.id;
        for (const std::string& command : found.steps->lock)
            EXPECT_EQ(command.find('{'), std::string::npos) << each.id << ": " << command;
    }
    EXPECT_EQ(with_words, families_with_umts_words);
    EXPECT_THAT(lock(family("quectel_qcfg_band"), umts_wish(8)).steps->lock, Contains("AT+QCFG=\"band\",80,0,0,1"));
    EXPECT_THAT(lock(family("simcom_cnbp"), umts_wish(5)).steps->lock,
                Contains("AT+CNBP=0x0000000004000000,<saved_lte>,<saved_tds>"));
}

TEST(Lock, To3GIsRefusedWhereTheHotspotHasntTheBand) {
    EXPECT_THAT(lock_for_umts(hotspot("netgear_mr1100_att"), 8).why_not, HasSubstr("has no 3G in band 8"));
    EXPECT_TRUE(lock_for_umts(hotspot("netgear_mr1100_att"), 5).possible());
}

}  // namespace
}  // namespace boresight::advise
