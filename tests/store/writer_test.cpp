// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <limits>
#include <vector>

#include "store/database.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

using testing::HasSubstr;

constexpr double level_tolerance_db = 0.0051;  // kept to 0.01 dB
constexpr double cfo_tolerance_hz = 0.051;     // kept to 0.1 Hz
constexpr double degree_tolerance = 0.51e-7;

std::vector<FullReading> all_readings(const std::filesystem::path& file, const ReadingFilter& filter = {}) {
    std::vector<FullReading> rows;
    Reader(file).readings(filter, [&](const FullReading& row) {
        rows.push_back(row);
        return true;
    });
    return rows;
}

class Store : public testing::Test {
protected:
    Writer writer(const WriterOptions& options = {}) { return Writer(file, owner(), clock, options); }

    Folder folder;
    std::filesystem::path file = folder / "survey.db";
    StandingClock clock;
};

TEST_F(Store, GivesBackAReadingWithAllThatBelongsToIt) {
    {
        auto w = writer();
        Session session = sample_session();
        session.site = w.site({.name = "Tree farm", .position = Position{59.3, -18.1, 20.0}, .declination_deg = 6.5});
        const auto sweep = w.begin_sweep(w.begin_session(session), {.purpose = "aim", .scale_offset_deg = 88.0});
        const auto dwell = w.add_dwell(sweep, sample_dwell());
        w.add_reading(dwell, w.cell(sample_identity(), sample_facts(), noon_ns), sample_reading());
        EXPECT_EQ(w.commit(), 1);
    }
    const auto rows = all_readings(file);
    ASSERT_EQ(rows.size(), 1u);
    const FullReading& row = rows[0];
    EXPECT_EQ(row.session.source_name, "attic.sigmf-meta");
    EXPECT_EQ(row.session.start_ns, noon_ns);
    EXPECT_FALSE(row.session.simulated);
    EXPECT_EQ(row.site_name, "Tree farm");
    EXPECT_EQ(row.sweep.purpose, "aim");
    EXPECT_EQ(row.sweep.scale_offset_deg, 88.0);
    EXPECT_EQ(row.dwell.pose.azimuth_deg, 238.25);
    EXPECT_EQ(row.dwell.pose.elevation_deg, std::nullopt);
    EXPECT_NEAR(row.dwell.position->latitude_deg, 59.3293211, degree_tolerance);
    EXPECT_NEAR(row.dwell.position->longitude_deg, -18.0685808, degree_tolerance);
    EXPECT_EQ(row.dwell.position->height_m, 28.5);
    EXPECT_EQ(row.dwell.end_ns, noon_ns + 80'000'000);
    EXPECT_EQ(row.dwell.gain_db, 29.7);
    EXPECT_EQ(row.dwell.flags, dwell_flag::clipped);
    EXPECT_EQ(row.cell.identity.plmn, "310-410");
    EXPECT_EQ(row.cell.identity.cell_id, 11259361);
    EXPECT_EQ(row.cell.facts.area_code, 6699);
    EXPECT_EQ(row.cell.facts.tdd, false);
    EXPECT_EQ(row.reading.n, 16);
    EXPECT_NEAR(*row.reading.rsrp_dbfs, -61.24, level_tolerance_db);
    EXPECT_NEAR(*row.reading.first_path_db, -0.3, level_tolerance_db);
    EXPECT_NEAR(*row.reading.cfo_hz, -812.4, cfo_tolerance_hz);
    EXPECT_EQ(row.reading.rsrp_port2_dbfs, std::nullopt);
    EXPECT_EQ(row.reading.rscp_dbfs, std::nullopt);
}

using Level = std::optional<double> Reading::*;

// Writes a reading whose levels are 1, 2, 3... and expects them back as they were.
void expect_each_kept(Writer& w, const std::filesystem::path& file, Rat rat, const std::vector<Level>& levels) {
    Reading reading;
    double value = 1;
    for (const Level level : levels) reading.*level = value++;
    CellIdentity identity = sample_identity();
    identity.rat = rat;
    w.add_reading(w.add_dwell(begin(w), sample_dwell()), w.cell(identity, {}, noon_ns), reading);
    w.commit();
    const Reading kept = all_readings(file, {.rat = rat}).at(0).reading;
    value = 1;
    for (const Level level : levels) EXPECT_EQ(kept.*level, value++);
}

TEST_F(Store, KeepsEveryLevelInItsOwnColumn) {
    auto w = writer();
    const std::vector<Level> both{&Reading::rssi_dbfs, &Reading::cfo_hz, &Reading::cfo_sigma_hz, &Reading::clock_ppm};
    std::vector<Level> lte{&Reading::rsrp_dbfs,       &Reading::rsrp_sigma_db,   &Reading::rsrp_port1_dbfs,
                           &Reading::rsrp_port2_dbfs, &Reading::rsrp_port3_dbfs, &Reading::rsrq_db,
                           &Reading::rsrq_sigma_db,   &Reading::sinr_db,         &Reading::sinr_sigma_db,
                           &Reading::noise_dbfs_re,   &Reading::noise_sigma_db,  &Reading::delay_spread_us,
                           &Reading::first_path_db};
    lte.insert(lte.end(), both.begin(), both.end());
    expect_each_kept(w, file, Rat::lte, lte);
    std::vector<Level> umts{&Reading::rscp_dbfs, &Reading::rscp_sigma_db, &Reading::ecno_db, &Reading::ecno_sigma_db};
    umts.insert(umts.end(), both.begin(), both.end());
    expect_each_kept(w, file, Rat::umts, umts);
    EXPECT_FALSE(all_readings(file, {.rat = Rat::umts}).at(0).reading.rsrp_dbfs);
    EXPECT_FALSE(all_readings(file, {.rat = Rat::lte}).at(0).reading.rscp_dbfs);
}

TEST_F(Store, KeepsWhatIsNotFiniteAsUnknown) {
    {
        auto w = writer();
        const Reading reading{.rsrp_dbfs = -std::numeric_limits<double>::infinity(), .cfo_hz = std::nan("")};
        w.add_reading(w.add_dwell(begin(w), sample_dwell()), w.cell(sample_identity(), {}, noon_ns), reading);
        w.commit();
    }
    const Reading kept = all_readings(file).at(0).reading;
    EXPECT_EQ(kept.rsrp_dbfs, std::nullopt);
    EXPECT_EQ(kept.cfo_hz, std::nullopt);
}

TEST_F(Store, KeepsTwoCellsOfOneIdentityInOneDwell) {
    {
        auto w = writer();
        const auto sweep = begin(w);
        const auto first = w.add_dwell(sweep, sample_dwell());
        const auto second = w.add_dwell(sweep, sample_dwell());
        const auto cell = w.cell(sample_identity(), {}, noon_ns);
        for (const auto dwell : {first, second, first}) w.add_reading(dwell, cell, sample_reading());
        EXPECT_EQ(w.commit(), 3);
    }
    EXPECT_EQ(all_readings(file).size(), 3u);
}

TEST_F(Store, ShowsOthersOnlyWhatWasCommitted) {
    auto w = writer();
    const auto dwell = w.add_dwell(begin(w), sample_dwell());
    const auto cell = w.cell(sample_identity(), {}, noon_ns);
    w.add_reading(dwell, cell, sample_reading());
    EXPECT_EQ(w.acknowledged(), 0);
    EXPECT_EQ(Reader(file).counts().readings, 0);
    EXPECT_EQ(w.commit(), 1);
    EXPECT_EQ(w.commit(), 0);
    EXPECT_EQ(w.acknowledged(), 1);
    EXPECT_EQ(Reader(file).counts().readings, 1);
}

TEST_F(Store, TellsASecondWriterWhoHoldsTheDatabase) {
    const auto held = writer();
    std::filesystem::create_symlink(file, folder / "other-name.db");
    for (const auto& name : {file, folder / "other-name.db"}) {
        const auto error = error_of([&] { Writer(name, owner(), clock); });
        EXPECT_EQ(error.kind(), Error::Kind::missing);
        EXPECT_THAT(error.what(), HasSubstr("'boresight scan'"));
        EXPECT_THAT(error.what(), HasSubstr("pid " + std::to_string(getpid())));
        EXPECT_THAT(error.what(), HasSubstr("since 2026-10-18T12:00:00"));
        EXPECT_THAT(error.what(), HasSubstr(file.string()));
    }
}

TEST_F(Store, FreesTheDatabaseWhenItsHolderEnds) {
    { const auto first = writer(); }
    const auto second = writer();
    SUCCEED();
}

TEST_F(Store, RefusesToMixSimulatedWithMeasured) {
    Session simulated = sample_session();
    simulated.simulated = true;
    {
        auto w = writer();
        begin(w);
        const auto error = error_of([&] { begin(w, simulated); });
        EXPECT_EQ(error.kind(), Error::Kind::bad_input);
        EXPECT_THAT(error.what(), HasSubstr("simulated data would mix"));
    }
    Writer other(folder / "simulated.db", owner(), clock);
    begin(other, simulated);
    EXPECT_THAT(error_of([&] { begin(other); }).what(), HasSubstr("measurements would mix"));
}

TEST_F(Store, RemembersWhoACellSaidItWas) {
    auto w = writer();
    CellIdentity silent = sample_identity();
    silent.plmn.reset();
    silent.cell_id.reset();
    EXPECT_FALSE(w.earlier_identity(silent));
    w.cell(silent, {}, noon_ns);
    EXPECT_FALSE(w.earlier_identity(silent));
    w.cell(sample_identity(), sample_facts(), noon_ns + second_ns);
    w.commit();
    const auto earlier = Reader(file).earlier_identity(silent);
    ASSERT_TRUE(earlier);
    EXPECT_EQ(earlier->plmn, "310-410");
    EXPECT_EQ(earlier->cell_id, 11259361);
    EXPECT_EQ(earlier->area_code, 6699);
    EXPECT_EQ(earlier->last_seen_ns, noon_ns + second_ns);
    EXPECT_FALSE(earlier->ambiguous);

    CellIdentity other_network = sample_identity();
    other_network.plmn = "302-720";
    w.cell(other_network, {}, noon_ns + 2 * second_ns);
    EXPECT_EQ(w.earlier_identity(silent)->plmn, "302-720");
    EXPECT_TRUE(w.earlier_identity(silent)->ambiguous);
    silent.frequency_hz.reset();
    EXPECT_FALSE(w.earlier_identity(silent));
}

TEST_F(Store, TellsCellsApartByAllOfTheirIdentity) {
    auto w = writer();
    const CellIdentity base = sample_identity();
    std::vector<CellIdentity> others(5, base);
    others[0].rat = Rat::umts;
    others[1].frequency_hz.reset();
    others[2].physical_id = 358;
    others[3].plmn.reset();
    others[4].cell_id = 11259362;
    const auto id = w.cell(base, {}, noon_ns);
    for (const auto& other : others) EXPECT_NE(w.cell(other, {}, noon_ns), id);
    for (const auto& other : others) EXPECT_EQ(w.cell(other, {}, noon_ns), w.cell(other, {}, noon_ns));
    EXPECT_EQ(w.cell(base, {}, noon_ns), id);
    w.commit();
    EXPECT_EQ(Reader(file).counts().cells, 6);
}

TEST_F(Store, LearnsFactsOfACellAndForgetsNone) {
    {
        auto w = writer();
        const auto sweep = begin(w);
        w.cell(sample_identity(), sample_facts(), noon_ns);
        const auto cell = w.cell(sample_identity(), {.ports = 4}, noon_ns - second_ns);
        w.add_reading(w.add_dwell(sweep, sample_dwell()), cell, sample_reading());
        w.commit();
    }
    const Cell cell = all_readings(file).at(0).cell;
    EXPECT_EQ(cell.facts.ports, 4);
    EXPECT_EQ(cell.facts.n_rb_dl, 50);
    EXPECT_EQ(cell.first_seen_ns, noon_ns - second_ns);
    EXPECT_EQ(cell.last_seen_ns, noon_ns);
}

TEST_F(Store, KeepsWhatWasAddedWhenTheWriterGoesAway) {
    {
        auto w = writer();
        w.add_reading(w.add_dwell(begin(w), sample_dwell()), w.cell(sample_identity(), {}, noon_ns), sample_reading());
    }
    EXPECT_EQ(all_readings(file).size(), 1u);
}

TEST_F(Store, GivesUpAfterARowThatBelongsToNothingAndKeepsWhatWasAcknowledged) {
    auto w = writer();
    const auto dwell = w.add_dwell(begin(w), sample_dwell());
    const auto cell = w.cell(sample_identity(), {}, noon_ns);
    w.add_reading(dwell, cell, sample_reading());
    w.commit();
    const auto error = error_of([&] { w.add_reading(DwellId{4711}, cell, sample_reading()); });
    EXPECT_EQ(error.kind(), Error::Kind::fault);
    EXPECT_THAT(error.what(), HasSubstr("safe in the database: 1; lost with the failure: 1"));
    EXPECT_THAT(error_of([&] { w.commit(); }).what(), HasSubstr("nothing more is written"));
    EXPECT_EQ(Reader(file).counts().readings, 1);
}

TEST_F(Store, FiltersByTimeSessionAndTechnology) {
    SessionId second_session;
    {
        auto w = writer();
        const auto first = begin(w);
        second_session = w.begin_session(sample_session());
        const auto second = w.begin_sweep(second_session, {.purpose = "scan"});
        CellIdentity umts = sample_identity();
        umts.rat = Rat::umts;
        Reading late = sample_reading();
        late.offset_ms = 1000;
        const auto dwell = w.add_dwell(first, sample_dwell());
        w.add_reading(dwell, w.cell(sample_identity(), {}, noon_ns), sample_reading());
        w.add_reading(dwell, w.cell(sample_identity(), {}, noon_ns), late);
        w.add_reading(w.add_dwell(second, sample_dwell()), w.cell(umts, {}, noon_ns), sample_reading());
        w.commit();
    }
    EXPECT_EQ(all_readings(file, {.since_ns = noon_ns}).size(), 3u);
    EXPECT_EQ(all_readings(file, {.since_ns = noon_ns + second_ns}).size(), 1u);
    EXPECT_EQ(all_readings(file, {.since_ns = noon_ns + second_ns + 1000}).size(), 0u);
    EXPECT_EQ(all_readings(file, {.until_ns = noon_ns + second_ns}).size(), 2u);
    EXPECT_EQ(all_readings(file, {.until_ns = noon_ns}).size(), 0u);
    EXPECT_EQ(all_readings(file, {.session = second_session}).size(), 1u);
    EXPECT_EQ(all_readings(file, {.rat = Rat::umts}).at(0).cell.identity.rat, Rat::umts);
    EXPECT_EQ(all_readings(file, {.rat = Rat::nr}).size(), 0u);
}

TEST_F(Store, StopsTellingReadingsWhenAskedTo) {
    constexpr int dwells = 5000;  // several pages
    {
        auto w = writer();
        const auto sweep = begin(w);
        const auto cell = w.cell(sample_identity(), {}, noon_ns);
        for (int i = 0; i < dwells; ++i) w.add_reading(w.add_dwell(sweep, sample_dwell()), cell, sample_reading());
        w.commit();
    }
    std::int64_t last = 0;
    EXPECT_EQ(Reader(file).readings({}, [&](const FullReading& row) { return row.dwell_id.value == ++last; }), dwells);
    int told = 0;
    EXPECT_EQ(Reader(file).readings({}, [&](const FullReading&) { return ++told < 3; }), 3);
}

TEST_F(Store, KeepsPowerWithoutACellAndEvents) {
    auto w = writer();
    const auto session = w.begin_session(sample_session());
    const auto sweep = w.begin_sweep(session, {.purpose = "log"});
    const auto dwell = w.add_dwell(sweep, sample_dwell());
    w.add_band_reading(dwell, {.low_hz = 734e6, .high_hz = 744e6, .power_dbfs = -30.0, .snr_db = 12.5});
    w.add_event({.kind = "gap", .detail = "unplugged for 3 s", .session = session});
    EXPECT_EQ(w.commit(), 1);
    w.end_sweep(sweep, SweepState::done);
    w.end_session(session);
    const auto counts = Reader(file).counts();
    EXPECT_EQ(counts.band_readings, 1);
    EXPECT_EQ(counts.events, 1);
    Database look(file, Access::read_only);
    EXPECT_EQ(look.integer("SELECT snr_db_x100 FROM band_reading"), 1250);
    EXPECT_EQ(look.text("SELECT state FROM sweep"), "done");
    EXPECT_EQ(look.integer("SELECT end_utc_us FROM session"), noon_ns / 1000);
}

TEST_F(Store, MakesTheFoldersForTheUserAlone) {
    const auto deep = folder / "a" / "b" / "survey.db";
    const Writer w(deep, owner(), clock);
    const auto rights = std::filesystem::status(folder / "a").permissions();
    EXPECT_EQ(rights, std::filesystem::perms::owner_all);
}

TEST_F(Store, WritesInTheModeThatLosesNothing) {
    auto w = writer();
    Database look(file, Access::read_only);
    EXPECT_EQ(look.text("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(look.integer("PRAGMA wal_autocheckpoint"), 0);
}

// Days of listening, a dwell an hour; one dwell lasts for hours, with readings all along.
TEST_F(Store, ReadingsOfATimeAreThoseAndNoOthersHoweverLongTheirDwell) {
    constexpr int hours = 100;
    {
        Writer w = writer();
        const SweepId sweep = begin(w);
        for (int hour = 0; hour < hours; ++hour) {
            Dwell dwell = sample_dwell();
            dwell.start_ns = noon_ns + hour * 3600 * second_ns;
            dwell.end_ns = dwell.start_ns + (hour == 50 ? 10 : 1) * 3600 * second_ns;
            const DwellId id = w.add_dwell(sweep, dwell);
            for (int nth = 0; nth < (hour == 50 ? 10 : 1); ++nth) {
                Reading reading = sample_reading();
                reading.offset_ms = nth * 3'600'000;
                w.add_reading(id, w.cell(sample_identity(), {}, dwell.start_ns), reading);
            }
        }
        w.commit();
    }
    const auto count = [&](std::optional<int> since_h, std::optional<int> until_h) {
        ReadingFilter filter;
        if (since_h) filter.since_ns = noon_ns + *since_h * 3600 * second_ns;
        if (until_h) filter.until_ns = noon_ns + *until_h * 3600 * second_ns;
        return all_readings(file, filter).size();
    };
    EXPECT_EQ(count({}, {}), 109u);
    EXPECT_EQ(count(52, {}), 48u + 8u);
    EXPECT_EQ(count(55, 57), 2u + 2u);
    EXPECT_EQ(count({}, 1), 1u);
    EXPECT_EQ(count(99, {}), 1u);
    EXPECT_EQ(count(100, {}), 0u);
}

}  // namespace
}  // namespace boresight::store::tests
