// SPDX-License-Identifier: GPL-3.0-or-later
// `boresight report` as people and programs meet it: on a made sweep, and on one that the program itself measured.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.h"
#include "tests/survey/made_turn.h"
#include "typed.h"

namespace boresight::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using survey::made::keep_turn;
using survey::made::turn_origin;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

class ReportCommand : public testing::Test {
protected:
    Outcome report(std::vector<std::string> words) {
        words.insert(words.begin(), "report");
        words.insert(words.end(), {"--db", database.string()});
        return type(words);
    }
    std::string in(const char* name) const { return (folder.path() / name).string(); }

    TemporaryFolder folder;
    fs::path database = folder.path() / "survey.db";
};

TEST_F(ReportCommand, WritesThePageAndSaysWhere) {
    keep_turn(database, turn_origin(), {});
    const Outcome outcome = report({"-o", in("farm.html")});
    EXPECT_EQ(outcome.code, ExitCode::done) << outcome.err;
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("SIMULATED"), HasSubstr("Point to your mark 23"), HasSubstr("farm.html"),
                                   HasSubstr("Next: ")));
    EXPECT_THAT(content(in("farm.html")), AllOf(HasSubstr("<!DOCTYPE html>"), HasSubstr("</html>")));
}

TEST_F(ReportCommand, TellsProgramsOneObjectWithTheWholeOfAim) {
    keep_turn(database, turn_origin(), {});
    const Outcome outcome = report({"-o", in("a.html"), "--svg", in("cells"), "--format", "json"});
    ASSERT_EQ(outcome.code, ExitCode::done) << outcome.err;
    const json object = json::parse(outcome.out);
    EXPECT_EQ(object["command"], "report");
    EXPECT_EQ(object["session"], 1);
    EXPECT_EQ(object["simulated"], true);
    EXPECT_EQ(object["file"], in("a.html"));
    ASSERT_EQ(object["pictures"].size(), 2U);
    EXPECT_THAT(content(object["pictures"][0].get<std::string>()), HasSubstr("<svg"));
    EXPECT_EQ(object["position"]["latitude_deg"], 44.123);
    EXPECT_EQ(object["aim"]["verdict"]["kind"], "point");
    EXPECT_EQ(object["sentence"], object["aim"]["sentence"]);
    EXPECT_GT(object["expected_sinr_db"]["value"], object["before_sinr_db"]["value"]);
    EXPECT_THAT(object["checks"], IsEmpty());
    EXPECT_EQ(object["aim"]["not_measured"].size(), 2U);
}

TEST_F(ReportCommand, APageToTheScreenHasItToItself) {
    keep_turn(database, turn_origin(), {});
    const Outcome outcome = report({"-o", "-"});
    EXPECT_TRUE(outcome.out.starts_with("<!DOCTYPE html>"));
    EXPECT_TRUE(outcome.out.ends_with("</html>\n"));
}

TEST_F(ReportCommand, AnExactPlaceIsWarnedOf) {
    keep_turn(database, turn_origin(), {});
    EXPECT_THAT(report({"-o", in("a.html"), "--exact"}).err, HasSubstr("position is exact"));
    EXPECT_THAT(report({"-o", in("a.html")}).err, IsEmpty());
    EXPECT_EQ(report({"-o", in("a.html"), "--exact", "--no-place"}).code, ExitCode::bad_input);
}

TEST_F(ReportCommand, WhatIsntThereIsSaidWithTheFix) {
    const Outcome none = report({"-o", in("a.html")});
    EXPECT_NE(none.code, ExitCode::done);
    keep_turn(database, turn_origin(), {});
    const Outcome unknown = report({"--session", "9", "-o", in("a.html")});
    EXPECT_EQ(unknown.code, ExitCode::bad_input);
    EXPECT_THAT(unknown.err, HasSubstr("session 9 is no sweep"));
    EXPECT_EQ(report({"--session", "x"}).code, ExitCode::bad_input);
    EXPECT_THAT(report({"--site", "Mill", "-o", in("a.html")}).err, HasSubstr("no sweep was measured at \"Mill\""));
    EXPECT_FALSE(fs::exists(in("a.html")));
}

TEST_F(ReportCommand, WhereNothingCanBeWrittenAnOlderPageStays) {
    keep_turn(database, turn_origin(), {});
    fs::create_directory(in("folder"));
    EXPECT_EQ(report({"-o", in("folder")}).code, ExitCode::bad_input);
    EXPECT_EQ(report({"-o", in("nowhere/a.html")}).code, ExitCode::bad_input);
    folder.file("kept.html", "older");
    const Finished full = run_script(folder, "ulimit -f 8; trap '' XFSZ; \"$B\" report --db '" + database.string() +
                                                 "' -o '" + in("kept.html") + "'");
    EXPECT_EQ(full.code, 3) << full.err;
    EXPECT_EQ(content(in("kept.html")), "older");
}

// From the air to the page: what the page says is what aim printed.
TEST(ReportOfASweep, SaysDigitForDigitWhatAimPrinted) {
    const TemporaryFolder folder;
    const Finished both = run_script(
        folder,
        "cd \"$HOME\"; \"$B\" aim --radio scene --rotator scene --country US --operator 'AT&T' --hotspot GL-X750 "
        "--carrier 5110 --no-polarization --format json > aim.json && \"$B\" aim --radio scene --check --rotator scene "
        "--format json > check.json; \"$B\" report --db \"$XDG_DATA_HOME/boresight/simulated.db\" --format json");
    ASSERT_EQ(both.code, 0) << both.err;
    const json aim = json::parse(content(folder.path() / "aim.json"));
    const json check = json::parse(content(folder.path() / "check.json"));
    const json page = json::parse(both.out);
    EXPECT_EQ(page["sentence"], aim["sentence"]);
    EXPECT_EQ(page["aim"]["verdict"], aim["verdict"]);
    EXPECT_EQ(page["aim"]["not_measured"], aim["not_measured"]);
    ASSERT_EQ(page["checks"].size(), 1U);
    EXPECT_EQ(page["checks"][0]["sinr_db"], check["check"]["sinr_db"]);
    EXPECT_EQ(page["checks"][0]["outcome"], check["check"]["outcome"]);
    EXPECT_TRUE(fs::exists(folder.path() / page["file"].get<std::string>()));
}

}  // namespace
}  // namespace boresight::cli
