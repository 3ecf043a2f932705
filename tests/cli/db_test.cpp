// SPDX-License-Identifier: GPL-3.0-or-later
// The built program looks after a database: backups beside a writer, Ctrl-C, a kill, and what a year weighs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/duration_argument.h"
#include "platform/error.h"
#include "program.h"
#include "tests/store/sample.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr int readings_per_dwell = 50;
constexpr int large_dwells = 24'000;  // some 100 MB: a copy takes long enough to be stopped
constexpr int small_dwells = 4;

class DbCommand : public testing::Test {
protected:
    void fill(int dwells) {
        const store::tests::StandingClock clock;
        store::Writer writer(database, store::tests::owner(), clock);
        const auto sweep = store::tests::begin(writer);
        for (int i = 0; i < dwells; ++i) {
            const auto dwell = writer.add_dwell(sweep, store::tests::sample_dwell());
            const auto cell = writer.cell(store::tests::sample_identity(), {}, store::tests::noon_ns);
            for (int k = 0; k < readings_per_dwell; ++k)
                writer.add_reading(dwell, cell, store::tests::sample_reading());
        }
    }

    Finished run(const std::string& arguments) {
        return run_program(folder, "--db '" + database.string() + "' " + arguments);
    }
    std::string target() const { return (folder.path() / "backup.db").string(); }

    TemporaryFolder folder;
    std::filesystem::path database = folder.path() / "survey.db";
};

TEST_F(DbCommand, ABackupIsToldAndCanBeUsed) {
    fill(small_dwells);
    const Finished finished = run("db backup " + target());
    EXPECT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("200 readings of 1 cell"));
    EXPECT_THAT(finished.out, HasSubstr("Next: boresight --db " + target() + " db check"));
    EXPECT_EQ(run_program(folder, "--db " + target() + " db check").code, 0);
    const Finished again = run("db backup " + target());
    EXPECT_EQ(again.code, 2);
    EXPECT_THAT(again.err, HasSubstr("--replace"));
    const Finished replaced = run("--format json db backup --replace " + target());
    EXPECT_EQ(replaced.code, 0) << replaced.err;
    EXPECT_EQ(json::parse(replaced.out)["readings"], small_dwells * readings_per_dwell);
}

TEST_F(DbCommand, ABackupWorksWhileAnotherProgramHoldsTheDatabase) {
    fill(small_dwells);
    const store::tests::StandingClock clock;
    const store::Writer log(database, {.command = "boresight log", .software = "test"}, clock);
    EXPECT_EQ(run("db backup " + target()).code, 0);
}

TEST_F(DbCommand, CtrlCOrAKillInABackupLeavesNoHalfFile) {
    fill(large_dwells);
    const std::string backup = "\"$B\" --db '" + database.string() + "' db backup '" + target() + "'";
    const std::string stop_it =
        backup + " & pid=$!; while [ ! -s '" + target() + ".unfinished' ] && kill -0 $pid; do :; done; kill ";
    const Finished stopped = run_script(folder, stop_it + "-INT $pid; wait $pid");
    EXPECT_EQ(stopped.code, 130) << stopped.err;
    EXPECT_THAT(stopped.err, HasSubstr("no backup was made"));
    EXPECT_FALSE(std::filesystem::exists(target()));
    EXPECT_FALSE(std::filesystem::exists(target() + ".unfinished"));
    EXPECT_EQ(run_script(folder, stop_it + "-KILL $pid; wait $pid").code, 128 + 9);
    EXPECT_FALSE(std::filesystem::exists(target())) << "half a copy looks like a backup";
    EXPECT_EQ(run("db backup " + target()).code, 0) << "what the kill left is in the way";
    EXPECT_FALSE(std::filesystem::exists(target() + ".unfinished"));
}

TEST_F(DbCommand, ACheckSaysWhatAYearOfLoggingWeighs) {
    fill(small_dwells);
    EXPECT_THAT(run("db check").out, HasSubstr("a year of logging 10 cells on 5 carriers every 60 s: 5.3 million "
                                               "readings, 762.6 MB at most"));
    const json year = json::parse(run("db check --format json --every 5min --cells 20 --carriers 2").out)["year"];
    EXPECT_EQ(year["readings"], 2'103'840);
    EXPECT_EQ(year["measured"], false);
    fill(large_dwells / 100);
    EXPECT_EQ(json::parse(run("db check --format json").out)["year"]["measured"], true);
}

TEST_F(DbCommand, WhatCannotBeMeantIsRefused) {
    fill(1);
    EXPECT_THAT(run("db").err, HasSubstr("Type \"boresight db check\""));
    EXPECT_THAT(run("db backup").err, HasSubstr("where to put the backup"));
    EXPECT_THAT(run("db check other.db").err, HasSubstr("--db other.db"));
    EXPECT_THAT(run("db check --every never").err, HasSubstr("a duration from 1s to 1d"));
    EXPECT_EQ(run("db check --cells -1").code, 2);
}

TEST(DurationArgument, TakesSecondsMinutesHoursAndDays) {
    const auto seconds = [](const char* text) { return duration_argument("--every", text, 1, 86400); };
    EXPECT_EQ(seconds("60"), 60);
    EXPECT_EQ(seconds("60s"), 60);
    EXPECT_EQ(seconds("5min"), 300);
    EXPECT_EQ(seconds("1.5h"), 5400);
    EXPECT_EQ(seconds("1d"), 86400);
    for (const char* text : {"", "s", "60 s", "0", "-5", "2d", "inf", "nan", "1e9", "60x", "5minutes"})
        EXPECT_THROW(seconds(text), Error) << text;
}

}  // namespace
}  // namespace boresight::cli
