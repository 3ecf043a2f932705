// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numbers>
#include <sstream>

#include "cli/command_line.h"
#include "tests/store/sample.h"
#include "tests/survey/made_turn.h"

namespace boresight::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using store::tests::noon_ns;
using store::tests::sample_dwell;
using store::tests::sample_identity;
using store::tests::sample_reading;
using testing::HasSubstr;
using testing::StartsWith;

constexpr double sector_error_deg = 0.5;  // 150 m in steps of a centimetre

struct Outcome {
    ExitCode code;
    std::string out, err;
};

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::int64_t lines(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
}

class ExportCommand : public testing::Test {
protected:
    // Two sessions, one of LTE and one of UMTS.
    void SetUp() override {
        store::Writer w(database, store::tests::owner(), clock);
        const auto lte = w.add_dwell(store::tests::begin(w), sample_dwell());
        w.add_reading(lte, w.cell(sample_identity(), {}, noon_ns), sample_reading());
        store::Dwell nowhere = sample_dwell();
        nowhere.position.reset();
        nowhere.start_ns = noon_ns + 86'400 * store::tests::second_ns;
        auto umts = sample_identity();
        umts.rat = store::Rat::umts;
        w.add_reading(w.add_dwell(store::tests::begin(w), nowhere), w.cell(umts, {}, noon_ns), {.rscp_dbfs = -50.0});
        w.commit();
    }

    Outcome type(std::vector<std::string> words, StopToken stop = {}) {
        std::ostringstream out, err;
        Context context{.out = out, .err = err, .clock = clock, .stop = stop, .database = {}};
        words.insert(words.end(), {"--db", database.string()});
        const ExitCode code = run(words, context);
        return {code, out.str(), err.str()};
    }

    std::string in(const char* name) const { return (folder / name).string(); }

    store::tests::Folder folder;
    fs::path database = folder / "survey.db";
    store::tests::StandingClock clock;
};

TEST_F(ExportCommand, WritesAMapOfThoseReadingsThatHaveAPlace) {
    EXPECT_EQ(type({"export", in("m.kml")}).code, ExitCode::done);
    const std::string kml = text_of(in("m.kml"));
    EXPECT_THAT(kml, HasSubstr("<coordinates>-18.0690000,59.3290000,30.0</coordinates>"));
    EXPECT_EQ(kml.find("<Placemark>"), kml.rfind("<Placemark>"));
    EXPECT_TRUE(kml.ends_with("</kml>\n"));
    EXPECT_THAT(type({"export", "--kml", "-", "--exact"}).out, HasSubstr("-18.0685808,59.3293211"));
}

// Degrees between the two edges of a map's sector, seen from its mast.
double sector_width_deg(const std::string& kml) {
    const std::string mark = "<LinearRing><coordinates>";
    const std::size_t at = kml.find(mark);
    if (at == std::string::npos) return 0;
    std::istringstream points(kml.substr(at + mark.size(), kml.find('<', at + mark.size()) - at - mark.size()));
    std::vector<std::pair<double, double>> east_north;
    for (std::string point; points >> point;)
        east_north.emplace_back(std::stod(point), std::stod(point.substr(point.find(',') + 1)));
    const auto bearing_deg = [&](const std::pair<double, double>& to) {
        const auto [east, north] = east_north.front();
        const double narrower = std::cos(north * std::numbers::pi / 180);
        return std::atan2((to.first - east) * narrower, to.second - north) * 180 / std::numbers::pi;
    };
    return std::remainder(bearing_deg(east_north[east_north.size() - 2]) - bearing_deg(east_north[1]), 360);
}

TEST_F(ExportCommand, ASectorIsAsWideAsTheBeamOfItsSweep) {
    std::mt19937 random{1};
    for (const double beamwidth_deg : {30.0, 55.0, 90.0}) {
        survey::SweepOrigin asked = survey::made::turn_origin();
        asked.simulated = false;
        asked.setting.plan.beamwidth_deg = beamwidth_deg;
        survey::SweepRecorder recorder(database, asked, clock);
        recorder.keep(survey::made::turned_stop(0, survey::StopKind::ring, 120, {}, random), survey::made::cells);
        recorder.finish(store::SweepState::done);
        const std::string kml = type({"export", "--kml", "-", "--session", "last", "--exact"}).out;
        EXPECT_NEAR(sector_width_deg(kml), beamwidth_deg, sector_error_deg);
    }
}

TEST_F(ExportCommand, WritesEachFileByItsEnding) {
    const Outcome outcome = type({"export", in("r.csv"), in("m.geojson")});
    EXPECT_EQ(outcome.code, ExitCode::done);
    EXPECT_EQ(outcome.out, "Wrote 2 readings of 2 cells to " + in("r.csv") + "\nWrote 2 readings of 2 cells to " +
                               in("m.geojson") + "\n");
    EXPECT_THAT(outcome.err, HasSubstr("Positions are rounded to 0.001 degrees (about 100 m)"));
    EXPECT_EQ(lines(text_of(in("r.csv"))), 3);
    EXPECT_EQ(json::parse(text_of(in("m.geojson")))["features"].size(), 2u);
    EXPECT_FALSE(fs::exists(in("r.csv.part")));
}

TEST_F(ExportCommand, TheScreenGetsTheDataAndNothingElse) {
    const Outcome csv = type({"export", "--csv", "-"});
    EXPECT_EQ(lines(csv.out), 3);
    EXPECT_THAT(csv.out, StartsWith("time_utc,"));
    const Outcome map = type({"export", "--geojson", "-", "--format", "json"});
    EXPECT_EQ(json::parse(map.out)["type"], "FeatureCollection");
}

TEST_F(ExportCommand, PositionsAreExactOnlyWhenAskedFor) {
    EXPECT_THAT(type({"export", "--csv", "-"}).out, HasSubstr(",59.329,-18.069,30,"));
    const Outcome exact = type({"export", "--csv", "-", "--exact"});
    EXPECT_THAT(exact.out, HasSubstr(",59.3293211,-18.0685808,28.5,"));
    EXPECT_THAT(exact.err, HasSubstr("Positions are exact"));
    EXPECT_EQ(type({"export", "--csv", "-", "--rat", "umts"}).err, "") << "no position, no word about it";
}

TEST_F(ExportCommand, Filters) {
    EXPECT_EQ(lines(type({"export", "--csv", "-", "--rat", "lte"}).out), 2);
    EXPECT_EQ(lines(type({"export", "--csv", "-", "--session", "1"}).out), 2);
    EXPECT_THAT(type({"export", "--csv", "-", "--session", "last"}).out, HasSubstr(",umts,"));
    EXPECT_THAT(type({"export", "--csv", "-", "--since", "2026-10-19"}).out, HasSubstr(",umts,"));
    EXPECT_EQ(lines(type({"export", "--csv", "-", "--since", "2026-10-19"}).out), 2);
    EXPECT_EQ(lines(type({"export", "--csv", "-", "--until", "2026-10-18"}).out), 2);
    EXPECT_EQ(lines(type({"export", "--csv", "-", "--until", "2026-10-18T12:00Z"}).out), 1);
}

TEST_F(ExportCommand, NothingThatFitsIsANoWithAnEmptyFile) {
    const Outcome outcome = type({"export", in("r.csv"), "--since", "2030-01-01"});
    EXPECT_EQ(outcome.code, ExitCode::answer_is_no);
    EXPECT_THAT(outcome.err, HasSubstr("No reading in the database fits."));
    EXPECT_EQ(lines(text_of(in("r.csv"))), 1);
}

TEST_F(ExportCommand, JsonSaysWhatWasWritten) {
    const json said = json::parse(type({"export", in("r.csv"), "--format", "json"}).out);
    EXPECT_EQ(said["command"], "export");
    EXPECT_EQ(said["readings"], 2);
    EXPECT_EQ(said["positions"], "rounded");
    EXPECT_EQ(said["files"], (json{{{"format", "csv"}, {"file", in("r.csv")}}}));
}

TEST_F(ExportCommand, AnInterruptedExportLeavesTheOldFile) {
    std::ofstream(in("r.csv")) << "old\n";
    StopSource stop;
    stop.request_stop();
    EXPECT_EQ(type({"export", in("r.csv")}, stop.token()).code, ExitCode::stopped);
    EXPECT_EQ(text_of(in("r.csv")), "old\n");
    EXPECT_FALSE(fs::exists(in("r.csv.part")));
}

TEST_F(ExportCommand, WrongUseIsOneSentence) {
    const auto refused = [&](const std::vector<std::string>& words, const std::string& said) {
        const Outcome outcome = type(words);
        EXPECT_EQ(outcome.code, ExitCode::bad_input);
        EXPECT_EQ(outcome.out, "");
        EXPECT_THAT(outcome.err, HasSubstr(said));
        EXPECT_EQ(lines(outcome.err), 1);
    };
    refused({"export"}, "boresight export readings.csv");
    refused({"export", "r.txt"}, "--csv r.txt, --geojson r.txt or --kml r.txt");
    refused({"export", "r.csv", "--csv", "r.csv"}, "\"r.csv\" is named twice");
    refused({"export", folder.path().string() + ".csv/x/r.csv"}, "no such file or folder");
    refused({"export", "--csv", folder.path().string()}, "this is a folder");
    refused({"export", "r.csv", "--since", "yesterday"}, "--since yesterday: this isn't a time");
    refused({"export", "r.csv", "--session", "first"}, "its number, or \"last\"");
    refused({"export", "r.csv", "--rat", "gsm"}, "lte or umts");
}

TEST_F(ExportCommand, ADeviceStaysADevice) {
    EXPECT_EQ(type({"export", "--csv", "/dev/null"}).code, ExitCode::done);
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(ExportCommand, DbCheckSaysWhatIsThere) {
    const Outcome outcome = type({"db", "check"});
    EXPECT_EQ(outcome.code, ExitCode::done);
    for (const char* words : {"State     whole", "2 readings of 2 cells", "2 dwells in 2 sessions", "journal wal",
                              "synchronous=FULL", "nobody", "Schema    5"}) {
        EXPECT_THAT(outcome.out, HasSubstr(words));
    }
    EXPECT_THAT(outcome.out, testing::EndsWith("Next: boresight --db " + database.string() + " export readings.csv\n"));
    const json said = json::parse(type({"db", "check", "--format", "json"}).out);
    EXPECT_EQ(said["ok"], true);
    EXPECT_EQ(said["counts"]["readings"], 2);
    EXPECT_TRUE(said["holder"].is_null());
    EXPECT_TRUE(said["bytes_per_reading"].is_null());
}

TEST_F(ExportCommand, DbCheckNamesTheHolder) {
    const store::Writer holder(database, store::tests::owner(), clock);
    EXPECT_THAT(type({"db", "check"}).out, HasSubstr("'boresight scan' (pid " + std::to_string(getpid())));
    EXPECT_EQ(json::parse(type({"db", "check", "--format", "json"}).out)["holder"]["pid"], getpid());
}

TEST_F(ExportCommand, DbCheckOfADamagedDatabaseIsANo) {
    {
        std::fstream bytes(database, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(4096);
        bytes << std::string(8 * 4096, '\xa5');
    }
    const Outcome outcome = type({"db", "check"});
    EXPECT_EQ(outcome.code, ExitCode::answer_is_no);
    EXPECT_THAT(outcome.out, HasSubstr("DAMAGED"));
    EXPECT_EQ(json::parse(type({"db", "check", "--format", "json"}).out)["ok"], false);
}

TEST_F(ExportCommand, DbWithoutAnActionSaysWhatToType) {
    EXPECT_THAT(type({"db"}).err, HasSubstr("Type \"boresight db check\""));
    EXPECT_EQ(type({"db", "chekc"}).code, ExitCode::bad_input);
}

}  // namespace
}  // namespace boresight::cli
