// SPDX-License-Identifier: GPL-3.0-or-later
// `boresight survey` in the made world and on made visits, as people and programs meet it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.h"
#include "survey/spots.h"
#include "tests/survey/made_turn.h"
#include "typed.h"

namespace boresight::cli {
namespace {

namespace fs = std::filesystem;
using namespace survey::made;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class SurveyCommand : public testing::Test {
protected:
    void visit(const std::string& spot, double louder_db, double east_m, double north_m) {
        survey::SweepOrigin asked = turn_origin();
        asked.place = {.survey = "Farm", .spot = spot, .height_m = 6, .east_m = east_m, .north_m = north_m};
        const SystemClock clock;
        survey::SweepRecorder recorder(database, asked, clock, survey::survey_command);
        survey::SweepStopRecord dwell = turned_stop(visits++, survey::StopKind::ring, 0, {.flat = true}, random);
        for (survey::CarrierDwell& carrier : dwell.carriers) {
            carrier.dwell.position = Position{.latitude_deg = 44.123456 + 1e-5 * north_m, .longitude_deg = -72.654321};
            for (survey::CellLook& look : carrier.looks) {
                *look.reading.rsrp_dbfs += louder_db - 12;
                *look.reading.rsrp_port1_dbfs += louder_db - 12;
            }
        }
        recorder.keep(dwell, cells);
        recorder.finish(store::SweepState::done);
    }
    void visit_five() {
        const std::vector<std::string> spots{"roof", "gable", "barn", "<mill>", "gate"};
        for (const int round : {0, 1})
            for (std::size_t i = 0; i < spots.size(); ++i) {
                const std::size_t at = round == 0 ? i : spots.size() - 1 - i;
                visit(spots[at], at == 1 ? 7 : 0, 4.0 * static_cast<double>(at), static_cast<double>(at % 2) * 5);
            }
    }
    Outcome survey(std::vector<std::string> words) {
        words.insert(words.begin(), "survey");
        words.insert(words.end(), {"--db", database.string()});
        return type(words);
    }
    std::string in(const char* name) const { return (folder.path() / name).string(); }

    TemporaryFolder folder;
    fs::path database = folder.path() / "survey.db";
    std::mt19937 random{4};
    int visits = 0;
};

TEST_F(SurveyCommand, ComparesWhatWasMeasuredWithoutARadio) {
    visit_five();
    const Outcome outcome = survey({});
    EXPECT_EQ(outcome.code, ExitCode::done) << outcome.err;
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("SIMULATED"), HasSubstr("The best spot is \"gable\""),
                                   HasSubstr("signal quality (SINR)"), HasSubstr("Next: boresight aim at \"gable\"")));
    const json object = json::parse(survey({"--format", "json"}).out);
    EXPECT_EQ(object["decision"], "clear");
    EXPECT_EQ(object["spots"].size(), 5U);
    EXPECT_EQ(object["spots"][0]["spot"], "gable");
    EXPECT_TRUE(object["spots"][0]["behind_db"]["value"].is_null() || object["spots"][0]["behind_db"].is_null());
    EXPECT_GT(object["spots"][1]["behind_db"]["value"], 4);
    EXPECT_EQ(object["visits"].size(), 10U);
    EXPECT_EQ(object["visits"][0]["east_m"], 0.0);
}

TEST_F(SurveyCommand, TwoCloseSpotsAreToBeVisitedInTurn) {
    visit("roof", 0, 0, 0);
    visit("gable", 1, 3, 0);
    EXPECT_THAT(survey({}).out, AllOf(Not(HasSubstr("The best spot is")), HasSubstr("visited once"),
                                      HasSubstr("gable, roof, roof, gable")));
}

TEST_F(SurveyCommand, DrawsEveryKindOfMapByTheEndingOfItsName) {
    visit_five();
    const Outcome outcome =
        survey({"--map", in("a.html"), "--map", in("a.svg"), "--map", in("a.geojson"), "--map", in("a.kml")});
    ASSERT_EQ(outcome.code, ExitCode::done) << outcome.err;
    EXPECT_THAT(content(in("a.svg")), AllOf(HasSubstr("no data"), HasSubstr("SIMULATED"), HasSubstr("&lt;mill&gt;")));
    EXPECT_THAT(content(in("a.html")), AllOf(HasSubstr("Spots compared"), HasSubstr("<b>SIMULATED</b>"),
                                             HasSubstr("<svg"), Not(HasSubstr("<mill>"))));
    const json collection = json::parse(content(in("a.geojson")));
    ASSERT_EQ(collection["features"].size(), 10U);
    EXPECT_EQ(collection["features"][1]["properties"]["name"], "gable");
    EXPECT_EQ(collection["features"][1]["geometry"]["coordinates"][0], -72.654);
    EXPECT_THAT(content(in("a.kml")), AllOf(HasSubstr("<name>gable</name>"), HasSubstr("-72.6540000,44.123")));
    EXPECT_THAT(outcome.err, HasSubstr("rounded to about 100 m"));
}

TEST_F(SurveyCommand, ExactPositionsAreWarnedOf) {
    visit_five();
    const Outcome outcome = survey({"--map", in("a.kml"), "--exact"});
    EXPECT_THAT(outcome.err, HasSubstr("positions are exact"));
    EXPECT_THAT(content(in("a.kml")), HasSubstr("-72.6543210,44.12"));
}

TEST_F(SurveyCommand, WhatCannotBeIsRefused) {
    EXPECT_NE(survey({}).code, ExitCode::done);
    visit("roof", 0, 0, 0);
    EXPECT_EQ(survey({"--name", "Mill"}).code, ExitCode::bad_input);
    EXPECT_THAT(survey({"--map", in("a.png")}).err, HasSubstr(".html, .svg, .geojson or .kml"));
    EXPECT_EQ(survey({"--walk", "--spot", "roof"}).code, ExitCode::bad_input);
    EXPECT_THAT(survey({"--map", in("a.svg")}).err, HasSubstr("fewer than two places"));
    EXPECT_FALSE(fs::exists(in("a.svg")));
    EXPECT_THAT(survey({"--spot", "roof", "--offset", "3", "--radio", "scene"}).err,
                HasSubstr("metres east and north"));
}

// In the made world the mast is carried; each run adds to the survey of that name, with its carriers and gain.
TEST(SurveyOfTheMadeWorld, FindsTheSpotThatTheWorldHasBetter) {
    const TemporaryFolder folder;
    const std::string measure =
        "\"$B\" survey --radio scene --country US --carrier 5110 --name Farm --dwell 2 --quiet --format json ";
    const Finished done = run_script(folder, "set -e; cd \"$HOME\"; for o in 0,0 12,4 12,4 0,0; do " + measure +
                                                 "--spot \"at $o\" --offset $o > last.json; done; cat last.json");
    ASSERT_EQ(done.code, 0) << done.err;
    const json object = json::parse(done.out);
    EXPECT_EQ(object["simulated"], true);
    EXPECT_EQ(object["spots"].size(), 2U);
    EXPECT_EQ(object["visits"].size(), 4U);
    EXPECT_EQ(object["dwells_kept"], 1);
    std::printf("%s\n", object["sentence"].get<std::string>().c_str());
    for (const json& visit : object["visits"]) EXPECT_GE(visit["cells"].size(), 1U);
    const auto level = [&](std::size_t visit) { return object["visits"][visit]["cells"][0]["level_db"].get<double>(); };
    // A visit to the same place repeats within what drift and a new stand allow; the other place differs.
    EXPECT_NEAR(level(0), level(3), 4);
    EXPECT_NEAR(level(1), level(2), 4);
    EXPECT_NE(level(0), level(1));
}

TEST(SurveyOfTheMadeWorld, CtrlCInADwellKeepsWhatItHasHeard) {
    const TemporaryFolder folder;
    const std::string measure = "\"$B\" survey --country US --carrier 5110 --name Farm --spot roof --radio ";
    // Stopped once it tells how far the dwell is.
    const Finished done = run_script(
        folder, "cd \"$HOME\"; " + measure + "scene --dwell 2 > first.txt 2>&1; " + measure +
                    "driver=scene,pace=wall --dwell 60 --format json > last.json 2> progress.txt & pid=$!; "
                    "for i in $(seq 600); do grep -q \"roof [0-9]* %\" progress.txt && break; sleep 0.1; done; "
                    "kill -INT $pid; wait $pid; echo \"ended with $?\"; \"$B\" survey --radio scene --format json");
    EXPECT_THAT(done.out, HasSubstr("ended with 130")) << done.err;
    const json object = json::parse(done.out.substr(done.out.find('{')));
    EXPECT_EQ(object["visits"].size(), 2U);
}

}  // namespace
}  // namespace boresight::cli
