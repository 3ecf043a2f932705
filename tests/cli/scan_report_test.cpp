// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scan_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/table.h"
#include "survey/carrier_names.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class ScanReportTest : public testing::Test {
protected:
    ScanReportTest() {
        request.recording = "farm.sigmf-meta";
        request.database = "/data/survey.db";
        outcome.name = "farm";
        outcome.sample_rate_hz = 1.92e6;
        outcome.length_s = 0.08;
        outcome.center_frequency_hz = 739e6;
        outcome.result.seconds = 0.08;
        outcome.result.level_dbfs = -30;
    }

    survey::ScanCell& add_cell(int pci) {
        survey::ScanCell found;
        found.cell.pci = pci;
        found.cell.mib = dsp::lte::Mib{
            .bits = 0x619c00, .n_rb_dl = 50, .phich_ng = dsp::lte::PhichNg::one_sixth, .sfn = 412, .ports = 2};
        found.cell.frame_start_sample = 1234.5;
        found.cell.cfo_hz = -812.4;
        found.cell.cfo_sigma_hz = 9;
        found.cell.rsrp_dbfs = -61.2;
        found.cell.rsrp_sigma_db = 0.3;
        found.cell.rsrp_ports_dbfs = {-61.0, -61.4};
        found.cell.sinr_db = 14.2;
        found.cell.sinr_sigma_db = 0.2;
        found.cell.n = 16;
        found.frequency_hz = 739e6;
        found.carriers = survey::carrier_names(739e6, dsp::lte::Duplex::fdd);
        outcome.result.cells.push_back(found);
        return outcome.result.cells.back();
    }

    void find(survey::Finding::Kind kind, double value = 0) {
        outcome.result.findings.push_back({.kind = kind, .value = value});
    }

    json object() const { return json::parse(scan_json(request, outcome, 0.061)); }
    std::string text() { return scan_text(context, request, outcome); }

    SystemClock clock;
    std::ostringstream out, err;
    Context context{.out = out, .err = err, .clock = clock, .stop = {}, .database = {}};
    app::ScanRequest request;
    app::ScanOutcome outcome;
};

TEST_F(ScanReportTest, JsonHoldsEveryKeyOfTheContract) {
    add_cell(357);
    outcome.result.short_cells.push_back({.physical_id = 12, .metric = 1.1, .needed = 1.5});
    const json object = this->object();
    for (const char* key :
         {"boresight", "command", "simulated", "source", "cells", "short", "refusals", "advice", "cpu_seconds"})
        EXPECT_TRUE(object.contains(key)) << key;
    for (const char* key : {"kind", "name", "sample_rate_hz", "center_frequency_hz", "seconds"})
        EXPECT_TRUE(object["source"].contains(key)) << key;
    for (const char* key : {"rat",
                            "pci",
                            "duplex",
                            "cp",
                            "n_rb_dl",
                            "ports",
                            "phich_duration",
                            "phich_ng",
                            "mib_hex",
                            "sfn",
                            "frame_start_sample",
                            "frequency_hz",
                            "carriers",
                            "operator",
                            "cfo_hz",
                            "cfo_sigma_hz",
                            "clock_ppm",
                            "rsrp_dbfs",
                            "rsrp_sigma_db",
                            "rsrp_ports_dbfs",
                            "rsrp_sum_dbfs",
                            "clock_sigma_ppm",
                            "rssi_sigma_db",
                            "rsrp_dbm",
                            "rssi_dbfs",
                            "rsrq_db",
                            "rsrq_n_rb",
                            "sinr_db",
                            "sinr_sigma_db",
                            "noise_dbfs_re",
                            "delay_spread_us",
                            "first_path_db",
                            "direct_path_blocked",
                            "coherence_time_s",
                            "coherence_at_least_s",
                            "load",
                            "load_sigma",
                            "load_n_rb",
                            "n",
                            "sib1_hex",
                            "sib1",
                            "si_hex",
                            "sib2",
                            "sib5"})
        EXPECT_TRUE(object["cells"][0].contains(key)) << key;
    for (const char* key : {"rat", "pci", "why"}) EXPECT_TRUE(object["short"][0].contains(key)) << key;
    for (const char* key : {"plmn", "name", "known_from", "likely"})
        EXPECT_TRUE(object["cells"][0]["operator"].contains(key)) << key;
}

TEST_F(ScanReportTest, JsonSaysWhatWasMeasured) {
    add_cell(357);
    outcome.result.refusals[static_cast<std::size_t>(dsp::lte::Refusal::pss_below_threshold)] = 3;
    const json object = this->object();
    const json& cell = object["cells"][0];
    EXPECT_EQ(cell["pci"], 357);
    EXPECT_EQ(cell["mib_hex"], "619c00");
    EXPECT_EQ(cell["phich_ng"], "1/6");
    EXPECT_EQ(cell["frequency_hz"], 739000000);
    EXPECT_EQ(cell["cfo_hz"], -812.4);
    EXPECT_EQ(cell["carriers"][0], json::parse(R"({"band":12,"earfcn":5110})"));
    EXPECT_EQ(cell["operator"]["known_from"], "unknown");
    EXPECT_TRUE(cell["operator"]["plmn"].is_null());
    EXPECT_TRUE(cell["sib1"].is_null());
    EXPECT_EQ(cell["sib1_needs_rate_sps"], 11250000);  // of 50 resource blocks
    EXPECT_EQ(object["refusals"], json::parse(R"({"lte.pss.below_threshold":3})"));
    EXPECT_EQ(object["source"]["kind"], "recording");
    EXPECT_EQ(object["cpu_seconds"], 0.061);
}

TEST_F(ScanReportTest, WhatIsNotKnownIsNullAndNeverZeroOrAbsent) {
    survey::ScanCell& found = add_cell(1);
    found.cell.mib.reset();
    found.cell.rssi_dbfs = -std::numeric_limits<double>::infinity();
    found.cell.rsrq_db = std::numeric_limits<double>::quiet_NaN();
    found.frequency_hz.reset();
    found.carriers.clear();
    outcome.center_frequency_hz.reset();
    const json cell = object()["cells"][0];
    for (const char* key : {"mib_hex",
                            "sfn",
                            "n_rb_dl",
                            "ports",
                            "phich_ng",
                            "phich_duration",
                            "frequency_hz",
                            "carriers",
                            "rssi_dbfs",
                            "rsrq_db",
                            "clock_ppm",
                            "delay_spread_us",
                            "first_path_db",
                            "rsrp_dbm",
                            "direct_path_blocked",
                            "coherence_time_s",
                            "coherence_at_least_s",
                            "load",
                            "load_sigma",
                            "load_n_rb"})
        EXPECT_TRUE(cell.at(key).is_null()) << key;
    EXPECT_TRUE(object()["source"]["center_frequency_hz"].is_null());
}

TEST_F(ScanReportTest, SaysHowBusyACellIsAndWhetherItsDirectPathIsBlocked) {
    add_cell(12);
    EXPECT_THAT(text(), Not(HasSubstr("busy")));
    dsp::lte::Cell& cell = add_cell(357).cell;
    cell.load = dsp::lte::Load{.share = 0.404, .sigma = 0.031, .n_rb = 6};
    cell.direct_path_blocked = true;
    cell.first_path_db = -12.3;
    cell.coherence_at_least_s = 0.02;
    EXPECT_THAT(text(), HasSubstr("Share of a cell's capacity that is in use: PCI 357 at 739 MHz 40 ± 3 %"));
    EXPECT_THAT(text(), HasSubstr("PCI 357: direct path blocked"));
    const json written = object()["cells"][1];
    EXPECT_EQ(written["load"], 0.404);
    EXPECT_EQ(written["load_sigma"], 0.031);
    EXPECT_EQ(written["load_n_rb"], 6);
    EXPECT_EQ(written["direct_path_blocked"], true);
    EXPECT_EQ(written["coherence_at_least_s"], 0.02);
    EXPECT_TRUE(written["coherence_time_s"].is_null());
}

TEST_F(ScanReportTest, JsonStaysValidWithANameThatIsNoUtf8) {
    outcome.name = "farm\xff\xfe";
    EXPECT_NO_THROW(object());
}

TEST_F(ScanReportTest, TextStaysOnThePageAndEndsWithTheNextCommand) {
    request.recording = "my farm.sigmf-meta";
    for (int pci = 0; pci < 4; ++pci) add_cell(500 + pci);
    std::istringstream lines(text());
    std::string last;
    for (std::string line; std::getline(lines, line); last = line) EXPECT_LE(display_width(line), page_width) << line;
    EXPECT_THAT(last, HasSubstr("boresight scan --file \"my farm.sigmf-meta\" --at LAT,LON"));
}

TEST_F(ScanReportTest, TextNamesEachTermOnceInPlainWords) {
    add_cell(357);
    const std::string text = this->text();
    for (const char* words :
         {"quality (SINR)", "strength (RSRP)", "cell (PCI)", "good, 14.2 ± 0.2 dB", "-61.2 ± 0.3 dBFS", "band (EARFCN)",
          "12 (5110)", "10 MHz", "EARFCN 5110 of band 12 is 739 MHz, FDD"})
        EXPECT_THAT(text, HasSubstr(words));
    EXPECT_THAT(text, Not(HasSubstr("\033")));
}

TEST_F(ScanReportTest, ColourComesOnlyWithATerminalAndNeverWithoutTheWord) {
    add_cell(357);
    context.colour = true;
    EXPECT_THAT(text(), HasSubstr("\033[32mgood\033[0m"));
}

TEST_F(ScanReportTest, EveryFindingIsASentenceWithWhatToDo) {
    for (int kind = 0; kind <= static_cast<int>(survey::Finding::Kind::no_frequency); ++kind)
        find(static_cast<survey::Finding::Kind>(kind), 0.5);
    for (const std::string& sentence : scan_advice(outcome)) {
        EXPECT_GT(sentence.size(), 40u);
        EXPECT_EQ(sentence.back(), '.');
    }
    EXPECT_THAT(scan_advice(outcome), testing::Contains(HasSubstr("50 % of the samples are at full scale")));
}

TEST_F(ScanReportTest, OnlyTheNearestCandidatesAreNamedInText) {
    for (int k = 0; k < 20; ++k)
        outcome.result.short_cells.push_back({.physical_id = 100 + k, .metric = 0.95 - 0.01 * k, .needed = 1});
    EXPECT_THAT(text(), HasSubstr("Perhaps also PCI 102"));
    EXPECT_THAT(text(), Not(HasSubstr("PCI 103")));
    EXPECT_EQ(object()["short"].size(), 20u);
}

TEST_F(ScanReportTest, AnEmptyScanSaysSoAndWhy) {
    find(survey::Finding::Kind::silence);
    EXPECT_THAT(text(), HasSubstr("No cell in farm"));
    EXPECT_THAT(text(), HasSubstr("There is no signal in the recording"));
    EXPECT_EQ(object()["cells"], json::array());
    EXPECT_EQ(object()["advice"].size(), 1u);
}

TEST_F(ScanReportTest, SaysWhatACellAnnounces) {
    dsp::lte::SystemInfo info;
    info.sib1.plmns = {"310-410"};
    info.sib1.band = 12;
    info.si_blocks = {{0x00, 0x80}, {0x0c}};
    info.sib2 = dsp::lte::Sib2{.reference_signal_power_dbm = 15, .p_b = 1};
    info.sib2->mbsfn = {{.period_frames = 8, .offset_frames = 2, .frames = 1, .subframes = 0b000101}};
    info.sib5 = std::vector<dsp::lte::NeighbourCarrier>{
        {.earfcn = 675, .n_rb = 100, .priority = 5, .q_rxlevmin_dbm = -124, .threshold_high_db = 8},
        {.earfcn = 700, .n_rb = 25, .q_rxlevmin_dbm = -124},
        {.earfcn = 9820, .n_rb = 50, .q_rxlevmin_dbm = -120},
        {.earfcn = 65535, .n_rb = 50, .q_rxlevmin_dbm = -120}};
    add_cell(357).cell.system_info = info;
    const json cell = object()["cells"][0];
    EXPECT_EQ(cell["si_hex"], json::parse(R"(["0080","0c"])"));
    EXPECT_EQ(cell["sib2"]["reference_signal_power_dbm"], 15);
    EXPECT_EQ(cell["sib2"]["p_b"], 1);
    EXPECT_TRUE(cell["sib2"]["ul_earfcn"].is_null()) << "left out, so the band's own spacing holds";
    EXPECT_EQ(cell["sib2"]["ul_frequency_hz"], 709000000);
    EXPECT_EQ(cell["sib2"]["ul_n_rb"], 50);
    EXPECT_EQ(cell["sib2"]["mbsfn"], json::parse(R"([{"period_frames":8,"offset_frames":2,"subframes":"000101"}])"));
    EXPECT_TRUE(cell["sib2"]["data_barring"].is_null());
    ASSERT_EQ(cell["sib5"].size(), 4U);
    EXPECT_EQ(cell["sib5"][0]["band"], 2);
    EXPECT_EQ(cell["sib5"][0]["frequency_hz"], 1937500000);
    EXPECT_EQ(cell["sib5"][0]["priority"], 5);
    EXPECT_TRUE(cell["sib5"][1]["priority"].is_null());
    EXPECT_TRUE(cell["sib5"][3]["band"].is_null()) << "65535 is no carrier";
    EXPECT_THAT(text(), HasSubstr("PCI 357 at 739 MHz sends at 15 dBm per resource element and tells its phones of "
                                  "band 2"));
    EXPECT_THAT(text(), HasSubstr("(EARFCN 675,"));
    EXPECT_THAT(text(), HasSubstr("band 30"));
    outcome.result.cells[0].cell.system_info->sib2->ul_earfcn = 23060;
    EXPECT_EQ(object()["cells"][0]["sib2"]["ul_frequency_hz"], 704000000) << "EARFCN 23010 is 699 MHz";
}

TEST_F(ScanReportTest, SaysHowSureItIsWhoseACellIs) {
    using survey::Operator;
    Operator& of = add_cell(357).operated_by;
    of = {.plmn = "310-410", .name = "AT&T", .known_from = Operator::KnownFrom::earlier};
    EXPECT_THAT(text(), HasSubstr("AT&T, as heard"));
    EXPECT_EQ(object()["cells"][0]["operator"]["known_from"], "earlier");
    of = {.name = "AT&T", .known_from = Operator::KnownFrom::band_plan, .likely = {"AT&T"}};
    EXPECT_THAT(text(), HasSubstr("likely AT&T"));
    EXPECT_THAT(text(), HasSubstr("it should be AT&T's."));
    EXPECT_EQ(object()["cells"][0]["operator"]["known_from"], "band_plan");
    EXPECT_TRUE(object()["cells"][0]["operator"]["plmn"].is_null());
    of = {.known_from = Operator::KnownFrom::band_plan, .likely = {"AT&T", "UScellular"}};
    EXPECT_THAT(text(), Not(HasSubstr("likely")));
    EXPECT_THAT(text(), HasSubstr("AT&T's or UScellular's"));
    EXPECT_EQ(object()["cells"][0]["operator"]["likely"], json::parse(R"(["AT&T","UScellular"])"));
    EXPECT_TRUE(object()["cells"][0]["operator"]["name"].is_null());
}

TEST_F(ScanReportTest, SaysHowMuchOfTheRecordingWasSearched) {
    EXPECT_THAT(text(), HasSubstr("No cell in farm: 80 ms around 739 MHz, 1.92 MHz wide.\n"));
    outcome.result.seconds = 0.02;
    EXPECT_THAT(text(), HasSubstr("No cell in farm (only the first 20 ms): 80 ms"));
    outcome.result.stopped = true;
    outcome.result.share_done = 0.25;
    EXPECT_THAT(text(), HasSubstr("No cell in farm (stopped by you at 25 %): 80 ms"));
    EXPECT_EQ(object()["stopped"], true);
}

TEST_F(ScanReportTest, SaysWhatBecameOfTheReadings) {
    add_cell(357);
    EXPECT_THAT(text(), HasSubstr("Not kept: the recording doesn't say when and where it was made."));
    outcome.wall_ns = 1;
    EXPECT_THAT(text(), HasSubstr("doesn't say where"));
    EXPECT_TRUE(object()["stored"].is_null());
    EXPECT_THAT(object()["not_stored"].get<std::string>(), HasSubstr("--at"));
    outcome.kept = survey::Kept{.readings = 1, .already_there = false};
    outcome.position = Position{};
    EXPECT_THAT(text(), HasSubstr("Kept 1 reading in /data/survey.db.\n"));
    EXPECT_EQ(object()["stored"]["readings"], 1);
    request.keeping = app::Keeping::never;
    outcome.kept.reset();
    EXPECT_THAT(text(), HasSubstr("Not kept, as asked."));
}

}  // namespace
}  // namespace boresight::cli
