// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/announcement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Announcements : public testing::Test {
protected:
    Folder folder;
    std::filesystem::path file = folder / "survey.db";
    StandingClock clock;
    const std::pair<double, int> place{739e6, 357};
    const CellIdentity identity{.frequency_hz = 739e6, .physical_id = 357, .plmn = "310-410", .cell_id = 11259361};
};

TEST_F(Announcements, ComeBackAsTheyWereHeard) {
    {
        Writer w(file, owner(), clock);
        const CellId id = w.cell(identity, {}, noon_ns);
        w.announce(id,
                   {.reference_signal_power_dbm = -3,
                    .ul_frequency_hz = 709e6,
                    .ul_n_rb = 50,
                    .others = {{.earfcn = 675, .n_rb = 100, .priority = 5}, {.earfcn = 66986, .n_rb = 25}}},
                   noon_ns);
        w.commit();
    }
    const auto kept = read_announcements(file);
    ASSERT_EQ(kept.size(), 1U);
    const Announcement& said = kept.at(place);
    EXPECT_EQ(said.reference_signal_power_dbm, -3);
    EXPECT_EQ(said.ul_frequency_hz, 709e6);
    EXPECT_EQ(said.ul_n_rb, 50);
    EXPECT_THAT(said.others, ElementsAre(AnnouncedCarrier{.earfcn = 675, .n_rb = 100, .priority = 5},
                                         AnnouncedCarrier{.earfcn = 66986, .n_rb = 25}));
}

TEST_F(Announcements, TheLatestCountsAndWhatItLeavesOutStays) {
    CellId id;
    {
        Writer w(file, owner(), clock);
        id = w.cell(identity, {}, noon_ns);
        w.announce(id, {.reference_signal_power_dbm = 15, .others = {{.earfcn = 675, .n_rb = 100}}}, noon_ns);
        w.announce(id, {.ul_n_rb = 25}, noon_ns + 1'000'000);
        w.announce(id, {.reference_signal_power_dbm = 18}, noon_ns + 2'000'000);
        w.commit();
    }
    const Announcement said = read_announcements(file).at(place);
    EXPECT_EQ(said.reference_signal_power_dbm, 18);
    EXPECT_EQ(said.ul_n_rb, 25);
    EXPECT_EQ(said.others.size(), 1U);
    {
        Writer w(file, owner(), clock);
        w.announce(id, {.others = {{.earfcn = 700, .n_rb = 50}}}, noon_ns + 3'000'000);
        w.commit();
    }
    EXPECT_THAT(read_announcements(file).at(place).others, ElementsAre(AnnouncedCarrier{.earfcn = 700, .n_rb = 50}));
}

TEST_F(Announcements, CellsOfUmtsOnOtherCarriersComeBackAndAListReplacesTheOneBefore) {
    const CellIdentity umts{.rat = Rat::umts, .frequency_hz = 882.6e6, .physical_id = 340};
    {
        Writer w(file, owner(), clock);
        const CellId id = w.cell(umts, {}, noon_ns);
        w.announce(id, {.umts_others = {{.uarfcn = 10700, .psc = 3}}}, noon_ns);
        w.announce(id, {.umts_others = {{.uarfcn = 9788, .psc = 171}, {.uarfcn = 4438, .psc = 63}}}, noon_ns + 1000);
        w.announce(id, {.reference_signal_power_dbm = 3}, noon_ns + 2000);
        w.commit();
    }
    const Announcement said = read_announcements(file).at({882.6e6, 340});
    EXPECT_THAT(said.umts_others, ElementsAre(AnnouncedUmtsCell{.uarfcn = 4438, .psc = 63},
                                              AnnouncedUmtsCell{.uarfcn = 9788, .psc = 171}));
    EXPECT_EQ(said.reference_signal_power_dbm, 3);
}

TEST_F(Announcements, ADatabaseFromBeforeCellsOfUmtsWereAnnouncedIsReadAsItIs) {
    {
        Writer old(file, owner(), clock, {.steps = migrations().first(4)});
        const CellId id = old.cell(identity, {}, noon_ns);
        old.announce(id, {.reference_signal_power_dbm = 15, .others = {{.earfcn = 675, .n_rb = 100}}}, noon_ns);
        old.commit();
    }
    EXPECT_EQ(read_announcements(file).at(place).others.size(), 1U);
    EXPECT_THAT(read_announcements(file).at(place).umts_others, IsEmpty());
}

TEST_F(Announcements, ThereAreNoneWithoutADatabaseOrInOneOfAnOlderSchema) {
    EXPECT_THAT(read_announcements(file), IsEmpty());
    { const Writer old(file, owner(), clock, {.steps = migrations().first(3)}); }
    EXPECT_THAT(read_announcements(file), IsEmpty());
}

}  // namespace
}  // namespace boresight::store::tests
