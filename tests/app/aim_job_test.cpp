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
#include <utility>

#include "aim/angle.h"
#include "app/comeback.h"
#include "app/radio_session.h"
#include "platform/error.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "tests/temporary_folder.h"
#include "tests/tree_farm_cell.h"

namespace boresight::app {
namespace {

constexpr double tower_deg = 238;                   // of the tree farm, from true north
constexpr double bearing_error_deg = 3 * 5 / 1.96;  // three sigmas of one that is known to 5 degrees (95 %)
constexpr double gain_db = 40;
constexpr double patience_s = 5;
constexpr const char* full_scale_towards_the_tower = "full_scale_dbm = -45";
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

TEST(AimJob, FullScaleInMidSweepLowersTheGainRepeatsThatStopAndStillPointsToTheTower) {
    const tests::TemporaryFolder folder;
    // Linear in the direction where it begins, overdriven towards the tower.
    World world(changed_farm(folder, "full_scale_dbm = -15", full_scale_towards_the_tower));
    std::vector<survey::SweepMishap> mishaps;
    survey::LiveSweepEvents events;
    events.mishap = [&](const survey::SweepMishap& mishap) { mishaps.push_back(mishap); };
    const AimOutcome outcome = aim_job(*world.radio, world.rotator, request({}), events, {});
    ASSERT_FALSE(mishaps.empty());
    EXPECT_FALSE(outcome.sweep.stops.front().spoiled());
    EXPECT_EQ(mishaps.front().kind, survey::MishapKind::gain_lowered);
    EXPECT_LE(mishaps.front().to_db, mishaps.front().from_db - 6 + 1);
    EXPECT_GT(mishaps.front().stops_kept, 1U);
    EXPECT_EQ(outcome.sweep.end, survey::LiveSweepEnd::decided);
    ASSERT_TRUE(outcome.sweep.estimate.verdict.azimuth_deg);
    EXPECT_LT(std::abs(aim::wrap_deg(*outcome.sweep.estimate.verdict.azimuth_deg - tower_deg)), bearing_error_deg);
}

TEST(AimJob, AGainThatSomebodyElseChangesIsNoticedAndCorrected) {
    World world;
    std::vector<survey::SweepMishap> mishaps;
    survey::LiveSweepEvents events;
    std::size_t stops = 0;
    events.stop_done = [&](const survey::LiveSweepResult&) {
        if (++stops == 5) world.radio->set_gain_db(gain_db - 9);
    };
    events.mishap = [&](const survey::SweepMishap& mishap) { mishaps.push_back(mishap); };
    const AimOutcome outcome = aim_job(*world.radio, world.rotator, request({}), events, {});
    ASSERT_EQ(mishaps.size(), 1U);
    EXPECT_EQ(mishaps[0].kind, survey::MishapKind::gain_changed);
    EXPECT_EQ(mishaps[0].stops_kept, 5U);
    EXPECT_EQ(outcome.sweep.estimate.verdict.kind, aim::VerdictKind::point);
    ASSERT_TRUE(outcome.sweep.estimate.verdict.azimuth_deg);
    EXPECT_LT(std::abs(aim::wrap_deg(*outcome.sweep.estimate.verdict.azimuth_deg - tower_deg)), bearing_error_deg);
}

TEST(AimJob, AGainThatIsChangedInTheMiddleOfADwellSpoilsThatDwellOnly) {
    World world;
    survey::LiveSweepEvents events;
    bool changed = false;
    StopSource stop;
    events.dwelling = [&](double share) {
        if (share > 0.5 && !std::exchange(changed, true)) world.radio->set_gain_db(gain_db - 6);
        return true;
    };
    events.stop_done = [&](const survey::LiveSweepResult& so_far) {
        if (so_far.stops.size() == 2) stop.request_stop();
    };
    const AimOutcome outcome = aim_job(*world.radio, world.rotator, request({}), events, stop.token());
    ASSERT_EQ(outcome.sweep.stops.size(), 2U);
    EXPECT_TRUE(outcome.sweep.stops[0].gain_moved());
    EXPECT_FALSE(outcome.sweep.stops[1].spoiled());
    EXPECT_EQ(outcome.sweep.stops[1].azimuth_deg, outcome.sweep.stops[0].azimuth_deg) << "asked for again";
}

// The made world of a session, whose radio can be opened anew.
struct Session {
    explicit Session(const std::string& arguments) {
        scene::register_scene();
        session = std::make_unique<RadioSession>(RadioRequest{.arguments = arguments, .options = {}, .database = {}},
                                                 Config{}, machine);
        session->radio().set_gain_db(gain_db);
    }

    SystemClock machine;
    std::unique_ptr<RadioSession> session;
    pose::SettingHolder rotator{
        [this](const std::string& key, const std::string& value) { session->radio().change_setting(key, value); }};
};

TEST(AimJob, ARadioThatIsLostAndComesBackOnlyCostsTheStop) {
    const tests::TemporaryFolder folder;
    const auto database = folder.path() / "simulated.db";
    Session world(changed_farm(folder, "[antenna]", "[[fault]]\nkind = \"unplug\"\nat_s = 60\n\n[antenna]"));
    std::vector<survey::MishapKind> kinds;
    survey::LiveSweepEvents events;
    events.mishap = [&](const survey::SweepMishap& mishap) {
        kinds.push_back(mishap.kind);
        changed_farm(folder, "[antenna]", "[antenna]");  // it isn't pulled out again
    };
    const AimOutcome outcome = aim_job(world.session->radio(), world.rotator, request(database), events, {},
                                       wait_for(*world.session, world.machine, patience_s, {}));
    EXPECT_EQ(kinds, (std::vector{survey::MishapKind::radio_lost, survey::MishapKind::radio_back}));
    EXPECT_EQ(outcome.sweep.end, survey::LiveSweepEnd::decided);
    ASSERT_TRUE(outcome.sweep.estimate.verdict.azimuth_deg);
    EXPECT_LT(std::abs(aim::wrap_deg(*outcome.sweep.estimate.verdict.azimuth_deg - tower_deg)), bearing_error_deg);
    for (std::size_t i = 1; i < outcome.sweep.stops.size(); ++i)
        EXPECT_GE(outcome.sweep.stops[i].start_ns, outcome.sweep.stops[i - 1].end_ns) << "time goes on";
}

TEST(AimJob, ARadioThatIsLostAgainAndAgainAtOneStopIsAFault) {
    const tests::TemporaryFolder folder;
    const auto database = folder.path() / "simulated.db";
    Session world(changed_farm(folder, "[antenna]", "[[fault]]\nkind = \"unplug\"\nat_s = 60\n\n[antenna]"));
    int lost = 0;
    survey::LiveSweepEvents events;
    events.mishap = [&](const survey::SweepMishap& one) { lost += one.kind == survey::MishapKind::radio_lost; };
    EXPECT_THROW(aim_job(world.session->radio(), world.rotator, request(database), events, {},
                         wait_for(*world.session, world.machine, patience_s, {})),
                 Error);
    EXPECT_LE(lost, 20);
    EXPECT_TRUE(survey::unfinished_sweep(database));
}

// Doesn't answer from the third turn on, so many times.
class LosingHolder final : public pose::AntennaHolder {
public:
    LosingHolder(pose::AntennaHolder& holder, int lost) : holder_(holder), lost_(lost) {}

    pose::Arrival turn(const pose::Target& target, StopToken stop) override {
        if (++turns_ >= 3 && lost_-- > 0) return {.end = pose::Turned::lost, .why = "the connection was closed"};
        return holder_.turn(target, stop);
    }
    bool by_hand() const override { return false; }
    double azimuth_sigma_deg() const override { return holder_.azimuth_sigma_deg(); }
    double azimuth_step_deg() const override { return holder_.azimuth_step_deg(); }
    double move_s() const override { return holder_.move_s(); }

private:
    pose::AntennaHolder& holder_;
    int turns_ = 0, lost_;
};

TEST(AimJob, ARotatorThatIsLostIsAskedAgain) {
    World world;
    LosingHolder losing(world.rotator, 2);
    std::vector<survey::MishapKind> kinds;
    survey::LiveSweepEvents events;
    events.mishap = [&](const survey::SweepMishap& mishap) { kinds.push_back(mishap.kind); };
    int waits = 0;
    survey::Comeback comeback;
    comeback.antenna = [&](int nth) {
        EXPECT_EQ(nth, ++waits);
        return true;
    };
    const AimOutcome outcome = aim_job(*world.radio, losing, request({}), events, {}, comeback);
    EXPECT_EQ(waits, 2);
    EXPECT_EQ(kinds, (std::vector{survey::MishapKind::antenna_lost, survey::MishapKind::antenna_back}));
    EXPECT_EQ(outcome.sweep.end, survey::LiveSweepEnd::decided);
}

TEST(AimJob, ARotatorThatStaysLostIsAFaultAndTheSweepCanBeGoneOnWith) {
    const tests::TemporaryFolder folder;
    const auto database = folder.path() / "simulated.db";
    World world;
    LosingHolder losing(world.rotator, 1000);
    try {
        aim_job(*world.radio, losing, request(database), {}, {});
        FAIL() << "went on without a rotator";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::fault);
        EXPECT_NE(std::string(error.what()).find("the connection was closed"), std::string::npos) << error.what();
    }
    const auto stored = survey::unfinished_sweep(database);
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->stops.size(), 2U);
}

}  // namespace
}  // namespace boresight::app
