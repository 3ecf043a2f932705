// SPDX-License-Identifier: GPL-3.0-or-later
// The log's loop over a made radio and clock: its schedule, its events, what it keeps, and its pauses.
#include "app/log_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "app/log_schedule.h"
#include "app/pause.h"
#include "platform/error.h"
#include "store/check.h"
#include "store/history.h"
#include "store/writer.h"
#include "tests/temporary_folder.h"

namespace boresight::app {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t minute_ns = 60 * second_ns;
constexpr std::int64_t noon_ns = 1'792'324'800 * second_ns;  // 2026-10-18T12:00:00Z

// Time passes when somebody sleeps or measures.
class MadeClock final : public Clock {
public:
    std::int64_t wall_ns() const override { return wall_at_start_ns + now_ns; }
    std::int64_t monotonic_ns() const override { return now_ns; }
    void sleep_until(std::int64_t until_ns) override {
        if (until_ns > now_ns) now_ns = until_ns;
        ++sleeps;
    }
    std::int64_t wall_at_start_ns = noon_ns, now_ns = 0;
    int sleeps = 0;
};

// Hears PCI 357 on each of its carriers.
class MadeRadio final : public LogRadio {
public:
    struct Script {
        MadeClock clock;
        std::int64_t round_ns = 2 * second_ns;
        std::chrono::milliseconds real_round{0};  // of the machine's time
        radio::Ending ending = radio::Ending::complete;
        std::function<bool(int round)> gone = [](int) { return false; };  // by how often it was measured
        int refusals = 0;                                                 // to be opened again
        int opened = 0, closed = 0, measured = 0;
    };
    explicit MadeRadio(Script& script) : script_(script) { ++script_.opened; }
    ~MadeRadio() override { ++script_.closed; }

    Clock& clock() override { return script_.clock; }
    std::string name() const override { return "made"; }
    bool simulated() const override { return false; }
    double sample_rate_hz() const override { return 1.92e6; }
    std::size_t carriers() const override { return 2; }
    survey::CarrierRound measure(const std::function<bool()>& goes_on, StopToken) override {
        survey::CarrierRound round;
        std::this_thread::sleep_for(script_.real_round);
        if (script_.gone(script_.measured++)) {
            round.ending = radio::Ending::unplugged;
            return round;
        }
        for (const double frequency_hz : {739e6, 1960e6}) {
            survey::Stretch piece;
            piece.samples = 153'600;
            piece.center_frequency_hz = frequency_hz;
            piece.wall_ns = script_.clock.wall_ns();
            piece.gain_db = 30;
            survey::ScanCell cell;
            cell.cell.pci = 357;
            cell.cell.rsrp_dbfs = -61;
            cell.frequency_hz = frequency_hz;
            piece.cells = {cell};
            round.found.cells.push_back(cell);
            round.found.stretches.push_back(piece);
            script_.clock.now_ns += script_.round_ns / 2;
            if (!goes_on()) {
                round.ending = radio::Ending::stopped;
                return round;
            }
        }
        round.ending = script_.ending;
        return round;
    }

private:
    Script& script_;
};

class LogJob : public testing::Test {
protected:
    LogJob() {
        setenv("XDG_RUNTIME_DIR", folder.path().c_str(), 1);
        request.database = folder.path() / "survey.db";
        request.rounds = 3;
        events.round = [this](const LogRound& round) { rounds.push_back(round); };
        events.event = [this](std::int64_t, const std::string& kind, const std::string&) { kinds.push_back(kind); };
    }

    LogOutcome run() {
        const auto open = [this]() -> std::unique_ptr<LogRadio> {
            if (script.opened > 0 && script.refusals > 0) {
                --script.refusals;
                throw Error(Error::Kind::missing, {"no radio was found", "made", "", ""});
            }
            return std::make_unique<MadeRadio>(script);
        };
        return run_log(request, open, events, stop.token());
    }

    std::vector<std::string> kept_events() {
        std::vector<std::string> all;
        store::History(request.database).events({}, [&](const store::Event& event) {
            all.push_back(event.kind + ": " + event.detail);
        });
        return all;
    }
    std::int64_t kept_readings() { return store::Reader(request.database).counts().readings; }

    tests::TemporaryFolder folder;
    LogRequest request;
    MadeRadio::Script script;
    LogEvents events;
    StopSource stop;
    std::vector<LogRound> rounds;
    std::vector<std::string> kinds;
};

TEST_F(LogJob, KeepsEveryRoundAndSaysWhenItBeganAndEnded) {
    const LogOutcome outcome = run();
    EXPECT_EQ(outcome.ending, radio::Ending::complete);
    EXPECT_EQ(outcome.rounds, 3);
    EXPECT_EQ(outcome.readings, 6);
    EXPECT_EQ(kept_readings(), 6);
    EXPECT_THAT(kept_events(), ElementsAre("log_start: every 60 s, 2 carriers", "log_stop: 3 rounds, 0 missed"));
    ASSERT_EQ(rounds.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(rounds[i].number, static_cast<std::int64_t>(i) + 1);
        EXPECT_EQ(rounds[i].start_ns, noon_ns + static_cast<std::int64_t>(i) * minute_ns) << "it drifts";
        EXPECT_EQ(rounds[i].kept_readings, 2);
    }
    EXPECT_EQ(script.closed, 1);
    const store::CheckResult checked = store::check(request.database);
    EXPECT_TRUE(checked.ok());
    EXPECT_FALSE(checked.holder);
}

TEST_F(LogJob, AnHourInAMadeWorldPassesInAFewSteps) {
    request.every_ns = 60 * minute_ns;
    run();
    EXPECT_EQ(rounds[2].start_ns, noon_ns + 120 * minute_ns);
    EXPECT_LT(script.clock.sleeps, 100);
}

TEST_F(LogJob, AYearOfRoundsStaysOnItsSchedule) {
    LogSchedule schedule(5, minute_ns);
    std::int64_t now = 5;
    for (int i = 1; i <= 365 * 24 * 60; ++i) {
        now += 7 * second_ns + i % 13;
        ASSERT_EQ(schedule.next(now), 0);
        now = schedule.due_ns();
        ASSERT_EQ(now, 5 + i * minute_ns);
    }
}

TEST_F(LogJob, RoundsThatPassDuringALongOneAreLeftOutAndCounted) {
    script.round_ns = 130 * second_ns;
    const LogOutcome outcome = run();
    EXPECT_EQ(outcome.missed, 4);
    ASSERT_EQ(rounds.size(), 3u);
    EXPECT_EQ(rounds[1].missed, 2);
    EXPECT_EQ(rounds[1].start_ns, noon_ns + 3 * minute_ns);
    EXPECT_EQ(rounds[2].start_ns, noon_ns + 6 * minute_ns);
    EXPECT_EQ(kept_events().back(), "log_stop: 3 rounds, 4 missed");
}

TEST_F(LogJob, ATimeWithoutALogIsAGap) {
    run();
    script.clock.wall_at_start_ns += 3600 * second_ns;
    script.clock.now_ns = 0;
    run();
    EXPECT_THAT(kept_events(), ElementsAre(HasSubstr("log_start"), HasSubstr("log_stop"), HasSubstr("log_start"),
                                           "gap: no log ran for 58 min", HasSubstr("log_stop")));
    EXPECT_EQ(kept_readings(), 12);
}

TEST_F(LogJob, AUsersStopKeepsWhatWasHeard) {
    request.rounds.reset();
    events.round = [this](const LogRound& round) {
        if (round.number == 5) stop.request_stop();
    };
    const LogOutcome outcome = run();
    EXPECT_EQ(outcome.ending, radio::Ending::stopped);
    EXPECT_EQ(outcome.rounds, 5);
    EXPECT_EQ(kept_readings(), 10);
    EXPECT_EQ(kept_events().back(), "log_stop: 5 rounds, 0 missed");
}

TEST_F(LogJob, AStopBeforeTheRadioIsReadyKeepsNothing) {
    const LogOutcome outcome = run_log(
        request, [] { return std::unique_ptr<LogRadio>(); }, events, stop.token());
    EXPECT_EQ(outcome.ending, radio::Ending::stopped);
    EXPECT_FALSE(std::filesystem::exists(request.database));
}

TEST_F(LogJob, ARadioThatGoesAwayIsToldOnceLookedForAndGoneOnWith) {
    script.gone = [](int round) { return round >= 2 && round <= 4; };  // two of them when it can be opened again
    script.refusals = 3;
    request.rounds = 4;
    request.first_look = 1ms;
    const LogOutcome outcome = run();
    EXPECT_EQ(outcome.ending, radio::Ending::complete);
    EXPECT_EQ(outcome.rounds, 4);
    EXPECT_EQ(outcome.losses, 1);
    EXPECT_EQ(kept_readings(), 8);
    EXPECT_EQ(script.opened, 4);
    EXPECT_EQ(script.closed, 4);
    EXPECT_THAT(kept_events(), ElementsAre(HasSubstr("log_start"), "unplugged: made",
                                           AllOf(HasSubstr("resume: after"), HasSubstr("without the radio")),
                                           HasSubstr("log_stop: 4 rounds, 0 missed")));
    EXPECT_TRUE(store::check(request.database).ok());
}

TEST_F(LogJob, WhileTheRadioIsGoneTheUserMayStopIt) {
    script.gone = [](int round) { return round >= 1; };
    script.refusals = 1'000'000;
    request.first_look = 200ms;
    std::thread user([this] {
        std::this_thread::sleep_for(300ms);
        stop.request_stop();
    });
    const auto began = std::chrono::steady_clock::now();
    const LogOutcome outcome = run();
    user.join();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
    EXPECT_EQ(outcome.ending, radio::Ending::stopped);
    EXPECT_EQ(outcome.rounds, 1);
    EXPECT_EQ(kept_readings(), 2);
}

TEST_F(LogJob, WhileTheRadioIsGoneOthersMayHaveTheDatabase) {
    script.gone = [](int round) { return round == 1; };
    script.refusals = 2;
    request.first_look = 500ms;
    std::thread other([this] {
        std::this_thread::sleep_for(300ms);
        const Pause pause = ask_log_to_pause(request.database, "boresight aim");
        store::Writer writer(request.database, {.command = "boresight aim", .software = "test"}, script.clock);
    });
    const LogOutcome outcome = run();
    other.join();
    EXPECT_EQ(outcome.ending, radio::Ending::complete);
    EXPECT_EQ(outcome.rounds, 3);
}

TEST_F(LogJob, LostSamplesDoNotEndIt) {
    script.ending = radio::Ending::too_lossy;
    EXPECT_EQ(run().ending, radio::Ending::complete);
    EXPECT_EQ(rounds.size(), 3u);
}

TEST_F(LogJob, ADatabaseThatIsHeldIsRefusedAndTheRadioClosed) {
    SystemClock clock;
    const store::Writer other(request.database, {.command = "boresight aim", .software = "test"}, clock);
    EXPECT_THROW(run(), Error);
    EXPECT_EQ(script.opened, script.closed);
}

// A process that, once it is told to by a byte, asks for a pause, writes to the database under it, and ends; or is
// killed. It is there before the log, whose lock it would inherit otherwise.
pid_t start_asker(const std::filesystem::path& database, int told, bool is_killed) {
    const pid_t child = fork();
    if (child != 0) return child;
    char byte = 0;
    if (read(told, &byte, 1) != 1) _exit(1);
    try {
        const Pause pause = ask_log_to_pause(database, "boresight aim");
        if (!pause.holds_a_log()) _exit(2);
        const SystemClock clock;
        store::Writer writer(database, {.command = "boresight aim", .software = "test"}, clock);
        writer.begin_session({.command = "aim",
                              .source_kind = "device",
                              .source_name = "made",
                              .antenna = "",
                              .config = "",
                              .software = "test"});
        if (is_killed) kill(getpid(), SIGKILL);
    } catch (const Error&) {
        _exit(3);
    }
    _exit(0);
}

class LogPause : public LogJob, public testing::WithParamInterface<bool> {};

TEST_P(LogPause, LetsGoOfRadioAndDatabaseAndTakesBothBack) {
    const bool is_killed = GetParam();
    request.rounds = 8;
    script.real_round = 300ms;
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t asker = start_asker(request.database, ends[0], is_killed);
    bool asked_in_time = true;
    const auto began = std::chrono::steady_clock::now();
    events.round = [&](const LogRound& round) {
        rounds.push_back(round);
        if (round.number == 2) asked_in_time = write(ends[1], "x", 1) == 1;
        if (round.number == 7) asked_in_time = asked_in_time && script.opened == 2;
    };
    const LogOutcome outcome = run();
    for (const int end : ends) close(end);
    int status = 0;
    waitpid(asker, &status, 0);
    if (is_killed)
        EXPECT_TRUE(WIFSIGNALED(status));
    else
        EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_TRUE(asked_in_time) << "the asker came too late: this proves nothing";
    EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
    EXPECT_EQ(outcome.rounds, 8);
    EXPECT_EQ(script.opened, 2);
    EXPECT_EQ(script.closed, 2);
    const std::string by = "boresight aim (pid " + std::to_string(asker) + ")";
    EXPECT_THAT(kept_events(),
                ElementsAre(HasSubstr("log_start"), "gap: paused for " + by,
                            AllOf(HasSubstr("resume: after "), HasSubstr(" for " + by)), HasSubstr("log_stop: 8")));
    EXPECT_EQ(kept_readings(), outcome.readings);
    EXPECT_GE(outcome.readings, 15) << "a round may be cut short for the pause";
    EXPECT_EQ(store::History(request.database).sessions().size(), 3u);
}

INSTANTIATE_TEST_SUITE_P(AskerEnds, LogPause, testing::Values(false));
INSTANTIATE_TEST_SUITE_P(AskerIsKilled, LogPause, testing::Values(true));

TEST_F(LogJob, AKillLosesNoRoundThatWasTold) {
    request.rounds.reset();
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t log = fork();
    if (log == 0) {
        close(ends[0]);
        events.round = [&](const LogRound& round) {
            if (write(ends[1], &round.kept_readings, sizeof round.kept_readings) < 0) _exit(1);
        };
        events.event = {};
        run();
        _exit(0);
    }
    close(ends[1]);
    std::int64_t told = 0, kept = 0;
    for (int i = 0; i < 40 && read(ends[0], &kept, sizeof kept) == sizeof kept; ++i) told += kept;
    kill(log, SIGKILL);
    waitpid(log, nullptr, 0);
    while (read(ends[0], &kept, sizeof kept) == sizeof kept) told += kept;
    close(ends[0]);
    ASSERT_GE(told, 80);
    const store::CheckResult checked = store::check(request.database);
    EXPECT_TRUE(checked.ok());
    EXPECT_GE(checked.counts.readings, told);
    EXPECT_LE(checked.counts.readings, told + 2);
    request.rounds = 1;
    script.clock.wall_at_start_ns += 86'400 * second_ns;
    EXPECT_EQ(run().rounds, 1) << "the next log isn't kept out";
    EXPECT_THAT(kept_events(), testing::Contains(HasSubstr("gap: no log ran for ")));
}

TEST_F(LogJob, AFullDiskEndsItAsAFaultWithWhatWasRecorded) {
    request.rounds.reset();
    const pid_t log = fork();
    if (log == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{.rlim_cur = 1'000'000, .rlim_max = 1'000'000};
        setrlimit(RLIMIT_FSIZE, &small);
        events = {};
        try {
            run();
        } catch (const Error& error) {
            const std::string said = error.what();
            _exit(error.exit_code() == ExitCode::fault && said.find("safe in the database") != std::string::npos ? 42
                                                                                                                 : 43);
        }
        _exit(0);
    }
    int status = 0;
    waitpid(log, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 42);
    EXPECT_TRUE(store::check(request.database).ok());
    EXPECT_GT(kept_readings(), 20);
}

}  // namespace
}  // namespace boresight::app
