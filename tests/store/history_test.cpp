// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history.h"

#include <gmock/gmock.h>

#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

using testing::ElementsAre;

class HistoryTest : public testing::Test {
protected:
    HistoryTest() {
        Writer writer(file, owner(), clock);
        const auto sweep = writer.begin_sweep(writer.begin_session(sample_session()), {.purpose = "log"});
        for (int i = 0; i < dwells; ++i) {
            Dwell dwell = sample_dwell();
            dwell.start_ns = noon_ns + i * second_ns;
            dwell.end_ns = dwell.start_ns + 80'000'000;
            const auto id = writer.add_dwell(sweep, dwell);
            if (i % 2 == 1) continue;  // nothing heard
            writer.add_reading(id, writer.cell(sample_identity(), sample_facts(), noon_ns), sample_reading());
            CellIdentity umts{.rat = Rat::umts, .frequency_hz = 2.1326e9, .physical_id = 44, .plmn = {}, .cell_id = {}};
            Reading levels;
            levels.rscp_dbfs = -70.5;
            levels.ecno_db = -9.25;
            writer.add_reading(id, writer.cell(umts, {}, noon_ns), levels);
        }
        writer.add_event({.kind = "gap", .detail = "early", .session = {}, .time_ns = noon_ns});
        writer.add_event({.kind = "gap", .detail = "late", .session = {}, .time_ns = noon_ns + 100 * second_ns});
    }

    std::vector<HeardDwell> all(const TimeSpan& span = {}) {
        std::vector<HeardDwell> told;
        History(file).dwells(span, [&](const HeardDwell& dwell, double) {
            told.push_back(dwell);
            return true;
        });
        return told;
    }

    static constexpr int dwells = 12'001;  // several pages
    Folder folder{memory_folder()};
    std::filesystem::path file = folder / "survey.db";
    StandingClock clock;
};

TEST_F(HistoryTest, TellsEveryDwellWithWhatWasHeard) {
    const auto told = all();
    ASSERT_EQ(told.size(), static_cast<std::size_t>(dwells));
    const HeardDwell& first = told.front();
    EXPECT_EQ(first.purpose, "log");
    EXPECT_EQ(first.start_ns, noon_ns);
    EXPECT_EQ(first.center_frequency_hz, 739e6);
    EXPECT_EQ(first.sample_rate_hz, 1.92e6);
    EXPECT_EQ(first.gain_db, 29.7);
    EXPECT_EQ(first.flags, dwell_flag::clipped);
    ASSERT_EQ(first.cells.size(), 2u);
    EXPECT_EQ(first.cells[0].strength_dbfs, -61.24);
    EXPECT_EQ(first.cells[0].quality_db, 4.2) << "SINR, not RSRQ";
    EXPECT_EQ(first.cells[1].strength_dbfs, -70.5);
    EXPECT_EQ(first.cells[1].quality_db, -9.25);
    EXPECT_TRUE(told[1].cells.empty());
    for (std::size_t i = 0; i < told.size(); ++i)
        ASSERT_EQ(told[i].start_ns, noon_ns + static_cast<std::int64_t>(i) * second_ns);
}

TEST_F(HistoryTest, ATimeSpanLimitsDwellsAndEvents) {
    const TimeSpan span{.since_ns = noon_ns + 10 * second_ns, .until_ns = noon_ns + 20 * second_ns};
    EXPECT_EQ(all(span).size(), 10u);
    std::vector<std::string> details;
    History(file).events(span, [&](const Event& event) { details.push_back(event.detail); });
    EXPECT_TRUE(details.empty());
    History(file).events({.since_ns = noon_ns, .until_ns = {}},
                         [&](const Event& event) { details.push_back(event.detail); });
    EXPECT_THAT(details, ElementsAre("early", "late"));
}

TEST_F(HistoryTest, AClockThatWasSetLosesNoDwellOfATimeSpan) {
    {
        Writer writer(file, owner(), clock);
        const auto sweep = begin(writer);
        for (const std::int64_t second : {-3600, 15, 90'000}) {
            Dwell dwell = sample_dwell();
            dwell.start_ns = noon_ns + second * second_ns;
            writer.add_dwell(sweep, dwell);
        }
    }
    EXPECT_EQ(all({.since_ns = noon_ns + 10 * second_ns, .until_ns = noon_ns + 20 * second_ns}).size(), 11u);
    EXPECT_EQ(all({.since_ns = {}, .until_ns = noon_ns}).size(), 1u);
    EXPECT_EQ(all({.since_ns = noon_ns + 80'000 * second_ns, .until_ns = {}}).size(), 1u);
    EXPECT_TRUE(all({.since_ns = noon_ns + 100'000 * second_ns, .until_ns = {}}).empty());
}

TEST_F(HistoryTest, TellsHowFarItIsWithinATimeSpan) {
    std::vector<double> shares;
    History(file).dwells({.since_ns = noon_ns + 3600 * second_ns, .until_ns = {}},
                         [&](const HeardDwell&, double share) {
                             if (shares.empty() || shares.back() != share) shares.push_back(share);
                             return true;
                         });
    ASSERT_EQ(shares.size(), 2u) << "pages of 5000";
    EXPECT_NEAR(shares[0], 5000.0 / 8401, 1e-9);
    EXPECT_EQ(shares[1], 1);
}

TEST_F(HistoryTest, KnowsCellsAndSessions) {
    History history(file);
    const auto cells = history.cells();
    ASSERT_EQ(cells.size(), 2u);
    EXPECT_EQ(cells[0].cell.identity.physical_id, 357);
    EXPECT_EQ(cells[0].cell.identity.plmn, "310-410");
    EXPECT_EQ(cells[0].cell.facts.n_rb_dl, 50);
    EXPECT_EQ(cells[1].cell.identity.rat, Rat::umts);
    EXPECT_EQ(cells[0].cell.first_seen_ns, noon_ns);
    const auto sessions = history.sessions();
    ASSERT_EQ(sessions.size(), 1u);
    EXPECT_EQ(sessions[0].session.antenna, "log-periodic");
    EXPECT_FALSE(sessions[0].session.simulated);
}

TEST_F(HistoryTest, KnowsWhenAPurposeWasLastServed) {
    EXPECT_EQ(History(file).last_end_ns("log"), noon_ns + (dwells - 1) * second_ns + 80'000'000);
    EXPECT_FALSE(History(file).last_end_ns("aim"));
}

TEST_F(HistoryTest, KnowsTheCarriersOfTheLatestScanWithARadio) {
    EXPECT_TRUE(History(file).carriers_of_last_scan(Rat::lte).empty()) << "these were logged";
    const auto scan = [&](const char* source_kind, const std::vector<double>& frequencies_hz,
                          const std::vector<double>& umts_hz = {}) {
        Writer writer(file, owner(), clock);
        Session session = sample_session();
        session.source_kind = source_kind;
        const auto dwell = writer.add_dwell(begin(writer, session), sample_dwell());
        for (const double hz : frequencies_hz) {
            CellIdentity identity = sample_identity();
            identity.frequency_hz = hz;
            writer.add_reading(dwell, writer.cell(identity, {}, noon_ns), sample_reading());
        }
        for (const double hz : umts_hz) {
            const CellIdentity identity{.rat = Rat::umts, .frequency_hz = hz, .physical_id = 340};
            writer.add_reading(dwell, writer.cell(identity, {}, noon_ns), {.rscp_dbfs = -60, .ecno_db = -9});
        }
    };
    scan("device", {1960e6}, {2112.4e6});
    scan("device", {2145e6, 739e6, 739e6}, {887.6e6, 882.6e6});
    scan("device", {});
    scan("recording", {806e6});
    EXPECT_THAT(History(file).carriers_of_last_scan(Rat::lte), ElementsAre(739e6, 2145e6));
    EXPECT_THAT(History(file).carriers_of_last_scan(Rat::umts), ElementsAre(882.6e6, 887.6e6));
}

TEST_F(HistoryTest, CanBeLeftInTheMiddle) {
    int told = 0;
    double last_share = 0;
    History(file).dwells({}, [&](const HeardDwell&, double share) {
        last_share = share;
        return ++told < 7000;
    });
    EXPECT_EQ(told, 7000);
    EXPECT_GT(last_share, 0.5);
    EXPECT_LT(last_share, 1);
}

}  // namespace
}  // namespace boresight::store::tests
