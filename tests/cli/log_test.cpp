// SPDX-License-Identifier: GPL-3.0-or-later
// `boresight log` in a made world, with real processes: rounds, Ctrl-C, kills,
// pauses. The world's time passes only as the log sleeps or listens, so that a
// minute takes a fifth of a second.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "program.h"
#include "store/check.h"
#include "store/history.h"
#include "store/reader.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const std::string scene = "--radio scene --earfcn 5110 --gain 40 ";

class LogCommand : public testing::Test {
protected:
    Finished run(const std::string& arguments) { return run_program(folder, arguments); }
    // $LOG_OUT has what the log says; $ready waits until it said `n` lines.
    Finished beside_a_log(const std::string& script) {
        return run_script(folder, "ulimit -t 60; export XDG_RUNTIME_DIR='" + folder.path().string() +
                                      "'; \"$B\" log --format json " + scene + ">'" + lines().string() +
                                      "' & log=$!; ready() { for i in $(seq 600); do "
                                      "[ $(wc -l <'" +
                                      lines().string() +
                                      "') -ge $1 ] && return; "
                                      "kill -0 $log || return; sleep 0.05; done; }; ready 2; " +
                                      script);
    }
    std::filesystem::path lines() const { return folder.path() / "log.jsonl"; }
    std::filesystem::path database() const { return folder.path() / "data" / "boresight" / "simulated.db"; }

    std::vector<std::string> events() {
        std::vector<std::string> all;
        store::History(database()).events({}, [&](const store::Event& event) {
            all.push_back(event.kind + ": " + event.detail);
        });
        return all;
    }

    std::int64_t told_readings() {
        std::int64_t told = 0;
        std::istringstream whole(content(lines()));
        for (std::string line; std::getline(whole, line);) {
            const json round = json::parse(line, nullptr, false);  // a kill may cut the last line
            if (!round.is_discarded()) told += round["stored"]["readings"].get<std::int64_t>();
        }
        return told;
    }

    TemporaryFolder folder;
};

TEST_F(LogCommand, RoundsInAMadeWorldAreKeptApartAndCalledSimulated) {
    const Finished finished = run("log --rounds 4 " + scene);
    EXPECT_EQ(finished.code, 0) << finished.err;
    for (const char* words : {"SIMULATED", "log_start: every 60 s, 1 carrier\n", "PCI 357 (5110)",
                              "log_stop: 4 rounds, 0 missed", "simulated.db", "\nNext: boresight --db "})
        EXPECT_THAT(finished.out, HasSubstr(words));
    EXPECT_GE(store::Reader(database()).counts().readings, 4);
    EXPECT_EQ(store::Reader(database()).counts().dwells, 4);
    EXPECT_TRUE(store::History(database()).sessions().at(0).session.simulated);
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "data" / "boresight" / "survey.db"));
    const Finished trends = run("--db '" + database().string() + "' trends --utc");
    EXPECT_THAT(trends.out, AllOf(HasSubstr("SIMULATED"), HasSubstr("PCI 357"), HasSubstr("carrier every 1 min")));
}

TEST_F(LogCommand, JsonIsAnObjectALineAndRoundInTheShapeOfAScan) {
    const Finished finished = run("--format json log --every 5min --rounds 3 " + scene);
    EXPECT_EQ(finished.code, 0) << finished.err;
    std::istringstream whole(finished.out);
    std::vector<json> rounds;
    for (std::string line; std::getline(whole, line);) rounds.push_back(json::parse(line));
    ASSERT_EQ(rounds.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(rounds[i]["command"], "log");
        EXPECT_EQ(rounds[i]["simulated"], true);
        EXPECT_EQ(rounds[i]["round"], i + 1);
        EXPECT_EQ(rounds[i]["source"]["kind"], "device");
        EXPECT_EQ(rounds[i]["complete"], true);
        EXPECT_EQ(rounds[i]["cells"][0]["pci"], 357);
        EXPECT_EQ(rounds[i]["cells"][0]["carriers"][0]["earfcn"], 5110);
    }
    EXPECT_THAT(finished.err, HasSubstr("log_start: every 300 s"));
    EXPECT_EQ(run("--format json --quiet log --rounds 1 " + scene).err, "");
}

TEST_F(LogCommand, CtrlCEndsItWithEverythingRecorded) {
    const Finished finished = beside_a_log("ready 4; kill -INT $log; wait $log");
    EXPECT_EQ(finished.code, 130) << finished.err;
    EXPECT_EQ(store::Reader(database()).counts().readings, told_readings());
    EXPECT_THAT(events().back(), HasSubstr("log_stop: "));
}

TEST_F(LogCommand, CtrlCWhileItLooksForCarriersIsAStop) {
    const Finished finished =
        run_script(folder, "\"$B\" log --radio scene & log=$!; sleep 0.5; kill -INT $log; wait $log");
    EXPECT_EQ(finished.code, 130) << finished.err;
    EXPECT_THAT(finished.err, Not(HasSubstr("fault")));
}

TEST_F(LogCommand, AKillLosesNothingThatWasToldAndTheNextLogGoesOn) {
    EXPECT_EQ(beside_a_log("ready 4; kill -KILL $log; wait $log").code, 128 + 9);
    EXPECT_TRUE(store::check(database()).ok());
    EXPECT_GE(told_readings(), 3);
    EXPECT_GE(store::Reader(database()).counts().readings, told_readings());
    EXPECT_EQ(run("log --rounds 1 " + scene).code, 0);
}

TEST_F(LogCommand, AScanGoesFirstAndTheLogGoesOnAfterIt) {
    const Finished finished = beside_a_log("\"$B\" scan " + scene + "; echo scan $? >&2; n=$(wc -l <'" +
                                           lines().string() + "'); ready $((n + 3)); kill -INT $log; wait $log");
    EXPECT_EQ(finished.code, 130) << finished.err;
    EXPECT_THAT(finished.err, HasSubstr("scan 0\n"));
    EXPECT_THAT(events(), Contains(HasSubstr("gap: paused for boresight scan (pid ")));
    EXPECT_THAT(events(), Contains(AllOf(HasSubstr("resume: after "), HasSubstr("boresight scan"))));
    EXPECT_THAT(events().back(), HasSubstr("log_stop: "));
    EXPECT_TRUE(store::check(database()).ok());
}

TEST_F(LogCommand, AScanBesideAHungLogSaysWhoHoldsTheDatabase) {
    const Finished finished = beside_a_log("kill -STOP $log; \"$B\" scan " + scene +
                                           "; code=$?; echo log $log >&2; kill -KILL $log; exit $code");
    EXPECT_EQ(finished.code, 3) << finished.err;
    const std::string pid = finished.err.substr(finished.err.rfind("log ") + 4);
    EXPECT_THAT(finished.err, HasSubstr("'boresight log' (pid " + pid.substr(0, pid.find('\n'))));
    EXPECT_THAT(finished.err, HasSubstr("doesn't answer"));
}

TEST_F(LogCommand, ASecondLogIsRefused) {
    const Finished finished = beside_a_log("\"$B\" log " + scene + "; code=$?; kill -INT $log; wait $log; exit $code");
    EXPECT_EQ(finished.code, 3);
    EXPECT_THAT(finished.err, HasSubstr("'boresight log' (pid "));
}

TEST_F(LogCommand, WithoutAListTheCarriersOfTheLatestScanAreLogged) {
    ASSERT_EQ(run("scan " + scene).code, 0);
    const Finished finished = run("log --rounds 1 --radio scene --gain 40");
    EXPECT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, HasSubstr("every 60 s, 1 carrier\n"));
    EXPECT_THAT(finished.err, Not(HasSubstr("Looking for carriers")));
}

TEST_F(LogCommand, CarriersOf3GAreLoggedBesideThoseOfLteAndShownByTrendsAndExports) {
    const std::string in_database = "--db '" + database().string() + "' ";
    const Finished text = run("log --rounds 2 --radio scene --uarfcn 4413 --earfcn 5110 --gain 48");
    EXPECT_EQ(text.code, 0) << text.err;
    EXPECT_THAT(text.out, AllOf(HasSubstr("every 60 s, 2 carriers\n"), HasSubstr("strength, quality"),
                                HasSubstr("PCI 357 (5110)"), HasSubstr("PSC 340 (4413)")));
    const Finished finished = run("--format json log --rounds 3 --radio scene --uarfcn 4413 --gain 48");
    EXPECT_EQ(finished.code, 0) << finished.err;
    std::istringstream whole(finished.out);
    for (std::string line; std::getline(whole, line);) {
        const json cells = json::parse(line)["cells"];
        ASSERT_EQ(cells.size(), 1u);
        EXPECT_EQ(cells[0]["rat"], "umts");
        EXPECT_EQ(cells[0]["psc"], 340);
        EXPECT_EQ(cells[0]["carriers"][0]["uarfcn"], 4413);
        for (const char* key : {"rscp_dbfs", "rscp_sigma_db", "ecno_db", "rssi_dbfs", "cfo_hz"})
            EXPECT_TRUE(cells[0][key].is_number()) << key;
    }
    const Finished trends = run(in_database + "trends --utc");
    EXPECT_THAT(trends.out, AllOf(HasSubstr("PSC 340"), HasSubstr("PCI 357"), HasSubstr("carrier every 1 min")));
    const Finished exported = run(in_database + "export --rat umts --csv -");
    EXPECT_EQ(exported.code, 0) << exported.err;
    EXPECT_THAT(exported.out, AllOf(HasSubstr("rscp_dbfs"), HasSubstr("umts"), HasSubstr("340")));
    EXPECT_GE(std::count(exported.out.begin(), exported.out.end(), '\n'), 6);  // a line of names, five rounds
}

TEST_F(LogCommand, WithoutAListThe3GThatTheLatestScanHeardIsLoggedToo) {
    ASSERT_EQ(run("scan --radio scene --uarfcn 4413 --gain 48").code, 0);
    const Finished finished = run("log --rounds 1 --radio scene --gain 48");
    EXPECT_EQ(finished.code, 0) << finished.err;
    EXPECT_THAT(finished.out, AllOf(HasSubstr("every 60 s, 1 carrier\n"), HasSubstr("PSC 340 (4413)")));
    EXPECT_THAT(finished.err, Not(HasSubstr("Looking for carriers")));
}

TEST_F(LogCommand, WhatCannotBeMeantIsRefused) {
    for (const char* words : {"--every 0", "--uarfcn 17", "--uarfcn 10700", "--uarfcn 16384", "--every 2d",
                              "--rounds 0", "--earfcn 262144", "--band 99", "--gain loud"}) {
        const Finished finished = run(std::string("log --radio scene ") + words);
        EXPECT_EQ(finished.code, 2) << words;
        EXPECT_THAT(finished.err, HasSubstr("boresight: ")) << words;
    }
    EXPECT_FALSE(std::filesystem::exists(database()));
}

}  // namespace
}  // namespace boresight::cli
