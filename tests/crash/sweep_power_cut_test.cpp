// SPDX-License-Identifier: GPL-3.0-or-later
// The power goes at any moment of a sweep: the real job in a made world, broken off after some stops and gone on with,
// on a disk that forgets what wasn't synced. Acknowledged is a stop whose keep() returned (SweepRecorder), which the
// job tells as done after that. None of them is lost, no stop is there in part, the database is whole, and
// `aim --resume` goes on behind the last one.
#include <gtest/gtest.h>

#include "app/aim_job.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "survey/stored_sweep.h"
#include "tests/crash/after_cut.h"
#include "tests/tree_farm_cell.h"

namespace boresight::store::tests {
namespace {

constexpr double gain_db = 40, dwell_s = 2;
constexpr double target_half_width_deg = 8;
constexpr std::size_t stops_before_it_is_broken_off = 5;
constexpr int least_cuts = 320;
constexpr unsigned seed = 16;
constexpr double half_a_step_db = 0.005 + 1e-9;  // levels are kept to 0.01 dB

app::AimRequest request(const std::filesystem::path& database) {
    app::AimRequest out;
    out.cells = {boresight::tests::tree_farm_cell()};
    out.setting.plan.beamwidth_deg = 55;
    out.setting.plan.dwell_s = dwell_s;
    out.setting.plan.target_half_width_deg = target_half_width_deg;
    out.setting.compare_polarizations = false;
    out.database = database;
    return out;
}

struct World {
    World() {
        scene::register_scene();
        radio = radio::open_radio("driver=scene,radio=dongle", machine);
        radio->set_gain_db(gain_db);
    }

    SystemClock machine;
    std::unique_ptr<radio::Radio> radio;
    pose::SettingHolder rotator{
        [this](const std::string& key, const std::string& value) { radio->change_setting(key, value); }};
};

struct SweptRun {
    SweptRun() {
        DiskRecorder recorder;
        StopSource stop;
        survey::LiveSweepEvents events;
        events.stop_done = [&](const survey::LiveSweepResult& so_far) {
            kept.push_back(so_far.stops.back());
            readings_after.push_back(recorder.told().readings += count(kept.back()));
            ++recorder.told().pieces;
            if (kept.size() == stops_before_it_is_broken_off) stop.request_stop();
        };
        const auto database = folder / "survey.db";
        {
            World world;
            app::aim_job(*world.radio, world.rotator, request(database), events, stop.token());
        }
        World world;
        const auto stored = survey::unfinished_sweep(database);
        end = app::resume_aim_job(*world.radio, world.rotator, *stored, database, events, {}).sweep.end;
        recorder.told().finished = true;
        record = recorder.take();
        whole = all_readings(database);
    }

    static std::int64_t count(const survey::SweepStopRecord& stop) {
        std::size_t looks = 0;
        for (const survey::CarrierDwell& carrier : stop.carriers) looks += carrier.looks.size();
        return static_cast<std::int64_t>(looks);
    }

    Folder folder{memory_folder()};
    DiskRecord record;
    std::vector<survey::SweepStopRecord> kept;
    std::vector<std::int64_t> readings_after;  // each of these stops
    std::vector<FullReading> whole;            // as they are read back
    survey::LiveSweepEnd end{};
};

void expect_same_stop(const survey::SweepStopRecord& is, const survey::SweepStopRecord& was) {
    ASSERT_EQ(is.kind, was.kind);
    ASSERT_EQ(is.azimuth_deg, was.azimuth_deg);
    ASSERT_EQ(is.polarization_deg, was.polarization_deg);
    ASSERT_EQ(is.start_ns / 1000, was.start_ns / 1000);
    ASSERT_EQ(is.carriers.size(), was.carriers.size());
    for (std::size_t c = 0; c < was.carriers.size(); ++c) {
        const auto &looks = is.carriers[c].looks, &looks_were = was.carriers[c].looks;
        ASSERT_EQ(looks.size(), looks_were.size());
        for (std::size_t i = 0; i < looks.size(); ++i) {
            const auto &level = looks[i].reading.rsrp_dbfs, &level_was = looks_were[i].reading.rsrp_dbfs;
            ASSERT_EQ(level.has_value(), level_was.has_value());
            ASSERT_NEAR(level.value_or(0), level_was.value_or(0), half_a_step_db);
        }
        ASSERT_EQ(is.carriers[c].bands.size(), was.carriers[c].bands.size());
        for (std::size_t i = 0; i < was.carriers[c].bands.size(); ++i)
            ASSERT_NEAR(*is.carriers[c].bands[i].power_dbfs, *was.carriers[c].bands[i].power_dbfs, half_a_step_db);
    }
}

// Returns how many stops are there.
std::size_t expect_whole_stops(const SweptRun& run, const std::filesystem::path& database, const Told& told) {
    const auto found = all_readings(database);
    expect_beginning_of(run.whole, found, told);
    const auto after =
        std::find(run.readings_after.begin(), run.readings_after.end(), static_cast<std::int64_t>(found.size()));
    EXPECT_TRUE(found.empty() || after != run.readings_after.end()) << "a stop is there in part";
    return found.empty() ? 0 : static_cast<std::size_t>(after - run.readings_after.begin()) + 1;
}

// As `aim --resume` does: reads the stops back and keeps the next one, whichever that is.
void expect_sweep_goes_on(const SweptRun& run, const std::filesystem::path& database, const survey::StoredSweep& stored,
                          std::size_t stops) {
    ASSERT_EQ(stored.stops.size(), stops);
    for (std::size_t i = 0; i < stops; ++i) expect_same_stop(stored.stops[i], run.kept[i]);
    ASSERT_EQ(stored.gain_db, run.kept.front().carriers.front().dwell.gain_db);
    survey::SweepOrigin origin = stored.origin;
    origin.continues = stored.session;
    survey::SweepStopRecord next = run.kept[std::min(stops, run.kept.size() - 1)];
    next.start_ns = run.kept.back().end_ns + second_ns;
    for (survey::CarrierDwell& carrier : next.carriers) carrier.dwell.start_ns = next.start_ns;
    for (survey::CarrierDwell& carrier : next.carriers)
        for (survey::CellLook& look : carrier.looks) look.cell = std::min(look.cell, stored.cells.size() - 1);
    survey::SweepRecorder(database, origin, StandingClock()).keep(next, stored.cells);
    const auto again = survey::unfinished_sweep(database);
    ASSERT_TRUE(again);
    ASSERT_EQ(again->stops.size(), stops + 1);
}

void expect_nothing_lost(const SweptRun& run, const Cut& cut) {
    const AfterCut left(cut.images);
    if (cut.told.pieces == 0) {  // nothing was promised but that a sweep can begin
        survey::SweepRecorder(left.database(), {.radio = "made", .antenna = "", .operator_name = "", .simulated = true},
                              StandingClock());
        return;
    }
    expect_whole(left.database());
    if (testing::Test::HasFatalFailure()) return;
    const std::size_t stops = expect_whole_stops(run, left.database(), cut.told);
    ASSERT_GE(static_cast<std::int64_t>(stops), cut.told.pieces);
    if (testing::Test::HasFailure()) return;
    const auto stored = survey::unfinished_sweep(left.database());
    if (stored)
        expect_sweep_goes_on(run, left.database(), *stored, stops);
    else  // done, though that may not have been told
        ASSERT_EQ(stops, run.kept.size());
    ASSERT_FALSE(stored && cut.told.finished) << "it is done";
}

class PowerCutInASweep : public testing::Test {
protected:
    // A sweep takes a second: once for all tests.
    static const SweptRun& run() {
        static const SweptRun swept;
        return swept;
    }
};

TEST_F(PowerCutInASweep, LosesNoStopThatWasDoneAndTheSweepGoesOn) {
    const double begun_s = processor_s();
    ASSERT_EQ(run().end, survey::LiveSweepEnd::decided);
    ASSERT_GT(run().kept.size(), stops_before_it_is_broken_off);
    ASSERT_EQ(run().readings_after.back(), static_cast<std::int64_t>(run().whole.size()));
    const int cuts = for_each_cut(run().record, usual_cuts(seed), [&](const Cut& cut) {
        SCOPED_TRACE(words_of(cut));
        expect_nothing_lost(run(), cut);
        return !HasFailure();
    });
    std::cout << cuts << " power cuts in a sweep of " << run().kept.size() << " stops, " << run().whole.size()
              << " readings: nothing lost; " << processor_s() - begun_s << " s of processor time\n";
    EXPECT_GE(cuts, least_cuts);
}

TEST_F(PowerCutInASweep, SeesTheLossesOnADiskThatLies) {
    int cuts = 0;
    const int losing = cuts_that_lose(run().record, {.seed = seed, .disk_lies = true}, cuts);
    std::cout << losing << " of " << cuts << " cuts lose stops where the disk only says that it synced\n";
    EXPECT_GT(losing, cuts / 4);
}

}  // namespace
}  // namespace boresight::store::tests
