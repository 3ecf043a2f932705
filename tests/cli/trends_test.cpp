// SPDX-License-Identifier: GPL-3.0-or-later
// `boresight trends` on a made season, as people and programs meet it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "cli/local_time.h"
#include "cli/table.h"
#include "program.h"
#include "tests/store/sample.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr unsigned seed = 8;
constexpr int season_days = 60, rounds_per_day = 48;
constexpr std::int64_t midnight_ns = store::tests::noon_ns - 43'200 * store::tests::second_ns;  // 2026-10-18

class TrendsCommand : public testing::Test {
protected:
    // A cell that steps up by 4 dB on day 30 and one that goes after day 40; nobody listens on day 50.
    void fill(const std::string& purpose, bool simulated = false) {
        const store::tests::StandingClock clock;
        store::Writer writer(database, store::tests::owner(), clock);
        store::Session session = store::tests::sample_session();
        session.source_kind = "device";
        session.simulated = simulated;
        const auto sweep = writer.begin_sweep(writer.begin_session(session), {.purpose = purpose});
        std::mt19937 random(seed);
        std::normal_distribution<double> noise(0, 0.7);
        for (int n = 0; n < season_days * rounds_per_day; ++n) {
            const int day = n / rounds_per_day;
            if (day == 50) continue;
            store::Dwell dwell = store::tests::sample_dwell();
            dwell.start_ns = midnight_ns + n * 1800 * store::tests::second_ns;
            dwell.end_ns = dwell.start_ns + store::tests::second_ns;
            dwell.flags = 0;
            dwell.gain_db = 30;
            const auto id = writer.add_dwell(sweep, dwell);
            const auto hear = [&](int pci, double level_dbfs) {
                store::CellIdentity identity{
                    .rat = store::Rat::lte, .frequency_hz = 739e6, .physical_id = pci, .plmn = {}, .cell_id = {}};
                store::Reading reading = store::tests::sample_reading();
                reading.rsrp_dbfs = level_dbfs + noise(random);
                writer.add_reading(id, writer.cell(identity, {}, dwell.start_ns), reading);
            };
            hear(357, day < 30 ? -50 : -46);
            if (day < 40) hear(12, -60);
        }
        writer.add_event({.kind = "gap",
                          .detail = "power cut",
                          .session = {},
                          .time_ns = midnight_ns + 50 * 86'400 * store::tests::second_ns});
    }

    Finished run(const std::string& arguments) {
        return run_program(folder, "--db '" + database.string() + "' trends --utc " + arguments);
    }

    TemporaryFolder folder;
    std::filesystem::path database = folder.path() / "survey.db";
};

TEST_F(TrendsCommand, SaysWhatChangedOnWhichDay) {
    fill("log");
    const Finished finished = run("");
    EXPECT_EQ(finished.code, 0) << finished.err;
    for (const char* words :
         {"2026-11-17: PCI 357, band 12 (5110): level 4.0 dB up",
          "2026-11-26: PCI 12, band 12 (5110): heard for the last time",
          "2026-12-06 23:30: nobody listened for 24 h 30 min: gap: power cut", "a false step once in 10 000 years",
          "heard by 'log'", "carrier every 30 min", "\nNext: boresight --db "})
        EXPECT_THAT(finished.out, HasSubstr(words));
    EXPECT_THAT(finished.out, Not(HasSubstr("SIMULATED")));
    std::istringstream lines(finished.out);
    for (std::string line; std::getline(lines, line) && !line.starts_with("Next:");)
        EXPECT_LE(display_width(line), page_width) << line;
}

TEST_F(TrendsCommand, JsonHasEveryHourAndDay) {
    fill("log");
    const json object = json::parse(run("--format json").out);
    EXPECT_EQ(object["command"], "trends");
    EXPECT_EQ(object["round_s"], 1800);
    EXPECT_EQ(object["gaps"][0]["events"][0], "gap: power cut");
    ASSERT_EQ(object["cells"].size(), 2u);
    const json& cell = object["cells"][0];
    EXPECT_EQ(cell["pci"], 357);
    EXPECT_EQ(cell["carriers"][0]["earfcn"], 5110);
    EXPECT_EQ(cell["hours"].size(), 24u);
    EXPECT_EQ(cell["days"].size(), static_cast<std::size_t>(season_days - 1));
    EXPECT_NEAR(cell["days"][3]["level"]["median_db"].get<double>(), -80, 0.5);
    EXPECT_EQ(cell["steps"][0]["day"], "2026-11-17");
    EXPECT_EQ(object["cells"][1]["vanished"], true);
}

TEST_F(TrendsCommand, ATimeSpanLimitsIt) {
    fill("log");
    const json object = json::parse(run("--format json --since 2026-10-20 --until 2026-10-21").out);
    EXPECT_EQ(object["dwells"], 2 * rounds_per_day);
    EXPECT_EQ(object["cells"][1]["vanished"], false);
}

TEST_F(TrendsCommand, DrawsAPicture) {
    fill("log");
    const std::string svg = (folder.path() / "t.svg").string();
    EXPECT_EQ(run("--svg " + svg).code, 0);
    EXPECT_THAT(content(svg), HasSubstr("+4.0 dB, 2026-11-17"));
}

TEST_F(TrendsCommand, WhatAMadeWorldGaveIsCalledSimulated) {
    fill("log", true);
    const std::string svg = (folder.path() / "t.svg").string();
    EXPECT_THAT(run("--svg " + svg).out, HasSubstr("SIMULATED"));
    EXPECT_THAT(content(svg), HasSubstr("SIMULATED"));
    EXPECT_EQ(json::parse(run("--format json").out)["simulated"], true);
}

TEST_F(TrendsCommand, WithoutALogScansServeAndSweepsDoNot) {
    fill("scan");
    EXPECT_THAT(run("").out, HasSubstr("heard by 'scan'"));
    std::filesystem::remove(database);
    fill("aim");
    const Finished finished = run("");
    EXPECT_EQ(finished.code, 1);
    EXPECT_THAT(finished.out, HasSubstr("Next: boresight scan"));
}

TEST_F(TrendsCommand, WhatCannotBeMeantIsRefused) {
    EXPECT_EQ(run("").code, 3) << "there is no database";
    fill("log");
    EXPECT_EQ(run("--since yesterday").code, 2);
    EXPECT_EQ(run("--days -1").code, 2);
    EXPECT_EQ(run("--svg " + folder.path().string()).code, 2);
}

TEST(WallClockTest, CountsHoursByTheZoneAndItsSummerTime) {
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    WallClock berlin(WallClock::Zone::local);
    const std::int64_t summer = 1'792'886'400 * store::tests::second_ns;  // 2026-10-25T00:00:00Z, an hour before winter
    EXPECT_EQ(berlin(summer).hour, 2);
    EXPECT_EQ(berlin.zone(summer), "UTC+02:00");
    EXPECT_EQ(berlin(summer + 3'600 * store::tests::second_ns).hour, 2);
    EXPECT_EQ(berlin.zone(summer + 3'600 * store::tests::second_ns), "UTC+01:00");
    EXPECT_EQ(berlin.minute(summer), "2026-10-25 02:00");
    WallClock utc(WallClock::Zone::utc);
    EXPECT_EQ(utc(summer).hour, 0);
    EXPECT_EQ(utc(-1).day, -1);
    EXPECT_EQ(utc(-1).hour, 23);
    unsetenv("TZ");
    tzset();
}

}  // namespace
}  // namespace boresight::cli
