// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/circular.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace boresight::advise {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const char* const story_day = "2017-07-15";
const char* const today = "2026-11-25";

CircularQuestion asked(const char* hotspot, const char* microcell, const char* day, const char* of = "") {
    CircularQuestion question;
    question.hotspot = catalog::find_hotspot(hotspot);
    question.microcell = catalog::find_microcell(microcell);
    question.day = day;
    question.hotspot_operator = of;
    if (!question.hotspot || !question.microcell) throw std::runtime_error("a device of this test isn't known");
    return question;
}

TEST(Circular, TheUnitOfTheStoryIsDeadSinceItsNetworkWasSwitchedOff) {
    for (const char* day : {"2022-02-22", today}) {
        const Circular found = circular(asked("netgear_mr1100_att", "att_microcell", day));
        EXPECT_EQ(found.separation, Separation::dead) << day;
        EXPECT_THAT(found.sentence, HasSubstr("2022-02-22")) << day;
        EXPECT_FALSE(found.lock) << day;
        EXPECT_THAT(found.sources, Contains(HasSubstr("Microcell through a mobile hotspot"))) << day;
    }
}

TEST(Circular, In2017LteOnlySeparatesAnLteHotspotFromA3gMicrocell) {
    for (const char* day : {story_day, "2022-02-21"}) {
        const Circular found = circular(asked("netgear_mr1100_att", "att_microcell", day, "AT&T"));
        EXPECT_EQ(found.separation, Separation::technology_lock) << day;
        ASSERT_TRUE(found.lock) << day;
        ASSERT_TRUE(found.lock->steps) << day;
        EXPECT_THAT(found.lock->steps->lock, Contains("AT!SELRAT=06")) << day;
        EXPECT_THAT(found.lock->warnings, Contains(HasSubstr("Emergency calls"))) << day;
        EXPECT_THAT(found.reasons, Contains(HasSubstr("It works no more today"))) << day;
        EXPECT_THAT(found.reasons, Contains(HasSubstr("LTE bands alone doesn't"))) << day;
        EXPECT_THAT(found.checks, Not(IsEmpty())) << day;
    }
}

TEST(Circular, AHotspotWithout3gNeedsNoLockAgainstA3gMicrocell) {
    const Circular found = circular(asked("netgear_mr6500", "att_microcell", story_day));
    EXPECT_EQ(found.separation, Separation::none_needed);
    EXPECT_THAT(found.reasons, Contains(HasSubstr("has no 3G radio")));
}

TEST(Circular, AgainstAnLteMicrocellABandLockIsNeededNotOneOfTechnology) {
    auto question = asked("glinet_x3000", "att_cell_booster", today, "AT&T");
    question.operator_lte_bands = {2, 4, 5, 12, 14, 17, 29, 30, 66};
    const Circular found = circular(question);
    EXPECT_EQ(found.separation, Separation::band_lock);
    EXPECT_EQ(found.separating_bands, (std::vector<int>{5, 12, 14, 17, 29, 30}));
    EXPECT_THAT(found.reasons, Contains(HasSubstr("a lock to LTE only doesn't separate")));
    ASSERT_TRUE(found.lock && found.lock->steps);
    EXPECT_EQ(found.lock->technology, Technology::any);
}

TEST(Circular, InTheSameBandACellLockIsNeeded) {
    auto question = asked("glinet_x3000", "att_cell_booster", today, "AT&T");
    question.locked_bands = {66};
    EXPECT_EQ(circular(question).separation, Separation::cell_lock);
    question.locked_bands = {4};  // the booster's 66 may be announced as 4
    EXPECT_EQ(circular(question).separation, Separation::cell_lock);
    question.locked_bands = {12};
    EXPECT_EQ(circular(question).separation, Separation::band_lock);
}

TEST(Circular, AHotspotThatCannotLockACellCannotBeKeptApartInTheSameBand) {
    auto question = asked("sierra_rv55", "vzw_4g_extender", today, "Verizon");
    question.locked_bands = {13};
    const Circular found = circular(question);
    EXPECT_EQ(found.separation, Separation::impossible);
    EXPECT_THAT(found.reasons, Contains(HasSubstr("can't be locked")));
}

TEST(Circular, AnotherOperatorsMicrocellNeedsNoLock) {
    const Circular found = circular(asked("glinet_x3000", "vzw_4g_extender", today, "AT&T"));
    EXPECT_EQ(found.separation, Separation::none_needed);
    EXPECT_THAT(found.reasons, Contains(HasSubstr("disturb")));
}

TEST(Circular, HomeMadeCellsAreNetworksOfTheirOwn) {
    for (const char* id : {"srsran_lte", "openbts_gsm"}) {
        const Circular found = circular(asked("glinet_x3000", id, today));
        EXPECT_EQ(found.separation, Separation::none_needed) << id;
        EXPECT_THAT(found.reasons, Contains(HasSubstr("licence"))) << id;
    }
}

// D dead, N none needed, T technology lock, B band lock, C cell lock, I impossible: on the days of the story, before
// and of the end of AT&T's 3G, and today.
struct Row {
    const char* microcell;
    const char* by_hotspot[7];
};
const char* const days[]{story_day, "2022-02-21", "2022-02-22", today};
// LTE and 3G, its bands and technology by commands; with a lock to a cell; with 5G; one that takes no lock; one with a
// menu; one without 3G and with a menu; and no hotspot told.
const char* const hotspots[7]{
    "netgear_mr1100_att", "glinet_x750", "glinet_x3000", "nokia_fastmile_tmo", "sierra_rv55", "netgear_mr6500", ""};
const Row rows[]{
    {"att_microcell", {"TTDD", "TTDD", "TTDD", "NNDD", "TTDD", "NNDD", "TTDD"}},
    {"att_cell_booster", {"BBBB", "BBBB", "BBBB", "IIII", "BBBB", "BBBB", "BBBB"}},
    {"vzw_scs_2u01", {"NNND", "NNND", "NNND", "NNND", "NNND", "NNND", "NNND"}},
    {"vzw_4g_extender", {"BBBB", "BBBB", "BBBB", "IIII", "BBBB", "BBBB", "BBBB"}},
    {"tmo_cellspot_v1", {"BBBB", "BBBB", "BBBB", "IIII", "BBBB", "BBBB", "BBBB"}},
    {"tmo_cellspot_v2", {"BBBB", "BBBB", "BBBB", "IIII", "BBBB", "BBBB", "BBBB"}},
    {"sprint_airave_3", {"BBBD", "BBBD", "BBBD", "IIID", "BBBD", "BBBD", "CCCD"}},
    {"sprint_airave_4", {"BBBD", "BBBD", "BBBD", "IIID", "BBBD", "BBBD", "CCCD"}},
    {"vodafone_sure_signal", {"TTTD", "NNND", "TTTD", "NNND", "TTTD", "NNND", "TTTD"}},
    {"srsran_lte", {"NNNN", "NNNN", "NNNN", "NNNN", "NNNN", "NNNN", "NNNN"}},
    {"openbts_gsm", {"NNNN", "NNNN", "NNNN", "NNNN", "NNNN", "NNNN", "NNNN"}},
};

char letter(Separation separation) {
    switch (separation) {
        case Separation::dead: return 'D';
        case Separation::none_needed: return 'N';
        case Separation::technology_lock: return 'T';
        case Separation::band_lock: return 'B';
        case Separation::cell_lock: return 'C';
        case Separation::impossible: break;
    }
    return 'I';
}

TEST(Circular, OfEveryMicrocellWithEveryKindOfHotspotOnEveryDay) {
    EXPECT_EQ(std::size(rows), catalog::microcells().size());
    for (const Row& row : rows) {
        for (std::size_t h = 0; h < std::size(hotspots); ++h) {
            CircularQuestion question;
            question.microcell = catalog::find_microcell(row.microcell);
            ASSERT_NE(question.microcell, nullptr) << row.microcell;
            const bool told = *hotspots[h] != 0;
            if (told) question.hotspot = catalog::find_hotspot(hotspots[h]);
            ASSERT_EQ(question.hotspot != nullptr, told) << hotspots[h];
            std::string found;
            for (const char* day : days) {
                question.day = day;
                found += letter(circular(question).separation);
            }
            EXPECT_EQ(found, row.by_hotspot[h]) << row.microcell << " with " << hotspots[h];
        }
    }
}

TEST(Circular, ABandThatTheModemsCommandsCannotSayIsLeftOutOfTheLock) {
    // Band 66 is beyond this family's mask; the others separate.
    const Circular found = circular(asked("netgear_mr1100_att", "sprint_airave_4", story_day));
    EXPECT_EQ(found.separation, Separation::band_lock);
    EXPECT_THAT(found.separating_bands, Not(Contains(66)));
    ASSERT_TRUE(found.lock && found.lock->steps);
    EXPECT_EQ(found.lock->bands, found.separating_bands);
}

TEST(Circular, A5gHotspotIsKeptApartByTheBandsOfItsAnchor) {
    EXPECT_THAT(circular(asked("glinet_x3000", "att_cell_booster", today)).reasons, Contains(HasSubstr("anchor")));
}

TEST(Circular, EmergencyCallsAreSpokenOfWhereALockOrADeadUnitTakesThemAway) {
    CircularQuestion question;
    question.microcell = catalog::find_microcell("att_microcell");
    for (const char* day : days) {
        question.day = day;
        EXPECT_THAT(circular(question).reasons, Contains(HasSubstr("Emergency calls"))) << day;
    }
}

TEST(Circular, EveryPairOfDevicesGetsASentenceOnEveryDay) {
    for (const catalog::Microcell& cell : catalog::microcells()) {
        for (const char* day : {story_day, today}) {
            CircularQuestion question;
            question.microcell = &cell;
            question.day = day;
            EXPECT_THAT(circular(question).sentence, Not(IsEmpty())) << cell.id;
            for (const catalog::Hotspot& hotspot : catalog::hotspots()) {
                question.hotspot = &hotspot;
                const Circular found = circular(question);
                EXPECT_THAT(found.sentence, Not(IsEmpty())) << hotspot.id << ' ' << cell.id;
                const bool is_off = !cell.off_since.empty() && day >= cell.off_since;
                EXPECT_EQ(found.separation == Separation::dead, is_off) << hotspot.id << ' ' << cell.id << ' ' << day;
                if (found.separation == Separation::band_lock) {
                    const catalog::LockFamily* family = catalog::find_lock_family(hotspot.lock_family);
                    const bool by_menu = family && family->support == catalog::LockSupport::menu;
                    ASSERT_EQ(found.lock && found.lock->steps, !by_menu) << hotspot.id << ' ' << cell.id;
                    for (const int band : found.separating_bands)
                        EXPECT_THAT(cell.lte_bands, Not(Contains(band))) << hotspot.id << ' ' << cell.id;
                }
            }
        }
    }
}

}  // namespace
}  // namespace boresight::advise
