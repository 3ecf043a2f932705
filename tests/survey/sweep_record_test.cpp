// SPDX-License-Identifier: GPL-3.0-or-later
// A live sweep to the database and back.
#include "survey/sweep_record.h"

#include <gtest/gtest.h>

#include "survey/stored_sweep.h"
#include "survey/sweep_config.h"
#include "tests/survey/made_sweep.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

using namespace made;

TEST(SweepConfig, ComesBackAsItWasAsked) {
    SweepOrigin asked = origin();
    asked.continues = store::SessionId{12};
    asked.hotspot = "mr1100_att";
    asked.microcell = {.unit = "att_microcell", .psc = 340, .uarfcn = 4413};
    asked.country = "US";
    asked.not_heard = {2, 4, 66};
    asked.setting.more_polarizations = {{"+45", 45}, {"-45", -45}};
    asked.setting.elevation = aim::ElevationPlan{.lowest_deg = -10, .highest_deg = 30, .beamwidth_deg = 55};
    asked.setting.height_m = 6;
    asked.reach = {{24e6, 1766e6}, {3e9, 3.5e9}};
    SweepOrigin read;
    read_sweep_config(sweep_config(asked), read);
    EXPECT_EQ(sweep_config(read), sweep_config(asked));
    EXPECT_EQ(read.carriers.at(1).names.at(0).band->label, asked.carriers.at(1).names.at(0).band->label);
    EXPECT_EQ(read.setting.polarizations[1].deg, 90);
    ASSERT_EQ(read.setting.more_polarizations.size(), 2U);
    EXPECT_EQ(read.setting.more_polarizations[1].deg, -45);
    EXPECT_EQ(read.setting.elevation->lowest_deg, -10);
    EXPECT_EQ(read.setting.elevation->highest_deg, 30);
    EXPECT_EQ(read.setting.height_m, 6);
    EXPECT_EQ(read.setting.plan.reach->to_deg, 120);
    EXPECT_EQ(read.hotspot, "mr1100_att");
    EXPECT_EQ(read.microcell, asked.microcell);
    EXPECT_EQ(read.reach, asked.reach);
    EXPECT_EQ(read.not_heard, asked.not_heard);
}

TEST(SweepConfig, KnowsCarriersOfUmtsFromThoseOfLte) {
    SweepOrigin asked = origin();
    asked.carriers[1].rat = catalog::Rat::umts;
    asked.carriers[1].frequency_hz = 887.6e6;
    SweepOrigin read;
    read_sweep_config(sweep_config(asked), read);
    EXPECT_EQ(sweep_config(read), sweep_config(asked));
    EXPECT_EQ(read.carriers.at(0).rat, catalog::Rat::lte);
    EXPECT_EQ(read.carriers.at(1).rat, catalog::Rat::umts);
    EXPECT_EQ(read.carriers.at(1).names.at(0).channel, 4438);
}

TEST(SweepConfig, WordsOfAUserCannotBreakIt) {
    SweepOrigin asked = origin();
    asked.operator_name = "A;beamwidth_deg=5,x:3";
    SweepOrigin read;
    read_sweep_config(sweep_config(asked), read);
    EXPECT_EQ(read.setting.plan.beamwidth_deg, 55);
    read_sweep_config("beamwidth_deg=wide;;=;first_deg;carriers=,:,1:;reach=1:2:3", read);
    EXPECT_EQ(read.setting.plan.beamwidth_deg, 55);
}

TEST(SweepRecord, AnUnfinishedSweepIsReadBackStopByStop) {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "survey.db";
    const SystemClock clock;
    const std::vector<SweepStopRecord> stops{stop(0, StopKind::ring, 150), stop(1, StopKind::ring, 195),
                                             stop(2, StopKind::reference, 150), stop(3, StopKind::fine, 170),
                                             stop(4, StopKind::polarization, 180)};
    {
        SweepOrigin named = origin();
        named.site = "Farm";
        SweepRecorder recorder(file, named, clock);
        for (const SweepStopRecord& one : stops) recorder.keep(one, cells);
        EXPECT_EQ(recorder.readings(), 5 * (40 + 2));
    }
    const auto stored = unfinished_sweep(file);
    ASSERT_TRUE(stored);
    EXPECT_EQ(sweep_config(stored->origin), sweep_config(origin()));
    EXPECT_TRUE(stored->origin.simulated);
    EXPECT_EQ(stored->origin.site, "Farm");
    EXPECT_EQ(stored->gain_db, 30);
    ASSERT_EQ(stored->cells.size(), 2U);
    EXPECT_EQ(stored->cells[1].pci, 12);
    EXPECT_EQ(stored->cells[1].ports, 4);
    ASSERT_EQ(stored->stops.size(), stops.size());
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const SweepStopRecord &was = stops[i], &is = stored->stops[i];
        EXPECT_EQ(is.kind, was.kind);
        EXPECT_EQ(is.azimuth_deg, was.azimuth_deg);
        EXPECT_EQ(is.polarization_deg, was.polarization_deg);
        EXPECT_EQ(is.start_ns, was.start_ns);
        ASSERT_EQ(is.carriers.size(), 2U);
        ASSERT_EQ(is.carriers[1].looks.size(), 20U);
        EXPECT_FALSE(is.carriers[1].looks[3].reading.rsrp_dbfs);
        EXPECT_EQ(look_level_dbfs(is.carriers[1].looks[0].reading), look_level_dbfs(was.carriers[1].looks[0].reading));
        ASSERT_EQ(is.carriers[0].bands.size(), 1U);
        EXPECT_EQ(is.carriers[0].bands[0].snr_db, 9.25);
    }
}

TEST(SweepRecord, ACellThatSaidWhoItIsKeepsItsSite) {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "survey.db";
    const SystemClock clock;
    std::vector<SweepCell> said = cells;
    take_identity("310-410", 0x1a2b3'07, said[0]);
    SweepRecorder(file, origin(), clock).keep(stop(0, StopKind::ring, 0), said);
    const auto stored = unfinished_sweep(file);
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->cells.at(0).enodeb, 0x1a2b3);
    EXPECT_EQ(stored->cells[0].cell_id, 0x1a2b307);
    EXPECT_EQ(stored->cells[0].plmn, "310-410");
    EXPECT_FALSE(stored->cells.at(1).enodeb);
}

// Two cells of one number on one carrier, of which one is of UMTS.
TEST(SweepRecord, CellsOfUmtsComeBackWithTheirLevels) {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "survey.db";
    std::vector<SweepCell> both = cells;
    both[1] = {.frequency_hz = frequency_hz, .pci = 357, .rat = catalog::Rat::umts};
    std::vector<SweepStopRecord> stops;
    for (int nth = 0; nth < 3; ++nth) {
        SweepStopRecord record = stop(nth, StopKind::ring, 30 * nth);
        record.carriers.pop_back();
        for (int look = 0; look < 20; ++look) {
            store::Reading reading;
            reading.offset_ms = 400 * look + 50;
            reading.rssi_dbfs = -50.25;
            if (look % 7 != 3) {
                reading.n = 15;
                reading.rscp_dbfs = -63.5 - nth;
                reading.ecno_db = -13.25 - nth;
            }
            record.carriers[0].looks.push_back({1, reading});
        }
        stops.push_back(record);
    }
    {
        SweepRecorder recorder(file, origin(), SystemClock());
        for (const SweepStopRecord& one : stops) recorder.keep(one, both);
        recorder.finish(store::SweepState::stopped);
    }
    const auto found = unfinished_sweep(file);
    ASSERT_TRUE(found);
    ASSERT_EQ(found->cells.size(), 2U);
    EXPECT_EQ(found->cells[1].rat, catalog::Rat::umts);
    EXPECT_EQ(found->cells[1].pci, 357);
    for (std::size_t cell = 0; cell < 2; ++cell) {
        const CellSeries kept = series_of(stops, cell, StopKind::ring);
        const CellSeries read = series_of(found->stops, cell, StopKind::ring);
        EXPECT_EQ(read.noise_db, kept.noise_db);
        ASSERT_EQ(read.levels.readings.size(), stops.size());
        for (std::size_t i = 0; i < stops.size(); ++i) {
            EXPECT_EQ(read.levels.readings[i].level_db, kept.levels.readings[i].level_db) << cell << " " << i;
            EXPECT_EQ(read.levels.readings[i].detected_share, kept.levels.readings[i].detected_share);
        }
    }
    EXPECT_NEAR(series_of(stops, 1, StopKind::ring).levels.readings[0].detected_share, 0.85, 1e-9);
}

TEST(SweepRecord, OneThatIsDoneIsNotGoneOnWith) {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "survey.db";
    const SystemClock clock;
    {
        SweepRecorder recorder(file, origin(), clock);
        recorder.keep(stop(0, StopKind::ring, 0), cells);
        recorder.finish(store::SweepState::done);
    }
    EXPECT_FALSE(unfinished_sweep(file));
}

TEST(SweepRecord, OneThatWasBrokenOffStaysSoAfterAnotherIsDone) {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "survey.db";
    const SystemClock clock;
    SweepRecorder(file, origin(), clock).keep(stop(0, StopKind::ring, 0), cells);
    const store::SessionId broken = unfinished_sweep(file)->session;
    {
        SweepRecorder recorder(file, origin(), clock);
        recorder.keep(stop(1, StopKind::ring, 45), cells);
        recorder.finish(store::SweepState::done);
    }
    store::Reader reader(file);
    EXPECT_FALSE(stored_sweep(reader, broken)->finished);
    EXPECT_TRUE(last_finished_sweep(reader)->finished);
    EXPECT_GT(last_finished_sweep(reader)->session, broken);
}

TEST(SweepRecord, OneThatGoesOnFromAnotherHasTheStopsOfBoth) {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "survey.db";
    const SystemClock clock;
    SweepRecorder(file, origin(), clock).keep(stop(0, StopKind::ring, 0), cells);
    SweepOrigin again = origin();
    again.continues = unfinished_sweep(file)->session;
    {
        SweepRecorder recorder(file, again, clock);
        recorder.keep(stop(1, StopKind::ring, 45), cells);
        recorder.finish(store::SweepState::stopped);
    }
    const auto stored = unfinished_sweep(file);
    ASSERT_TRUE(stored);
    ASSERT_EQ(stored->stops.size(), 2U);
    EXPECT_EQ(stored->stops[0].azimuth_deg, 0);
    EXPECT_EQ(stored->stops[1].azimuth_deg, 45);
}

}  // namespace
}  // namespace boresight::survey
