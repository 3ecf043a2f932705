// SPDX-License-Identifier: GPL-3.0-or-later
// The report of a sweep, gathered from the database alone.
#include "app/site_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/site_page.h"
#include "platform/error.h"
#include "store/writer.h"
#include "survey/live_estimate.h"
#include "tests/app/made_towers.h"
#include "tests/survey/made_turn.h"
#include "tests/temporary_folder.h"

namespace boresight::app {
namespace {

using namespace survey::made;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class SiteReportOf : public testing::Test {
protected:
    SiteReport reported(const Turn& turn, survey::SweepOrigin asked = turn_origin()) {
        keep_turn(database, asked, turn);
        return site_report({.database = database, .session = {}, .site = ""});
    }
    static std::string html(const SiteReport& report, const SitePageWish& wish = {}) {
        return report::page_html(site_page(report, wish));
    }
    // The dwell that aim --check keeps, that much louder than the sweep expected.
    void keep_check(double louder_db, std::optional<store::SessionId> named) {
        survey::SweepOrigin asked = turn_origin();
        asked.continues = named;
        const SystemClock clock;
        survey::SweepRecorder recorder(database, asked, clock, survey::check_command);
        std::mt19937 random(3);
        Turn turn;
        survey::SweepStopRecord dwell = turned_stop(40, survey::StopKind::ring, turn.best_deg, turn, random);
        for (survey::CarrierDwell& carrier : dwell.carriers)
            for (survey::CellLook& look : carrier.looks) {
                *look.reading.rsrp_dbfs += louder_db;
                *look.reading.rsrp_port1_dbfs += louder_db;
            }
        dwell.carriers.resize(1);
        recorder.keep(dwell, cells);
        recorder.finish(store::SweepState::done);
    }

    tests::TemporaryFolder folder;
    std::filesystem::path database = folder.path() / "survey.db";
};

TEST_F(SiteReportOf, ASweepSaysWhatItSaidWhenItEnded) {
    const survey::SweepOrigin asked = turn_origin();
    const std::vector<survey::SweepStopRecord> stops = turn_stops({});
    const survey::LiveEstimate then = survey::estimate_live(stops, {asked.carriers, cells}, asked.setting.plan,
                                                            {.fit = true, .present_deg = present_deg});
    const SiteReport report = reported({});
    const survey::LiveEstimate& now = report.aim.estimate();
    ASSERT_TRUE(then.verdict.azimuth_deg);
    EXPECT_EQ(now.verdict.azimuth_deg, then.verdict.azimuth_deg);
    EXPECT_EQ(now.verdict.low_deg, then.verdict.low_deg);
    EXPECT_EQ(now.pointing_deg, then.pointing_deg);
    EXPECT_EQ(now.verdict.gain_over_present_db->value, then.verdict.gain_over_present_db->value);
    EXPECT_THAT(live_sentence(report.aim),
                AllOf(HasSubstr("Point to your mark 23"), HasSubstr("Bands 2 and 4 weren't measured: this radio ends"),
                      HasSubstr("signal quality (SINR)"), HasSubstr("cell PCI 357")));
    EXPECT_TRUE(report.finished);
    EXPECT_EQ(report.site, "Farm");
}

TEST_F(SiteReportOf, ASweepIsAPageWithAllThatACustomerAsks) {
    const std::string page = html(reported({}));
    EXPECT_THAT(page,
                AllOf(HasSubstr("Antenna report: Farm"), HasSubstr("<b>SIMULATED</b>"), HasSubstr("Before and after"),
                      HasSubstr("Every cell heard"), HasSubstr("Not yet measured after mounting"),
                      HasSubstr("What undoes it"), HasSubstr("Band 2: this radio ends at 1766 MHz"),
                      HasSubstr("not calibrated"), HasSubstr("Power lines"), HasSubstr("log-periodic")));
    // A plot a cell.
    std::size_t plots = 0;
    for (std::size_t at = page.find("<svg"); at != std::string::npos; at = page.find("<svg", at + 1)) ++plots;
    EXPECT_EQ(plots, cells.size());
}

TEST_F(SiteReportOf, ASweepKnowsTheMicrocellThatTheSettingsHadThen) {
    survey::SweepOrigin asked = turn_origin();
    EXPECT_FALSE(reported({}, asked).aim.who.own.of_umts());
    asked.microcell = {.unit = "att_microcell", .psc = 340};
    const AimFor who = reported({}, asked).aim.who;
    EXPECT_EQ(who.own.unit, catalog::find_microcell("att_microcell"));
    EXPECT_EQ(who.own.cell.psc, 340);
    EXPECT_FALSE(lock_umts(who, 5).lock) << "the hotspot would choose it";
}

TEST_F(SiteReportOf, APlaceIsRoundedUnlessItIsToBeExactOrNotToldAtAll) {
    const SiteReport report = reported({});
    EXPECT_THAT(html(report), AllOf(HasSubstr("44.123 N, 72.654 W, 350 m"), Not(HasSubstr("44.1234"))));
    EXPECT_THAT(html(report, {.place = PlaceShared::exact}), HasSubstr("44.123456 N, 72.654321 W, 352 m"));
    EXPECT_THAT(html(report, {.place = PlaceShared::none}), Not(HasSubstr("44.12")));
    EXPECT_THAT(html(report, {.place = PlaceShared::rounded, .units = LengthUnits::us}), HasSubstr("1148 ft"));
}

TEST_F(SiteReportOf, NamesOfAUserCannotBreakThePage) {
    survey::SweepOrigin asked = turn_origin();
    asked.site = "<script>alert(1)</script>";
    asked.antenna = "\"><img src=x>";
    const std::string page = html(reported({}, asked));
    EXPECT_THAT(page, AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<img")),
                            HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;")));
}

TEST_F(SiteReportOf, ASweepThatWasBrokenOffSaysSo) {
    const SiteReport ring = reported({.most_stops = 14, .state = store::SweepState::stopped});
    EXPECT_FALSE(ring.finished);
    EXPECT_THAT(html(ring), HasSubstr("was broken off"));
    const SiteReport few = reported({.most_stops = 4, .state = store::SweepState::stopped});
    EXPECT_THAT(html(few),
                AllOf(HasSubstr("was broken off"), HasSubstr("NOT DECIDED"), HasSubstr("Not enough was heard")));
}

TEST_F(SiteReportOf, TheLastFinishedOneGoesBeforeOneThatWasBrokenOffLater) {
    keep_turn(database, turn_origin(), {});
    EXPECT_TRUE(reported({.most_stops = 4, .state = store::SweepState::stopped}).finished);
    EXPECT_FALSE(site_report({.database = database, .session = store::SessionId{2}, .site = ""}).finished);
}

TEST_F(SiteReportOf, NoDirectionIsSaidWithItsWord) {
    const SiteReport report = reported({.flat = true});
    EXPECT_EQ(report.aim.estimate().verdict.kind, aim::VerdictKind::no_direction);
    EXPECT_THAT(html(report), AllOf(HasSubstr("light red\"><i></i>NO DIRECTION"), HasSubstr("No usable direction")));
}

TEST_F(SiteReportOf, ChecksOfThatSweepStandWithTheirNumbers) {
    keep_turn(database, turn_origin(), {});
    keep_check(0, store::SessionId{1});
    keep_check(-8, std::nullopt);  // as an older program kept it
    keep_turn(database, turn_origin(), {});
    keep_check(-8, store::SessionId{1});
    const SiteReport report = site_report({.database = database, .session = store::SessionId{1}, .site = ""});
    ASSERT_EQ(report.checks.size(), 3U);
    EXPECT_EQ(report.checks[0].result.outcome, survey::CheckOutcome::pass);
    EXPECT_EQ(report.checks[1].result.outcome, survey::CheckOutcome::too_weak);
    EXPECT_NEAR(*report.checks[1].result.level_change_db - *report.checks[0].result.level_change_db, -8, 0.01);
    EXPECT_THAT(html(report), AllOf(HasSubstr("PASS. Signal quality (SINR)"), HasSubstr("FAIL. Signal quality (SINR)"),
                                    HasSubstr("After: checked")));
    EXPECT_THAT(site_report({.database = database, .session = store::SessionId{4}, .site = ""}).checks, IsEmpty());
}

TEST_F(SiteReportOf, ACalibratedRadioTellsDbmAndTheAgeOfItsCalibration) {
    keep_turn(database, turn_origin(), {});
    {
        const SystemClock clock;
        store::Writer writer(database, {.command = "test", .software = "test"}, clock);
        const store::Device device{.driver = "scene", .serial = "/"};
        writer.add_level({.device = device,
                          .made_ns = start_ns - 3 * 86400 * second_ns,
                          .frequency_hz = 739e6,
                          .gain_db = 30,
                          .offset_db = -50,
                          .offset_sigma_db = 0.5,
                          .held_against = store::HeldAgainst::generator},
                         true);
    }
    EXPECT_THAT(html(site_report({.database = database, .session = {}, .site = ""})),
                AllOf(HasSubstr("± 1.0 dBm"), HasSubstr("3 days before the sweep"), HasSubstr("signal generator")));
}

TEST_F(SiteReportOf, ASiteIsFoundByItsNameHoweverItIsTyped) {
    keep_turn(database, turn_origin(), {});
    survey::SweepOrigin asked = turn_origin();
    asked.site = "Barn";
    keep_turn(database, asked, {});
    EXPECT_EQ(site_report({.database = database, .session = {}, .site = "farm"}).session.value, 1);
    EXPECT_EQ(site_report({.database = database, .session = {}, .site = ""}).site, "Barn");
    EXPECT_THROW(site_report({.database = database, .session = {}, .site = "Mill"}), Error);
}

TEST_F(SiteReportOf, WhatIsNoSweepIsRefused) {
    EXPECT_THROW(site_report({.database = database, .session = {}, .site = ""}), Error);
    keep_turn(database, turn_origin(), {});
    EXPECT_THROW(site_report({.database = database, .session = store::SessionId{7}, .site = ""}), Error);
}

TEST_F(SiteReportOf, ASweepBy3GSpeaksOfThePilotAndOfEcNo) {
    tests::MadeSweep sweep{.towers = {{5110, 357, 238, 12}}, .start_ns = start_ns};
    tests::make_sweep(sweep);
    tests::add_umts({.uarfcn = 4438, .psc = 171, .bearing_deg = 238, .rscp_dbfs = -48}, sweep);
    tests::leave_umts_alone(sweep);
    const SystemClock clock;
    tests::keep_sweep(database, sweep, clock);
    const std::string page = html(site_report({.database = database, .session = {}, .site = ""}));
    EXPECT_THAT(page, AllOf(HasSubstr("signal strength (RSCP)"), HasSubstr("PSC 171"), HasSubstr("Ec/No -"),
                            HasSubstr("UARFCN 4438"), HasSubstr("not told for 3G")));
    EXPECT_THAT(page, AllOf(Not(HasSubstr("signal strength (RSRP)")), Not(HasSubstr("SIGNAL QUALITY EXPECTED")),
                            Not(HasSubstr("measures LTE (4G) alone"))));
}

}  // namespace
}  // namespace boresight::app
