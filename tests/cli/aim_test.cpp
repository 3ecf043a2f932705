// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/table.h"
#include "program.h"
#include "typed.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

// Level at an azimuth, in hundredths of dBm, with a ripple that stands for fading.
int level(double azimuth_deg, double peak_deg, int block) {
    double off = std::remainder(azimuth_deg - peak_deg, 360);
    off = std::min(15.0, 3 * std::pow(2 * std::abs(off) / 55, 2));
    return static_cast<int>(std::lround(-9000 - 100 * off + 40 * std::sin(2.1 * block + azimuth_deg)));
}

class Aim : public testing::Test {
protected:
    std::string write(const json& sweep) {
        const std::filesystem::path path = folder.path() / "sweep.json";
        std::ofstream(path) << sweep.dump();
        return path.string();
    }

    static json stop(std::size_t i, double azimuth_deg, int pol, const std::vector<double>& peaks_deg, int raised) {
        json cells = json::array();
        for (const double peak_deg : peaks_deg) {
            json blocks = json::array();
            for (int b = 0; b < 40; ++b) blocks.push_back(level(azimuth_deg, peak_deg, b) + raised);
            cells.push_back(blocks);
        }
        return {{"i", i},     {"t_mid_s", 16 + 20 * i},  {"dwell_s", 4}, {"az_nominal_deg", azimuth_deg},
                {"pol", pol}, {"block_centi_dbm", cells}};
    }

    static json sweep(const std::vector<double>& peaks_deg) {
        json out{{"format", "pointing-sweep/1"},
                 {"name", "made"},
                 {"hpbw_nominal_deg", 55},
                 {"sigma_az_deg", 3},
                 {"block_s", 0.1},
                 {"noise_dbm_per_re", -118},
                 {"detect_snr_db", -6},
                 {"stops", json::array()}};
        std::vector<double> azimuths_deg;
        for (int k = 0; k < 12; ++k) azimuths_deg.push_back(30 * k);
        azimuths_deg.insert(azimuths_deg.end(), {0, 210, 225, 240, 255, 270, 0});
        for (const double azimuth_deg : azimuths_deg)
            out["stops"].push_back(stop(out["stops"].size(), azimuth_deg, 0, peaks_deg, 0));
        return out;
    }

    static json comparison(int raised_b) {
        json out = sweep({240});
        out["format"] = "pointing-polarisation/1";
        out["stops"] = json::array();
        for (const char c : std::string("ABBABAAB"))
            out["stops"].push_back(stop(out["stops"].size(), 240, c == 'B', {240}, c == 'B' ? raised_b : 0));
        return out;
    }

    TemporaryFolder folder;
};

TEST_F(Aim, TextBeginsWithTheVerdictStaysOnThePageAndEndsWithWhatToDo) {
    const Outcome outcome = type({"aim", "--import", write(sweep({240}))});
    EXPECT_EQ(outcome.code, ExitCode::done) << outcome.err;
    EXPECT_THAT(outcome.out, testing::StartsWith("Turn to 2"));
    EXPECT_THAT(outcome.out, HasSubstr("True bearing unknown (no scale zero)"));
    EXPECT_THAT(outcome.out, HasSubstr("Gain over now (0): "));
    std::istringstream lines(outcome.out);
    std::string last;
    for (std::string line; std::getline(lines, line); last = line) EXPECT_LE(display_width(line), page_width) << line;
    EXPECT_THAT(last, HasSubstr("Next: turn the antenna to 2"));
    EXPECT_THAT(outcome.out, Not(HasSubstr("-0.0 ")));
}

TEST_F(Aim, JsonHoldsEveryKeyOfTheContract) {
    const Outcome outcome = type({"--format", "json", "aim", "--import", write(sweep({240, 100}))});
    const json object = json::parse(outcome.out);
    for (const char* key : {"boresight", "command", "verdict", "sentence", "stops", "cells"})
        EXPECT_TRUE(object.contains(key)) << key;
    for (const char* key : {"kind", "azimuth_deg", "azimuth_low_deg", "azimuth_high_deg", "scale",
                            "gain_over_present_db", "polarization", "lock", "next_stop_deg", "stops_to_decide"})
        EXPECT_TRUE(object["verdict"].contains(key)) << key;
    EXPECT_EQ(object["command"], "aim");
    EXPECT_EQ(object["verdict"]["kind"], "point");
    EXPECT_EQ(object["verdict"]["scale"], "mark");
    EXPECT_TRUE(object["verdict"]["lock"].is_null());
    EXPECT_TRUE(object["verdict"]["polarization"]["difference_db"]["value"].is_null());
    ASSERT_EQ(object["cells"].size(), 2u);
    for (const auto& [cell, peak_deg] : {std::pair{0, 240.0}, std::pair{1, 100.0}}) {
        const json& fit = object["cells"][cell]["fit"];
        for (const char* key : {"azimuth_deg", "azimuth_low_deg", "azimuth_high_deg", "usable_direction", "p_isotropic",
                                "p_single", "p_two"})
            EXPECT_TRUE(fit.contains(key)) << key;
        EXPECT_NEAR(fit["azimuth_deg"], peak_deg, 6);
    }
    EXPECT_EQ(object["stops"].size(), 19u);
    EXPECT_EQ(object["stops"][13]["azimuth_deg"], 210);
}

TEST_F(Aim, APolarizationFileHasADifferenceAndNoBearing) {
    const Outcome outcome = type({"aim", "--format", "json", "--import", write(comparison(250))});
    const json verdict = json::parse(outcome.out)["verdict"];
    EXPECT_EQ(outcome.code, ExitCode::done);
    EXPECT_EQ(verdict["kind"], "not_enough");
    EXPECT_TRUE(verdict["azimuth_deg"].is_null() && verdict["azimuth_low_deg"].is_null());
    EXPECT_EQ(verdict["polarization"]["choice"], "B");
    EXPECT_NEAR(verdict["polarization"]["difference_db"]["value"], 2.5, 0.3);
    EXPECT_THAT(type({"aim", "--import", write(comparison(-250))}).out, HasSubstr("A (pol 0) is better by 2.5"));
    EXPECT_THAT(type({"aim", "--import", write(comparison(0))}).out, HasSubstr("No difference (within 1 dB)"));
}

TEST_F(Aim, GainIsCountedFromWhereTheAntennaIsSaidToPoint) {
    const json there = json::parse(
        type({"aim", "--format", "json", "--present", "240", "--import", write(sweep({240}))}).out)["verdict"];
    EXPECT_NEAR(there["gain_over_present_db"]["value"], 0, 0.3);
    EXPECT_EQ(type({"aim", "--present", "400", "--import", "x"}).code, ExitCode::bad_input);
}

TEST_F(Aim, WhatCannotBeEstimatedIsOneSentenceAndExitCode2) {
    json hole = sweep({240});
    hole["stops"].erase(3);
    for (const auto& [words, said] : {std::pair<std::vector<std::string>, std::string>{
                                          {"aim", "--import", "/nowhere/sweep.json"}, "/nowhere/sweep.json"},
                                      {{"aim", "--import", write(hole)}, "stops[3] i: the value is 4; expected 3"}}) {
        const Outcome outcome = type(words);
        EXPECT_EQ(outcome.code, ExitCode::bad_input);
        EXPECT_EQ(outcome.out, "");
        EXPECT_THAT(outcome.err, HasSubstr(said));
    }
}

TEST_F(Aim, ThePictureHasEveryDwellAndIsWrittenWhole) {
    const std::filesystem::path svg = folder.path() / "sweep.svg";
    json named = sweep({240});
    named["name"] = "farm <1> & barn";
    EXPECT_EQ(type({"aim", "--import", write(named), "--svg", svg.string()}).code, ExitCode::done);
    const std::string picture = content(svg);
    EXPECT_THAT(picture, testing::StartsWith("<svg "));
    EXPECT_THAT(picture, testing::EndsWith("</svg>\n"));
    EXPECT_THAT(picture, HasSubstr("farm &lt;1&gt; &amp; barn"));
    std::size_t dots = 0;
    for (std::size_t at = picture.find("r=\"4.5\""); at != std::string::npos; at = picture.find("r=\"4.5\"", at + 1))
        ++dots;
    EXPECT_EQ(dots, 19u + 1);  // and one in the legend
    EXPECT_EQ(type({"aim", "--import", write(comparison(0)), "--svg", svg.string()}).code, ExitCode::bad_input);
}

TEST_F(Aim, AFlatSweepNamesNoDirectionAndExitsWithOne) {
    json flat = sweep({240});
    for (json& stop : flat["stops"])
        for (int b = 0; b < 40; ++b)
            stop["block_centi_dbm"][0][b] = level(stop["az_nominal_deg"], stop["az_nominal_deg"], b);
    const Outcome outcome = type({"aim", "--import", write(flat)});
    EXPECT_EQ(outcome.code, ExitCode::answer_is_no);
    EXPECT_THAT(outcome.out, HasSubstr("No usable direction"));
}

}  // namespace
}  // namespace boresight::cli
