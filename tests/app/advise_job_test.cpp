// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/advise_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/source_facts.h"
#include "catalog/carriers.h"
#include "catalog/microcells.h"
#include "platform/error.h"
#include "platform/utc_time.h"
#include "store/writer.h"
#include "tests/app/made_towers.h"
#include "tests/temporary_folder.h"

namespace boresight::app {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr double noise_dbfs = -80;
constexpr double bearing_error_deg = 5, sinr_error_db = 2;  // of a sweep of 15 stops

class FixedClock final : public Clock {
public:
    std::int64_t wall_ns() const override { return now_ns; }
    std::int64_t monotonic_ns() const override { return 0; }
    void sleep_until(std::int64_t) override {}

    std::int64_t now_ns = parse_utc("2026-11-25T12:00:00Z", "test");
};

struct Heard {
    int earfcn = 0;
    int pci = 0;
    double sinr_db = 0;
    int n_rb_dl = 50;
    std::string plmn = {};
};

class AdviseJob : public testing::Test {
protected:
    store::Session session(const std::string& command, bool simulated = false) {
        store::Session made;
        made.command = command;
        made.source_kind = "device";
        made.source_name =
            simulated ? "SIMULATED Tree farm, summer of 2017, dongle receiver" : "driver=rtlsdr,serial=1";
        made.simulated = simulated;
        return made;
    }

    // One session; each of `stops` is an azimuth with what was heard there.
    void record(const store::Session& made,
                const std::vector<std::pair<std::optional<double>, std::vector<Heard>>>& stops) {
        store::Writer writer(database, {.command = "test", .software = "test"}, clock);
        const auto id = writer.begin_session(made);
        const auto sweep = writer.begin_sweep(id, {.purpose = made.command, .scale_offset_deg = {}});
        std::int64_t now = clock.wall_ns();
        for (const auto& [azimuth, cells] : stops) {
            for (const Heard& heard : cells) {
                const double frequency_hz = catalog::channel_to_frequency_hz(catalog::Rat::lte, heard.earfcn);
                store::Dwell dwell;
                dwell.pose.azimuth_deg = azimuth;
                dwell.start_ns = now;
                dwell.end_ns = now += second_ns;
                dwell.center_frequency_hz = frequency_hz;
                dwell.sample_rate_hz = 1.92e6;
                const auto dwell_id = writer.add_dwell(sweep, dwell);
                store::CellIdentity identity;
                identity.frequency_hz = frequency_hz;
                identity.physical_id = heard.pci;
                if (!heard.plmn.empty()) identity.plmn = heard.plmn;
                store::CellFacts facts;
                facts.n_rb_dl = heard.n_rb_dl;
                facts.ports = 2;
                facts.tdd = false;
                store::Reading reading;
                reading.sinr_db = heard.sinr_db;
                reading.sinr_sigma_db = 0.3;
                reading.rsrp_dbfs = noise_dbfs + heard.sinr_db;
                reading.noise_dbfs_re = noise_dbfs;
                writer.add_reading(dwell_id, writer.cell(identity, facts, now), reading);
            }
        }
        writer.commit();
        writer.end_sweep(sweep, store::SweepState::done);
        writer.end_session(id);
    }

    // A finished sweep of these.
    tests::MadeSweep aimed(const std::vector<tests::MadeTower>& towers) {
        tests::MadeSweep sweep{.towers = towers, .start_ns = clock.now_ns};
        tests::make_sweep(sweep);
        tests::keep_sweep(database, sweep, clock);
        return sweep;
    }

    AdviseRequest request() {
        AdviseRequest made;
        made.database = database;
        made.hotspot = catalog::find_hotspot("netgear_mr1100_att");
        made.of = catalog::find_operators("AT&T", catalog::find_country("US")).at(0);
        return made;
    }

    tests::TemporaryFolder folder;
    std::filesystem::path database = folder.path() / "survey.db";
    FixedClock clock;
};

TEST_F(AdviseJob, RanksWhereTheSweepPointsWithTheSweepsOwnFigures) {
    const tests::MadeSweep sweep = aimed({{5110, 357, 238, 12}, {2450, 12, 238, 3, 25}});
    const AdviseOutcome found = advise_job(request(), clock);
    ASSERT_TRUE(found.source);
    EXPECT_EQ(found.source->verdict, aim::VerdictKind::point);
    EXPECT_EQ(found.source->azimuths, sweep.stops.size());
    ASSERT_EQ(found.ranking.carriers.size(), 2U);
    const advise::RankedCarrier& best = found.ranking.carriers[0];
    EXPECT_EQ(best.band, 12);
    EXPECT_EQ(best.pci, 357);
    EXPECT_NEAR(*found.source->azimuth_deg, 238, bearing_error_deg);
    EXPECT_NEAR(best.sinr_db.value, 12, sinr_error_db);
    // What the sweep came to when it ended, to the last digit.
    const survey::LiveEstimate then =
        survey::estimate_live(sweep.stops, {sweep.origin.carriers, sweep.cells}, sweep.origin.setting.plan, {});
    EXPECT_EQ(found.source->azimuth_deg, then.pointing_deg);
    EXPECT_EQ(found.source->low_deg, then.verdict.low_deg);
    const aim::CarrierPointing& there = then.there->carriers.front();
    EXPECT_EQ(best.sinr_db.value, there.sinr_db.value);
    EXPECT_EQ(best.sinr_db.low, there.sinr_db.low);
    EXPECT_EQ(best.sinr_db.high, there.sinr_db.high);
    EXPECT_EQ(best.expected_mbps, there.capacity_mbps);
    EXPECT_EQ(best.p_best, there.p_best);
    ASSERT_TRUE(found.lock);
    EXPECT_EQ(found.lock->bands, (std::vector<int>{12}));
    EXPECT_EQ(found.day, "2026-11-25");
    EXPECT_THAT(found.ranking.not_measured, Contains(testing::AllOf(Field(&advise::LeftOut::band, 66),
                                                                    Field(&advise::LeftOut::why, HasSubstr("1766")))));
}

TEST_F(AdviseJob, ABearingThatIsGivenDecidesTheFigures) {
    aimed({{5110, 357, 238, 12}, {2450, 12, 58, 14, 25}});
    AdviseRequest asked = request();
    asked.azimuth_deg = 58;
    const AdviseOutcome found = advise_job(asked, clock);
    EXPECT_EQ(found.source->azimuth_deg, 58);
    EXPECT_FALSE(found.source->low_deg);
    ASSERT_EQ(found.ranking.carriers.size(), 2U);
    EXPECT_EQ(found.ranking.carriers[0].band, 5);
    EXPECT_NEAR(found.ranking.carriers[0].sinr_db.value, 14, sinr_error_db);
    EXPECT_THAT(found.ranking.carriers[1].why, HasSubstr("at its own best azimuth, 23"));
}

TEST_F(AdviseJob, AnAzimuthOfAMereScanIsRefused) {
    record(session("scan"), {{std::nullopt, {{5110, 357, 8}}}});
    AdviseRequest asked = request();
    EXPECT_FALSE(advise_job(asked, clock).source->verdict) << "it measured no direction";
    asked.azimuth_deg = 120;
    EXPECT_THROW(advise_job(asked, clock), Error);
}

TEST_F(AdviseJob, ACarrierThatTheHotspotHasNotDoesNotSetTheDirection) {
    aimed({{5110, 357, 238, 9}, {5330, 7, 58, 15}});  // the second of band 14, which this hotspot hasn't
    const AdviseOutcome found = advise_job(request(), clock);
    ASSERT_EQ(found.ranking.carriers.size(), 1U);
    EXPECT_EQ(found.ranking.carriers[0].band, 12);
    EXPECT_NEAR(*found.source->azimuth_deg, 238, bearing_error_deg);
    EXPECT_THAT(found.ranking.not_usable,
                Contains(testing::AllOf(Field(&advise::LeftOut::band, 14),
                                        Field(&advise::LeftOut::why, HasSubstr("hasn't this band")))));
}

TEST_F(AdviseJob, WhereOnlySuchACarrierWasHeardOftenEnoughTheVerdictIsNotItsBearing) {
    aimed({{5330, 7, 58, 15}, {5110, 357, 238, 9}});  // the other is heard at three stops
    const AdviseOutcome found = advise_job(request(), clock);
    ASSERT_EQ(found.ranking.carriers.size(), 1U);
    EXPECT_EQ(found.ranking.carriers[0].band, 12);
    EXPECT_EQ(found.source->verdict, aim::VerdictKind::not_enough);
}

TEST_F(AdviseJob, WhatAScanHeardBesideTheSweepIsNamed) {
    record(session("scan"), {{std::nullopt, {{5110, 357, 8}, {2450, 12, 4, 25}, {5230, 5, 20}, {9820, 3, 6}}}});
    aimed({{5110, 357, 238, 12}});
    const AdviseOutcome found = advise_job(request(), clock);
    ASSERT_EQ(found.ranking.carriers.size(), 1U);
    for (const int band : {5, 30})
        EXPECT_THAT(found.ranking.not_measured,
                    Contains(testing::AllOf(Field(&advise::LeftOut::band, band),
                                            Field(&advise::LeftOut::why, HasSubstr("heard by the scan of 2026")))));
    for (const advise::LeftOut& each : found.ranking.not_measured)
        EXPECT_NE(each.band, 13) << "another operator's: " << each.why;
}

TEST_F(AdviseJob, ANewerScanDoesNotHideTheSweepUntilAMonthHasPassed) {
    aimed({{5110, 357, 238, 12}});
    record(session("scan"), {{std::nullopt, {{2450, 12, 20, 25}}}});
    EXPECT_EQ(advise_job(request(), clock).source->command, "aim");
    clock.now_ns += 31 * 24 * 3600 * second_ns;
    record(session("scan"), {{std::nullopt, {{2450, 12, 20, 25}}}});
    EXPECT_EQ(advise_job(request(), clock).source->command, "scan");
}

TEST_F(AdviseJob, ASweepThatWasBrokenOffEarlyIsPassedOverAndNamed) {
    record(session("scan"), {{std::nullopt, {{5110, 357, 8}}}});
    tests::MadeSweep early{.towers = {{5110, 357, 238, 12}}, .start_ns = clock.now_ns, .most_stops = 3};
    tests::make_sweep(early);
    tests::keep_sweep(database, early, clock, false);
    const AdviseOutcome found = advise_job(request(), clock);
    EXPECT_EQ(found.source->command, "scan");
    EXPECT_THAT(found.source->passed_over, Contains(HasSubstr("broken off after 3 stops")));
}

TEST_F(AdviseJob, TakesTheNewestScanOrSweepAndPassesLogsOver) {
    record(session("scan"), {{std::nullopt, {{2450, 12, 8}}}});
    record(session("scan"), {{std::nullopt, {{5110, 357, 8}}}});
    record(session("log"), {{std::nullopt, {{2450, 12, 20}}}});
    const AdviseOutcome found = advise_job(request(), clock);
    ASSERT_EQ(found.ranking.carriers.size(), 1U);
    EXPECT_EQ(found.ranking.carriers[0].band, 12);
    EXPECT_EQ(found.source->command, "scan");
    EXPECT_FALSE(found.source->azimuth_deg);
}

TEST_F(AdviseJob, ASweepThatWentOnIsOneSweep) {
    tests::MadeSweep whole{.towers = {{5110, 357, 238, 12}}, .start_ns = clock.now_ns};
    tests::make_sweep(whole);
    tests::MadeSweep first = whole, second = whole;
    first.stops.resize(5);
    second.stops.erase(second.stops.begin(), second.stops.begin() + 5);
    tests::keep_sweep(database, first, clock, false);
    second.origin.continues = store::SessionId{1};
    tests::keep_sweep(database, second, clock);
    const AdviseOutcome found = advise_job(request(), clock);
    EXPECT_EQ(found.source->azimuths, whole.stops.size());
    EXPECT_NEAR(*found.source->azimuth_deg, 238, bearing_error_deg);
}

TEST_F(AdviseJob, LeavesTheCarriersOfOtherOperatorsOut) {
    // Band 13's carrier is usually Verizon's; the third said itself that it is T-Mobile's.
    record(session("scan"), {{std::nullopt, {{5110, 357, 8}, {5230, 5, 20}, {2450, 12, 20, 50, "310-260"}}}});
    const AdviseOutcome found = advise_job(request(), clock);
    ASSERT_EQ(found.ranking.carriers.size(), 1U);
    EXPECT_EQ(found.ranking.carriers[0].earfcn, 5110);
    EXPECT_THAT(found.ranking.carriers[0].why, HasSubstr("usually AT&T's"));
}

// A microcell of 3G at 30 degrees, beside the tower's LTE.
tests::MadeSweep sweep_with_microcell(std::int64_t start_ns) {
    tests::MadeSweep sweep{.towers = {{5110, 357, 238, 12}}, .start_ns = start_ns};
    tests::make_sweep(sweep);
    tests::add_umts({.uarfcn = 4413, .psc = 340, .bearing_deg = 30, .rscp_dbfs = -50}, sweep);
    return sweep;
}

TEST_F(AdviseJob, TellsWhat3GCouldCarryAndItsPlaceAmongLte) {
    tests::MadeSweep sweep = sweep_with_microcell(clock.now_ns);
    tests::add_umts({.uarfcn = 4438, .psc = 171, .bearing_deg = 238, .rscp_dbfs = -48}, sweep);
    tests::keep_sweep(database, sweep, clock);
    AdviseRequest asked = request();
    asked.microcell = catalog::find_microcell("att_microcell");
    asked.home.psc = 340;
    const AdviseOutcome found = advise_job(asked, clock);
    ASSERT_EQ(found.ranking.carriers.size(), 1U) << "3G isn't ranked in the table of LTE";
    ASSERT_EQ(found.umts.size(), 2U);
    EXPECT_TRUE(found.umts[0].microcell);
    EXPECT_FALSE(found.umts[0].capacity_mbps);
    const advise::UmtsCarrierHeard& tower = found.umts[1];
    ASSERT_TRUE(tower.capacity_mbps && tower.azimuth_deg && tower.place && found.source);
    EXPECT_EQ(tower.azimuth_deg, found.source->azimuth_deg);
    EXPECT_EQ(*tower.place, 2U) << "behind 10 MHz of LTE";
    EXPECT_GT(tower.capacity_mbps->low, 0);
    EXPECT_LT(tower.capacity_mbps->high, found.ranking.carriers[0].expected_mbps);
    ASSERT_TRUE(found.lock);
    EXPECT_EQ(found.lock->technology, advise::Technology::lte_only);
}

TEST_F(AdviseJob, WhereOnly3GWasHeardLocksToItAndNeverToTheMicrocell) {
    tests::MadeSweep sweep{.towers = {{5110, 357, 238, 12}}, .start_ns = clock.now_ns};
    tests::make_sweep(sweep);
    tests::add_umts({.uarfcn = 4413, .psc = 340, .bearing_deg = 30, .rscp_dbfs = -40}, sweep);
    tests::add_umts({.uarfcn = 4438, .psc = 171, .bearing_deg = 238, .rscp_dbfs = -48}, sweep);
    tests::leave_umts_alone(sweep);
    tests::keep_sweep(database, sweep, clock);
    AdviseRequest asked = request();
    asked.hotspot = catalog::find_hotspot("mr1100_att");
    asked.microcell = catalog::find_microcell("att_microcell");
    asked.home.psc = 340;
    const AdviseOutcome found = advise_job(asked, clock);
    EXPECT_TRUE(found.ranking.carriers.empty());
    ASSERT_EQ(found.umts.size(), 2U);
    EXPECT_EQ(found.umts[1].place, 1U);
    ASSERT_TRUE(found.lock && found.lock->possible());
    EXPECT_EQ(found.lock->technology, advise::Technology::umts_only);
    EXPECT_TRUE(found.why_no_lock.empty());
    asked.day = "2017-07-15";
    const AdviseOutcome then = advise_job(asked, clock);
    EXPECT_FALSE(then.lock) << "the microcell was on the air, and of the hotspot's operator";
    EXPECT_THAT(then.why_no_lock, HasSubstr("your own microcell"));
}

TEST_F(AdviseJob, TellsOfTheMicrocellThatTheSweepListenedToAndRanksLteAsWithoutIt) {
    const tests::MadeSweep sweep = sweep_with_microcell(clock.now_ns);
    tests::keep_sweep(database, sweep, clock);
    AdviseRequest asked = request();
    asked.microcell = catalog::find_microcell("att_microcell");
    ASSERT_NE(asked.microcell, nullptr);
    const AdviseOutcome unnamed = advise_job(asked, clock);
    ASSERT_EQ(unnamed.ranking.carriers.size(), 1U);
    EXPECT_EQ(unnamed.ranking.carriers[0].band, 12);
    ASSERT_EQ(unnamed.umts.size(), 1U);
    EXPECT_EQ(unnamed.umts[0].psc, 340);
    ASSERT_TRUE(unnamed.isolation);
    EXPECT_FALSE(unnamed.isolation->isolation) << "nothing tells that it is the microcell";
    asked.home.psc = 340;
    asked.home.power_dbm = 13;
    const AdviseOutcome named = advise_job(asked, clock);
    ASSERT_TRUE(named.isolation && named.isolation->isolation);
    const advise::Isolation& found = *named.isolation->isolation;
    EXPECT_EQ(found.cell.band, 5);
    EXPECT_NEAR(found.loudest_deg, 30, 16) << "a stop of the ring";
    EXPECT_NEAR(found.azimuth_deg, 238, 15);
    const double there_db = tests::lobe_db(found.azimuth_deg - 30);
    EXPECT_NEAR(found.below_loudest_db.value, tests::lobe_db(found.loudest_deg - 30) - there_db, 0.1);
    EXPECT_FALSE(found.pilot_dbm) << "the radio isn't calibrated";

    // 40 dB between dBFS and dBm at that gain, near there.
    {
        store::Writer writer(database, {.command = "test", .software = "test"}, clock);
        writer.add_level({.device = {.driver = "rtlsdr", .serial = "1"},
                          .made_ns = clock.now_ns,
                          .frequency_hz = 880e6,
                          .gain_db = sweep.stops.front().carriers.front().dwell.gain_db.value(),
                          .offset_db = -40,
                          .offset_sigma_db = 0.5},
                         false);
        writer.commit();
    }
    const AdviseOutcome calibrated = advise_job(asked, clock);
    ASSERT_TRUE(calibrated.isolation->isolation && calibrated.isolation->isolation->isolation_db);
    const double pilot_dbm = -50 + there_db - 40;
    EXPECT_NEAR(calibrated.isolation->isolation->pilot_dbm->value, pilot_dbm, 1);
    EXPECT_NEAR(calibrated.isolation->isolation->isolation_db->value, 3 - pilot_dbm, 1);
}

TEST_F(AdviseJob, WithoutReadingsSaysSoAndStillLocksWhatIsAskedFor) {
    AdviseRequest asked = request();
    AdviseOutcome found = advise_job(asked, clock);
    EXPECT_FALSE(found.source);
    EXPECT_FALSE(found.lock);
    EXPECT_THAT(found.why_no_lock, HasSubstr("nothing to lock"));
    EXPECT_FALSE(std::filesystem::exists(database));
    asked.bands = {12};
    found = advise_job(asked, clock);
    ASSERT_TRUE(found.lock);
    EXPECT_TRUE(found.lock->steps);
}

TEST_F(AdviseJob, AMadeWorldIsTreatedByItsDateAndItsReceiver) {
    record(session("scan", true), {{238.0, {{5110, 357, 12}}}});
    AdviseRequest asked = request();
    asked.microcell = catalog::find_microcell("att_microcell");
    AdviseOutcome found = advise_job(asked, clock);
    EXPECT_TRUE(found.source->simulated);
    EXPECT_TRUE(found.day_of_scene);
    EXPECT_EQ(found.day, "2017-07-15");
    ASSERT_TRUE(found.circular);
    EXPECT_EQ(found.circular->separation, advise::Separation::technology_lock);
    EXPECT_THAT(found.ranking.not_measured, Contains(testing::AllOf(Field(&advise::LeftOut::band, 2),
                                                                    Field(&advise::LeftOut::why, HasSubstr("1766")))));
    asked.day = "2026-11-25";
    found = advise_job(asked, clock);
    EXPECT_EQ(found.circular->separation, advise::Separation::dead);
    EXPECT_FALSE(found.day_of_scene);
}

TEST(SourceFacts, AreThoseOfTheSceneAndReceiverThatTheSourceNames) {
    const auto wide = scene_facts("driver=scene,scene=tree-farm,radio=wide");
    ASSERT_TRUE(wide);
    EXPECT_EQ(wide->dated, "2017-07-15");
    EXPECT_EQ(wide->radio.ranges.front().high_hz, 6e9);
    EXPECT_EQ(scene_facts("SIMULATED Tree farm, summer of 2017, dongle receiver")->radio.ranges.front().high_hz,
              1766e6);
    EXPECT_FALSE(scene_facts("rtlsdr"));
}

TEST(SourceFacts, ARadioIsKnownByTheArgumentsThatOpenIt) {
    EXPECT_EQ(radio_of_source("driver=rtlsdr,serial=00000001"), catalog::find_radio("rtlsdr"));
    EXPECT_EQ(radio_of_source("serial=1,driver=hackrf"), catalog::find_radio("hackrf"));
    EXPECT_EQ(radio_of_source("rtlsdr,serial=1"), catalog::find_radio("rtlsdr"));
    EXPECT_EQ(radio_of_source("RTL-SDR Blog V4"), catalog::find_radio("RTL-SDR Blog V4"));
    EXPECT_EQ(radio_of_source("driver=scene"), nullptr);
    EXPECT_EQ(radio_of_source(""), nullptr);
    for (const char* words : {"scene", "simulated", "scene,radio=wide", "driver=scene"})
        EXPECT_TRUE(is_made_world(words));
    for (const char* words : {"", "rtlsdr", "driver=rtlsdr,serial=1"}) EXPECT_FALSE(is_made_world(words)) << words;
}

}  // namespace
}  // namespace boresight::app
