// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/sweep_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "platform/error.h"
#include "survey/sweep_estimate.h"

namespace boresight::survey {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

json good_stop(int i) {
    return {{"i", i},
            {"t_mid_s", 16 + 20 * i},
            {"dwell_s", 0.5},
            {"az_nominal_deg", 30 * i},
            {"pol", 0},
            {"block_centi_dbm", {{-9000, -9010, nullptr, -9020, -9030}, {-9500, -9510, -9520, -9530, -9540}}}};
}

json good_sweep() {
    json sweep{{"format", "pointing-sweep/1"},
               {"name", "made"},
               {"hpbw_nominal_deg", 55},
               {"sigma_az_deg", 3},
               {"block_s", 0.1},
               {"noise_dbm_per_re", -118},
               {"detect_snr_db", -6},
               {"stops", json::array()}};
    for (int i = 0; i < 4; ++i) sweep["stops"].push_back(good_stop(i));
    return sweep;
}

std::string refusal(const std::string& text) {
    try {
        parse_sweep(text, "farm.json");
    } catch (const Error& error) {
        EXPECT_EQ(error.exit_code(), ExitCode::bad_input);
        return error.what();
    }
    return "no refusal";
}

std::string refusal(const std::function<void(json&)>& spoil) {
    json sweep = good_sweep();
    spoil(sweep);
    return refusal(sweep.dump());
}

TEST(SweepFile, IsReadWhole) {
    const SweepFile sweep = parse_sweep(good_sweep().dump(), "farm.json");
    EXPECT_EQ(sweep.kind, SweepFile::Kind::sweep);
    EXPECT_EQ(sweep.name, "made");
    EXPECT_EQ(sweep.limit_dbm, -124);
    EXPECT_EQ(sweep.beamwidth_deg, 55);
    ASSERT_EQ(sweep.stops.size(), 4u);
    EXPECT_EQ(sweep.cells(), 2u);
    EXPECT_EQ(sweep.stops[2].azimuth_deg, 60);
    EXPECT_EQ(sweep.stops[2].time_s, 56);
    EXPECT_EQ(sweep.stops[2].cells[0][0], -90.0);
    EXPECT_EQ(sweep.stops[2].cells[0][2], std::nullopt);
    EXPECT_EQ(sweep.stops[2].cells[1][4], -95.4);
}

TEST(SweepFile, WhatIsNoSweepIsNamed) {
    EXPECT_THAT(refusal(""), AllOf(HasSubstr("farm.json: the file is empty"), HasSubstr("pointing-sweep/1")));
    EXPECT_THAT(refusal("{\"format\":"), HasSubstr("no JSON"));
    EXPECT_THAT(refusal("[1,2]"), HasSubstr("of type array"));
    EXPECT_THAT(refusal(std::string(100, '[')), HasSubstr("nested deeper"));
    EXPECT_THAT(refusal("{\"format\":1e999}"), HasSubstr("number is too large"));
    EXPECT_THAT(refusal("{}"), HasSubstr("farm.json, format: the value is absent"));
    EXPECT_THAT(refusal("{\"format\":\"\xff\"}"), HasSubstr("no JSON"));
}

// Each: what is spoiled, and what the refusal must say.
TEST(SweepFile, EveryHoleAndEveryWrongValueIsNamedWithItsPlace) {
    const std::vector<std::pair<std::function<void(json&)>, std::vector<std::string>>> cases{
        {[](json& s) { s.erase("hpbw_nominal_deg"); }, {"hpbw_nominal_deg", "missing", "10 to 180 degrees"}},
        {[](json& s) { s["hpbw_nominal_deg"] = "wide"; }, {"hpbw_nominal_deg", "\"wide\""}},
        {[](json& s) { s["sigma_az_deg"] = 0; }, {"sigma_az_deg: the value is 0", "never 0"}},
        {[](json& s) { s["block_s"] = nullptr; }, {"block_s", "missing"}},
        {[](json& s) { s["stops"] = json::array(); }, {"stops: the list is empty"}},
        {[](json& s) { s.erase("stops"); }, {"stops: the value is absent"}},
        {[](json& s) { s["stops"][1] = 7; }, {"stops[1] is of type number"}},
        {[](json& s) { s["stops"].erase(1); }, {"stops[1] i: the value is 2", "expected 1"}},
        {[](json& s) { s["stops"][3]["az_nominal_deg"] = 361; }, {"stops[3] az_nominal_deg", "361", "0 to 360"}},
        {[](json& s) { s["stops"][3].erase("az_nominal_deg"); }, {"stops[3] az_nominal_deg", "missing"}},
        {[](json& s) { s["stops"][3]["az_nominal_deg"] = -5; }, {"stops[3] az_nominal_deg", "-5"}},
        {[](json& s) { s["stops"][2]["t_mid_s"] = 30; }, {"stops[2] t_mid_s", "more than the 36 s"}},
        {[](json& s) { s["stops"][2]["dwell_s"] = 0; }, {"stops[2] dwell_s"}},
        {[](json& s) { s["stops"][0]["pol"] = 2; }, {"stops[0] pol"}},
        {[](json& s) { s["stops"][0]["pol"] = 0.5; }, {"stops[0] pol"}},
        {[](json& s) { s["stops"][2]["pol"] = 1; }, {"stops[2] pol", "same polarization"}},
        {[](json& s) { s["stops"][2]["block_centi_dbm"].erase(1); }, {"stops[2] block_centi_dbm: there are 1 cells"}},
        {[](json& s) { s["stops"][2]["block_centi_dbm"][1].erase(0); }, {"cell 1 has 4 blocks", "expected 5", "null"}},
        {[](json& s) { s["stops"][2]["block_centi_dbm"][1][3] = "x"; }, {"block 3 of cell 1 is string"}},
        {[](json& s) { s["stops"][2]["block_centi_dbm"][1][3] = -1e9; }, {"block 3 of cell 1", "-25000 to 10000"}},
        {[](json& s) { s["stops"][2]["block_centi_dbm"][1] = nullptr; }, {"cell 1 is of type null"}},
        {[](json& s) { s["stops"][2]["block_centi_dbm"] = json::array(); }, {"block_centi_dbm: the list is empty"}},
        {[](json& s) {
             for (int i = 4; i < 201; ++i) {
                 s["stops"].push_back(good_stop(i));
                 s["stops"].back()["az_nominal_deg"] = 0;
             }
         },
         {"stops: the list has 201 entries", "at most 200"}},
        {[](json& s) { s["format"] = "pointing-polarisation/1"; }, {"stops[1] az_nominal_deg", "at one azimuth"}},
    };
    for (const auto& [spoil, words] : cases) {
        const std::string said = refusal(spoil);
        EXPECT_THAT(said, HasSubstr("farm.json"));
        for (const std::string& word : words) EXPECT_THAT(said, HasSubstr(word));
    }
}

TEST(SweepFile, AComparisonOfPolarizationsNeedsNoAntenna) {
    json comparison = good_sweep();
    comparison["format"] = "pointing-polarisation/1";
    comparison.erase("hpbw_nominal_deg");
    comparison.erase("sigma_az_deg");
    for (int i = 0; i < 4; ++i) {
        comparison["stops"][i]["az_nominal_deg"] = 35;
        comparison["stops"][i]["pol"] = (i == 1 || i == 2) ? 1 : 0;
    }
    const SweepFile sweep = parse_sweep(comparison.dump(), "farm.json");
    EXPECT_TRUE(sweep.stops[1].b && sweep.stops[2].b && !sweep.stops[3].b);
    const SweepEstimate estimate = estimate_sweep(sweep, std::nullopt);
    ASSERT_TRUE(estimate.polarization);
    EXPECT_NEAR(estimate.polarization->difference_db.value, 0, 0.01);
    EXPECT_FALSE(estimate.verdict.azimuth_deg);
}

TEST(SweepFile, AWholeTurnIsNone) {
    json sweep = good_sweep();
    sweep["stops"][3]["az_nominal_deg"] = 360;
    EXPECT_EQ(parse_sweep(sweep.dump(), "farm.json").stops[3].azimuth_deg, 0);
}

TEST(SweepFile, AFileThatIsNotThereIsNamed) {
    EXPECT_THROW(read_sweep(system_files(), "/nowhere/sweep.json"), Error);
}

}  // namespace
}  // namespace boresight::survey
