// SPDX-License-Identifier: GPL-3.0-or-later
// `aim` with the made world's radio, as the built program, and what a person by hand is told and asked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/aim_person.h"
#include "program.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr double tower_deg = 238;  // of the tree farm, from true north
constexpr double bearing_error_deg = 5;
constexpr double rounded_db = 0.051;  // one is written to a tenth, the other to a hundredth

class AimByHand : public testing::Test {
protected:
    pose::Turned ask(const std::vector<std::string>& typed, const pose::Target& target) {
        std::size_t next = 0;
        return ask_to_turn(
            context,
            [&](std::string& line) {
                if (next == typed.size()) return false;
                line = typed[next++];
                return true;
            },
            target);
    }

    SystemClock clock;
    std::ostringstream out, err;
    Context context{.out = out, .err = err, .clock = clock, .stop = {}, .database = {}};
};

TEST_F(AimByHand, SaysWhereToTurnAndWaitsForEnter) {
    EXPECT_EQ(ask({""}, {.azimuth = {150}}), pose::Turned::there);
    EXPECT_THAT(err.str(), HasSubstr("TURN TO  150"));
    EXPECT_THAT(err.str(), Not(HasSubstr("ROLL")));
    EXPECT_EQ(ask({"what?", ""}, {.azimuth = {150}, .polarization = pose::Polarization{"+45", 45}}),
              pose::Turned::there);
    EXPECT_THAT(err.str(), HasSubstr("ROLL TO  +45"));
    EXPECT_EQ(ask({""}, {.azimuth = {150}, .elevation_deg = -10}), pose::Turned::there);
    EXPECT_THAT(err.str(), HasSubstr("TILT TO  10° down"));
}

TEST_F(AimByHand, SSkipsQStopsAndSoDoesTheEndOfTheInput) {
    EXPECT_EQ(ask({"s"}, {.azimuth = {0}}), pose::Turned::skipped);
    EXPECT_EQ(ask({"q"}, {.azimuth = {0}}), pose::Turned::quit);
    EXPECT_EQ(ask({}, {.azimuth = {0}}), pose::Turned::quit);
}

TEST_F(AimByHand, SaysFromWhereToWhereToTurnSlowlyAndWhenToPressEnter) {
    std::vector<std::string> typed{"", "s", "q"};
    const auto next = [&](std::string& line) {
        line = typed.front();
        typed.erase(typed.begin());
        return true;
    };
    const pose::TurnAsked turn{.from = {300}, .by_deg = 90, .seconds = 21};
    EXPECT_EQ(ask_to_begin_turn(context, next, turn), pose::Turned::there);
    EXPECT_THAT(err.str(), HasSubstr("GO TO  300"));
    EXPECT_THAT(err.str(), HasSubstr("TURN SLOWLY TO  30  (clockwise), as evenly as you can, in about 21 s"));
    EXPECT_THAT(err.str(), HasSubstr("Press Enter as you start, and again as you pass 30"));
    EXPECT_EQ(ask_to_begin_turn(context, next, turn), pose::Turned::skipped);
    EXPECT_EQ(ask_to_begin_turn(context, next, turn), pose::Turned::quit);
    typed = {"", "s", "q", "what?"};
    EXPECT_EQ(passed_mark([](std::string&) { return false; }), pose::Turning::under_way);
    EXPECT_EQ(passed_mark(next), pose::Turning::passed);
    EXPECT_EQ(passed_mark(next), pose::Turning::skipped);
    EXPECT_EQ(passed_mark(next), pose::Turning::quit);
    EXPECT_EQ(passed_mark(next), pose::Turning::under_way);
}

TEST_F(AimByHand, IsToldWhyAStopWasSkipped) {
    survey::SweepStopRecord stop;
    EXPECT_EQ(heard_words(stop, {}), "Skipped.");
    stop.why_skipped = "the rotator stopped short of it";
    EXPECT_EQ(heard_words(stop, {}), "Skipped: the rotator stopped short of it.");
}

TEST_F(AimByHand, AnnouncesItsLengthAndTheDangers) {
    survey::LiveSweepSetting setting;
    setting.plan.dwell_s = 8;
    setting.plan.move_s = 12;
    const aim::SweepLength length{.ring = 14, .fine = 6, .duration_s = 400, .most = 24};
    EXPECT_EQ(length_words(length, true, setting),
              "I will ask for 14 stops and then about 6 more, then to roll the antenna and back (8 stops or so): 9 "
              "minutes by hand.");
    setting.polarizations[1] = {"horizontal", 90};
    setting.more_polarizations = {{"+45", 45}, {"-45", -45}};
    setting.elevation = aim::ElevationPlan{.lowest_deg = -10, .highest_deg = 30, .beamwidth_deg = 40};
    EXPECT_THAT(length_words(length, true, setting), HasSubstr("(8 stops or so), then to tilt it and back ("));
    setting.compare_polarizations = false;
    setting.elevation.reset();
    EXPECT_EQ(length_words(length, false, setting), "I will ask for 14 stops and then about 6 more: 7 minutes.");
    EXPECT_EQ(length_words({.ring = 6, .turns = 4, .fine = 6, .duration_s = 290, .most = 24}, true, setting),
              "I will ask for 2 stops and 4 slow turns and then about 6 more: 5 minutes by hand.");
    for (const char* danger : {"Power lines", "Lightning", "Roof", "Two people"})
        EXPECT_THAT(safety_words(), HasSubstr(danger));
}

TEST(AimWithARadio, PointsToTheTreeFarmsTowerAndTakesItsBestCarrier) {
    const TemporaryFolder folder;
    const Finished aimed = run_program(folder,
                                       "aim --radio scene --rotator scene --country US --operator 'AT&T' "
                                       "--hotspot GL-X750 --format json --svg \"$HOME/sweep.svg\"");
    ASSERT_EQ(aimed.code, 0) << aimed.err;
    const json report = json::parse(aimed.out);
    EXPECT_EQ(report["simulated"], true);
    const json& verdict = report["verdict"];
    EXPECT_EQ(verdict["kind"], "point");
    EXPECT_EQ(verdict["scale"], "true");
    std::printf("%s\n", report["sentence"].get<std::string>().c_str());
    EXPECT_LT(std::abs(std::remainder(verdict["azimuth_deg"].get<double>() - tower_deg, 360)), bearing_error_deg);
    const json& carrier = verdict["carrier"];
    EXPECT_EQ(carrier["pci"], 357);
    EXPECT_EQ(carrier["carriers"][0], json({{"band", "12"}, {"earfcn", 5110}}));
    const json& lock = verdict["lock"];
    EXPECT_EQ(lock["bands"], json({12}));
    EXPECT_EQ(lock["cell"]["earfcn"], 5110);
    EXPECT_EQ(lock["cell"]["pci"], 357);
    EXPECT_TRUE(verdict["why_no_lock"].is_null());
    EXPECT_THAT(report["sentence"].get<std::string>(),
                HasSubstr("Lock LTE band 12 (carrier EARFCN 5110, cell PCI 357). Expect"));

    // What the same sweep comes to when it is read back.
    const Finished advised =
        run_program(folder, "advise --radio scene --country US --operator 'AT&T' --hotspot GL-X750 --format json");
    ASSERT_EQ(advised.code, 0) << advised.err;
    const json advice = json::parse(advised.out);
    EXPECT_EQ(advice["source"]["azimuth_deg"], verdict["pointing_deg"]);
    EXPECT_EQ(advice["source"]["azimuth_low_deg"], verdict["azimuth_low_deg"]);
    const json& first = advice["ranking"][0];
    EXPECT_EQ(first["earfcn"], carrier["earfcn"]);
    EXPECT_EQ(first["pci"], carrier["pci"]);
    for (const char* end : {"value", "low", "high"})
        EXPECT_NEAR(first["sinr_db"][end].get<double>(), carrier["sinr_db"][end].get<double>(), rounded_db) << end;
    EXPECT_EQ(advice["lock"], lock);

    // Mounted as it says, it passes; where the made world's antenna points by itself, it doesn't.
    const Finished mounted = run_program(folder, "aim --check --radio scene --rotator scene --format json");
    EXPECT_EQ(mounted.code, 0) << mounted.out << mounted.err;
    const json check = json::parse(mounted.out)["check"];
    EXPECT_EQ(check["pass"], true);
    EXPECT_EQ(check["pci"], 357);
    EXPECT_EQ(check["expected_sinr_db"], carrier["sinr_db"]);
    const Finished loose = run_program(folder, "aim --check --radio scene </dev/null");
    EXPECT_EQ(loose.code, 1) << loose.out;
    EXPECT_THAT(loose.out, HasSubstr("FAIL. "));
    ASSERT_GE(report["stops"].size(), 12U);
    for (const json& stop : report["stops"]) {
        ASSERT_FALSE(stop["bands"].empty());
        EXPECT_TRUE(stop["bands"][0]["power_dbfs"].is_number());
    }
    EXPECT_FALSE(report["not_measured"].empty()) << "the dongle ends at 1766 MHz";
    EXPECT_THAT(report["database"].get<std::string>(), HasSubstr("simulated.db"));
    const std::string picture = content(folder.path() / "sweep.svg");
    EXPECT_THAT(picture, HasSubstr("SIMULATED"));
    EXPECT_THAT(picture, HasSubstr("Band power, cell unknown"));
}

TEST(AimWithARadio, WithNobodyToTurnTheAntennaSaysSo) {
    const TemporaryFolder folder;
    const Finished refused = run_program(folder, "aim --radio scene </dev/null");
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("--rotator"));
}

TEST(AimWithARadio, WithNothingToGoOnWithSaysSo) {
    const TemporaryFolder folder;
    const Finished refused = run_program(folder, "aim --radio scene --rotator scene --resume");
    EXPECT_NE(refused.code, 0);
    EXPECT_NE(refused.err, "");
    const Finished unchecked = run_program(folder, "aim --check --radio scene");
    EXPECT_EQ(unchecked.code, 2);
    EXPECT_THAT(unchecked.err, HasSubstr("no sweep was finished yet"));
    for (const char* wrong : {"--check --resume", "--arc 300", "--polarizations vertical", "--polarizations a:0,b:0",
                              "--beamwidth wide", "--stops 0", "--rotator crane"}) {
        const Finished bad = run_program(folder, std::string("aim --radio scene --rotator scene ") + wrong);
        EXPECT_EQ(bad.code, 2) << wrong << bad.err;
    }
}

}  // namespace
}  // namespace boresight::cli
