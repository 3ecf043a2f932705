// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `aim` on the made world: kept stop by stop, killed in the middle, and gone on with.
#include "app/aim_job.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <fstream>
#include <iterator>

#include "aim/angle.h"
#include "platform/error.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "tests/temporary_folder.h"
#include "tests/tree_farm_cell.h"

namespace boresight::app {
namespace {

constexpr double tower_deg = 238;  // of the tree farm, from true north
constexpr double bearing_error_deg = 5;
constexpr double gain_db = 40;
constexpr std::size_t stops_before_the_kill = 4;

AimRequest request(const std::filesystem::path& database) {
    AimRequest out;
    survey::ScanCell cell = tests::tree_farm_cell();
    cell.operated_by.name = "AT&T";
    out.cells = {cell};
    out.wish.operator_name = "at&t";
    out.setting.plan.beamwidth_deg = 55;
    out.setting.plan.dwell_s = 4;
    out.setting.compare_polarizations = false;
    out.database = database;
    return out;
}

struct World {
    explicit World(const std::string& arguments = "driver=scene,radio=dongle") {
        scene::register_scene();
        radio = radio::open_radio(arguments, machine);
        radio->set_gain_db(gain_db);
    }

    SystemClock machine;
    std::unique_ptr<radio::Radio> radio;
    pose::SettingHolder rotator{
        [this](const std::string& key, const std::string& value) { radio->change_setting(key, value); }};
};

// Tells every stop that is kept through the pipe.
[[noreturn]] void sweep_until_killed(const std::filesystem::path& database, int stops) {
    World world;
    survey::LiveSweepEvents events;
    events.stop_done = [stops](const survey::LiveSweepResult& so_far) {
        const double azimuth_deg = so_far.stops.back().azimuth_deg;
        if (write(stops, &azimuth_deg, sizeof azimuth_deg) != sizeof azimuth_deg) _exit(1);
    };
    aim_job(*world.radio, world.rotator, request(database), events, {});
    _exit(0);
}

TEST(AimJob, KilledInTheMiddleItLosesNoStopAndGoesOn) {
    const tests::TemporaryFolder folder;
    const auto database = folder.path() / "simulated.db";
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        try {
            sweep_until_killed(database, ends[1]);
        } catch (...) {
            _exit(2);
        }
    }
    close(ends[1]);
    std::vector<double> acknowledged;
    double azimuth_deg = 0;
    while (acknowledged.size() < stops_before_the_kill &&
           read(ends[0], &azimuth_deg, sizeof azimuth_deg) == sizeof azimuth_deg)
        acknowledged.push_back(azimuth_deg);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    while (read(ends[0], &azimuth_deg, sizeof azimuth_deg) == sizeof azimuth_deg) acknowledged.push_back(azimuth_deg);
    close(ends[0]);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself with " << WEXITSTATUS(status);

    const auto stored = survey::unfinished_sweep(database);
    ASSERT_TRUE(stored);
    ASSERT_GE(stored->stops.size(), acknowledged.size());
    for (std::size_t i = 0; i < acknowledged.size(); ++i) EXPECT_EQ(stored->stops[i].azimuth_deg, acknowledged[i]);

    World world;
    std::size_t measured = 0;
    survey::LiveSweepEvents events;
    events.stop_done = [&](const survey::LiveSweepResult&) { ++measured; };
    const AimOutcome outcome = resume_aim_job(*world.radio, world.rotator, *stored, database, events, {});
    EXPECT_EQ(outcome.sweep.stops.size(), stored->stops.size() + measured);
    EXPECT_EQ(outcome.sweep.end, survey::LiveSweepEnd::decided);
    EXPECT_EQ(outcome.operator_name, "at&t");
    ASSERT_TRUE(outcome.sweep.estimate.verdict.azimuth_deg);
    EXPECT_LT(std::abs(aim::wrap_deg(*outcome.sweep.estimate.verdict.azimuth_deg - tower_deg)), bearing_error_deg);
    EXPECT_FALSE(survey::unfinished_sweep(database)) << "it is done now";

    // Read back, both runs give the very same estimate.
    store::Reader reader(database);
    const auto kept = survey::stored_sweep(reader, *reader.last_session());
    ASSERT_TRUE(kept);
    const survey::LiveEstimate again = survey::estimate_again(*kept), &was = outcome.sweep.estimate;
    EXPECT_EQ(again.pointing_deg, was.pointing_deg);
    EXPECT_EQ(again.verdict.low_deg, was.verdict.low_deg);
    ASSERT_TRUE(again.there && was.there);
    EXPECT_EQ(again.there->carriers.front().sinr_db.low, was.there->carriers.front().sinr_db.low);
    EXPECT_EQ(again.there->carriers.front().sinr_db.high, was.there->carriers.front().sinr_db.high);
    EXPECT_EQ(again.there->carriers.front().capacity_mbps, was.there->carriers.front().capacity_mbps);
}

TEST(AimJob, StoppedByTheUserItCanBeGoneOnWith) {
    const tests::TemporaryFolder folder;
    const auto database = folder.path() / "simulated.db";
    World world;
    StopSource stop;
    survey::LiveSweepEvents events;
    events.stop_done = [&](const survey::LiveSweepResult&) { stop.request_stop(); };
    const AimOutcome outcome = aim_job(*world.radio, world.rotator, request(database), events, stop.token());
    EXPECT_EQ(outcome.sweep.end, survey::LiveSweepEnd::quit);
    EXPECT_TRUE(outcome.simulated);
    EXPECT_GT(outcome.kept_readings, 0);
    ASSERT_TRUE(survey::unfinished_sweep(database));
    EXPECT_EQ(survey::unfinished_sweep(database)->stops.size(), 1U);
}

TEST(AimJob, WithoutACellOfTheOperatorItSaysSo) {
    World world;
    AimRequest other = request({});
    other.wish.operator_name = "Verizon";
    try {
        aim_job(*world.radio, world.rotator, other, {}, {});
        FAIL() << "swept";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("Verizon"), std::string::npos) << error.what();
    }
}

// The tree farm with something done to its description.
std::string changed_farm(const tests::TemporaryFolder& folder, const std::string& from, const std::string& to) {
    std::ifstream in(std::filesystem::path(BORESIGHT_TREE) / "data/scenes/tree-farm.toml");
    std::string text(std::istreambuf_iterator<char>(in), {});
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("the tree farm has no " + from);
    text.replace(at, from.size(), to);
    return "driver=scene,radio=dongle,scene=" + folder.file("farm.toml", text).string();
}

TEST(AimJob, AnUnpluggedRadioIsAFaultThatSaysWhatIsSafe) {
    const tests::TemporaryFolder folder;
    const auto database = folder.path() / "simulated.db";
    World world(changed_farm(folder, "[antenna]", "[[fault]]\nkind = \"unplug\"\nat_s = 60\n\n[antenna]"));
    try {
        aim_job(*world.radio, world.rotator, request(database), {}, {});
        FAIL() << "went on without a radio";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::fault);
        EXPECT_NE(std::string(error.what()).find("--resume"), std::string::npos) << error.what();
    }
    ASSERT_TRUE(survey::unfinished_sweep(database));
}

TEST(AimJob, LowersTheGainBeforeItBeginsWhereTheFirstDwellIsSpoiled) {
    const tests::TemporaryFolder folder;
    World world(changed_farm(folder, "full_scale_dbm = -15", "full_scale_dbm = -60"));
    StopSource stop;
    survey::LiveSweepEvents events;
    events.stop_done = [&](const survey::LiveSweepResult& so_far) {
        if (!so_far.stops.back().spoiled()) stop.request_stop();
    };
    const AimOutcome outcome = aim_job(*world.radio, world.rotator, request({}), events, stop.token());
    ASSERT_GE(outcome.sweep.stops.size(), 2U);
    EXPECT_TRUE(outcome.sweep.stops.front().spoiled());
    EXPECT_FALSE(outcome.sweep.stops.back().spoiled());
    EXPECT_LE(outcome.sweep.gain_db, gain_db - 10 + 1);
    EXPECT_EQ(outcome.sweep.estimate.done.size(), 1U) << "a spoiled stop tells the plan nothing";
}

}  // namespace
}  // namespace boresight::app
