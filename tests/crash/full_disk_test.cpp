// SPDX-License-Identifier: GPL-3.0-or-later
// The disk fills up in the midst of a log and of a sweep, at every change that needs room: one clear sentence, the exit
// code of a fault (of something missing, before anything was kept), all that was acknowledged is there, the database
// is whole, and with room again log and sweep go on. Then the same of the whole program, as it is typed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "scene/register.h"
#include "survey/stored_sweep.h"
#include "tests/cli/typed.h"
#include "tests/crash/after_cut.h"
#include "tests/crash/failing.h"
#include "tests/crash/made_log.h"
#include "tests/survey/made_sweep.h"

namespace boresight::store::tests {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

constexpr int rounds = 8, stops = 8;
constexpr double log_shares[] = {0.5, 0.7}, aim_shares[] = {0.5, 0.8};  // of a run's changes

using Run = std::function<void(const std::filesystem::path&, Told&)>;

void log_some_rounds(const std::filesystem::path& database, Told& told) {
    log_rounds(database, rounds, 0, told);
}

// As the job does, stop by stop.
void keep_some_stops(const std::filesystem::path& database, Told& told) {
    survey::SweepRecorder recorder(database, survey::made::origin(), StandingClock());
    for (int nth = 0; nth < stops; ++nth) {
        recorder.keep(survey::made::stop(nth, survey::StopKind::ring, 45.0 * nth), survey::made::cells);
        told.readings = recorder.readings();
        ++told.pieces;
    }
    recorder.finish(SweepState::done);
}

void expect_clear(const Error& error, const std::filesystem::path& database, const Told& told) {
    const std::string said = error.what();
    EXPECT_THAT(said, HasSubstr(database.string()));
    EXPECT_THAT(said, HasSubstr("the disk is full"));
    EXPECT_FALSE(error.text().fix.empty());
    if (told.readings == 0) return;
    EXPECT_EQ(error.exit_code(), ExitCode::fault);
    EXPECT_THAT(said, HasSubstr("safe in the database: " + std::to_string(told.readings)));
}

// Returns how many of the failing changes the user heard of.
int fill_up_at_every_change(const Run& run, const std::function<void(const std::filesystem::path&, const Told&)>& after,
                            int& tried) {
    int errors = 0;
    for (tried = 0;; ++tried) {
        SCOPED_TRACE("full from change " + std::to_string(tried + 1));
        const Folder folder(memory_folder());
        setenv("XDG_RUNTIME_DIR", folder.path().c_str(), 1);
        const auto database = folder / "survey.db";
        Told told;
        FullDisk full(tried + 1);
        try {
            const ProbedDisk disk(full, ProbedDisk::As::standard);
            run(database, told);
        } catch (const Error& error) {
            ++errors;
            expect_clear(error, database, told);
        }
        if (told.readings > 0) {
            expect_whole(database);
            EXPECT_GE(Reader(database).counts().readings + Reader(database).counts().band_readings, told.readings);
        }
        if (!testing::Test::HasFailure()) after(database, told);
        if (testing::Test::HasFailure() || !full.reached()) return errors;
    }
}

TEST(FullDisk, ALogSaysSoKeepsItsRoundsAndGoesOnWhenThereIsRoom) {
    int tried = 0;
    const int errors = fill_up_at_every_change(
        log_some_rounds,
        [](const std::filesystem::path& database, const Told& before) {
            Told told;
            log_rounds(database, 1, 60 * minute_ns, told);
            EXPECT_GE(Reader(database).counts().readings, before.readings + told.readings);
        },
        tried);
    std::cout << "full at " << tried << " changes of a log, " << errors << " of them told to the user\n";
    EXPECT_GT(errors, rounds);
}

TEST(FullDisk, ASweepSaysSoKeepsItsStopsAndGoesOnWhenThereIsRoom) {
    int tried = 0;
    const int errors = fill_up_at_every_change(
        keep_some_stops,
        [](const std::filesystem::path& database, const Told& before) {
            survey::SweepOrigin origin = survey::made::origin();
            std::size_t was = 0;
            if (before.pieces > 0 && before.pieces < stops) {
                const auto stored = survey::unfinished_sweep(database);
                ASSERT_TRUE(stored);
                ASSERT_GE(static_cast<std::int64_t>(was = stored->stops.size()), before.pieces);
                origin.continues = stored->session;
            }
            survey::SweepRecorder(database, origin, StandingClock())
                .keep(survey::made::stop(stops, survey::StopKind::fine, 10), survey::made::cells);
            const auto stored = survey::unfinished_sweep(database);
            ASSERT_TRUE(stored);
            EXPECT_EQ(stored->stops.size(), was + 1);
        },
        tried);
    std::cout << "full at " << tried << " changes of a sweep, " << errors << " of them told to the user\n";
    EXPECT_GT(errors, stops);
}

class FullDiskUnderTheProgram : public testing::Test {
protected:
    FullDiskUnderTheProgram() {
        scene::register_scene();
        for (const char* name : {"XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"})
            setenv(name, folder_.path().c_str(), 1);
    }

    // As it is typed, with a disk that is full from that change on (0: never). Returns the changes there were.
    int type(const std::string& database, const std::vector<std::string>& words, int full_from) {
        std::vector<std::string> all{"--db", (folder_ / database).string()};
        all.insert(all.end(), words.begin(), words.end());
        FullDisk full(full_from);
        const ProbedDisk disk(full, ProbedDisk::As::standard);
        outcome_ = cli::type(all);
        return full.seen();
    }

    void expect_full_disk_told(const std::vector<std::string>& words, std::span<const double> shares) {
        const int changes = type("whole.db", words, 0);
        ASSERT_EQ(outcome_.code, ExitCode::done) << outcome_.err;
        for (const double share : shares) {
            SCOPED_TRACE(share);
            const std::string name = "full" + std::to_string(share) + ".db";
            type(name, words, static_cast<int>(share * changes));
            std::cout << words.front() << ": " << outcome_.err.substr(outcome_.err.rfind("boresight: "));
            EXPECT_EQ(outcome_.code, ExitCode::fault) << outcome_.err;
            EXPECT_THAT(outcome_.err, HasSubstr("the disk is full"));
            EXPECT_THAT(outcome_.err, HasSubstr("safe in the database: "));
            expect_whole(folder_ / name);
        }
    }

    Folder folder_;
    cli::Outcome outcome_{};
};

TEST_F(FullDiskUnderTheProgram, LogEndsWithExitCode4) {
    expect_full_disk_told({"log", "--radio", "scene", "--earfcn", "5110", "--gain", "40", "--rounds", "6"}, log_shares);
}

TEST_F(FullDiskUnderTheProgram, AimEndsWithExitCode4AndSaysHowToGoOn) {
    const std::vector<std::string> words{"aim",  "--radio",   "scene", "--rotator",        "scene", "--carrier",
                                         "5110", "--country", "US",    "--dwell",          "2",     "--gain",
                                         "40",   "--target",  "8",     "--no-polarization"};
    expect_full_disk_told(words, aim_shares);
    EXPECT_THAT(outcome_.err, HasSubstr("aim --resume"));
}

TEST_F(FullDiskUnderTheProgram, BeforeAnythingWasKeptItIsExitCode3) {
    for (const char* command : {"log", "scan"}) {
        type(std::string(command) + ".db", {command, "--radio", "scene", "--earfcn", "5110", "--gain", "40"}, 1);
        EXPECT_EQ(outcome_.code, ExitCode::missing) << outcome_.err;
        EXPECT_THAT(outcome_.err, HasSubstr("the disk is full"));
    }
}

}  // namespace
}  // namespace boresight::store::tests
