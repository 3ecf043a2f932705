// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/scan_report.h"
#include "survey/carrier_names.h"

namespace boresight::cli {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class UmtsScanReportTest : public testing::Test {
protected:
    UmtsScanReportTest() {
        request.recording = "street.sigmf-meta";
        outcome.name = "street";
        outcome.sample_rate_hz = 1.92e6;
        outcome.length_s = 0.1;
        outcome.center_frequency_hz = 2142.6e6;
        outcome.result.seconds = 0.1;
        outcome.result.umts_searched = true;
        survey::UmtsScanCell found;
        found.cell.psc = 271;
        found.cell.rscp_dbfs = -22.3;
        found.cell.rscp_sigma_db = 0.1;
        found.cell.ecno_db = -10.6;
        found.cell.ecno_sigma_db = 0.1;
        found.cell.band_loss_db = -3.4;
        found.cell.paths = {{0, -1.5}, {2.6, 0}};
        found.cell.n = 150;
        found.frequency_hz = 2142.6e6;
        found.carriers = survey::umts_carrier_names(2142.6e6);
        outcome.result.umts_cells.push_back(found);
    }

    survey::UmtsScanCell& cell() { return outcome.result.umts_cells.front(); }

    void let_it_speak() {
        dsp::umts::BchBlock block;
        block.bits[0] = 1;
        block.bits[245] = 1;
        cell().cell.bch_blocks = {block};
        cell().cell.sfn = 2828;
        dsp::umts::SystemInfo info;
        info.mib = {.value_tag = 1, .plmn = "460-01", .plmn_list = {"460-01"}, .extensions = {}};
        info.sib1 = {.lac = 53533, .rac = 1};
        info.sib3 = dsp::umts::Sib3{.cell_id = 102250491};
        info.sib5 = dsp::umts::Sib5{.cpich_tx_power_dbm = 33};
        info.sib11 = {.intra_psc = {271, 44}, .inter = {{.uarfcn = 10663, .psc = 9}}};
        cell().cell.system_info = info;
        cell().operated_by = {.plmn = "460-01", .name = "China Unicom", .known_from = survey::Operator::KnownFrom::mib};
    }

    json object() const { return json::parse(scan_json(request, outcome, 0.1)); }
    std::string text() { return scan_text(context, request, outcome); }

    SystemClock clock;
    std::ostringstream out, err;
    Context context{.out = out, .err = err, .clock = clock, .stop = {}, .database = {}};
    app::ScanRequest request;
    app::ScanOutcome outcome;
};

TEST_F(UmtsScanReportTest, JsonHasEveryKeyAndNullForWhatWasNotRead) {
    const json found = object()["cells"][0];
    EXPECT_EQ(found["rat"], "umts");
    EXPECT_EQ(found["psc"], 271);
    EXPECT_EQ(found["code_group"], 33);
    for (const char* key : {"frame_start_sample", "frequency_hz", "cfo_hz", "cfo_sigma_hz", "clock_ppm", "rscp_dbfs",
                            "rscp_sigma_db", "rscp_dbm", "ecno_db", "rssi_dbfs", "sinr_db", "delay_spread_us",
                            "band_loss_db", "n", "operator", "bch_blocks_hex"})
        EXPECT_TRUE(found.contains(key)) << key;
    for (const char* key : {"sfn", "plmn", "plmn_list", "lac", "rac", "cell_id", "rnc_id", "c_id", "cpich_tx_power_dbm",
                            "sib11_intra_psc", "neighbours"})
        EXPECT_TRUE(found.contains(key) && found[key].is_null()) << key;
    EXPECT_EQ(found["carriers"][0], (json{{"band", 1}, {"uarfcn", 10713}}));
    EXPECT_EQ(found["paths"][1]["delay_us"], 2.6);
    EXPECT_EQ(found["operator"]["known_from"], "unknown");
}

TEST_F(UmtsScanReportTest, JsonSaysWhatTheCellSaidOfItself) {
    let_it_speak();
    const json found = object()["cells"][0];
    EXPECT_THAT(found["bch_blocks_hex"], ElementsAre("8" + std::string(60, '0') + "4"));
    EXPECT_EQ(found["plmn"], "460-01");
    EXPECT_EQ(found["lac"], 53533);
    EXPECT_EQ(found["cell_id"], 102250491);
    EXPECT_EQ(found["rnc_id"], 1560);
    EXPECT_EQ(found["c_id"], 14331);
    EXPECT_EQ(found["cpich_tx_power_dbm"], 33);
    EXPECT_EQ(found["sib11_intra_psc"], (json{271, 44}));
    EXPECT_EQ(found["neighbours"][0], (json{{"rat", "umts"}, {"uarfcn", 10663}, {"psc", 9}}));
    EXPECT_EQ(found["operator"]["known_from"], "mib");
}

TEST_F(UmtsScanReportTest, TextNamesTheCellInItsOwnWords) {
    let_it_speak();
    const std::string said = text();
    EXPECT_THAT(said, HasSubstr("1 UMTS cell in street"));
    EXPECT_THAT(said, HasSubstr("cell (PSC)"));
    EXPECT_THAT(said, HasSubstr("-10.6 ± 0.1 dB"));
    EXPECT_THAT(said, HasSubstr("1 (10713)"));
    EXPECT_THAT(said, HasSubstr("China Unicom"));
    EXPECT_THAT(said, HasSubstr("2 in 2.6 us"));
    EXPECT_THAT(said, HasSubstr("46 % of the carrier's power"));
    EXPECT_THAT(said, Not(HasSubstr("PCI")));
    EXPECT_THAT(said, Not(HasSubstr("Not heard whose")));
}

TEST_F(UmtsScanReportTest, TextTellsWhichNeighboursItAnnouncesAndOnWhichCarriers) {
    let_it_speak();
    cell().cell.system_info->sib11->inter.push_back({.uarfcn = 10663, .psc = 17});
    EXPECT_THAT(text(), HasSubstr("of 1 neighbour on its carrier\n(PSC 44), UARFCN 10663 (PSC 9, 17)."))
        << "it isn't its own neighbour";
    cell().cell.system_info->sib11->inter.clear();
    cell().cell.system_info->sib11->intra_psc = {1, 2, 3, 4, 5, 6, 7, 271};
    EXPECT_THAT(text(), HasSubstr("(PSC 1, 2, 3, 4, 5, 6, 7)"));
    cell().cell.system_info->sib11->intra_psc.push_back(8);
    EXPECT_THAT(text(), HasSubstr("8 neighbours on its carrier"));
    EXPECT_THAT(text(), HasSubstr("6 and 2 more)"));
}

TEST_F(UmtsScanReportTest, CellsOfBothStandardsAreCountedAndShownApart) {
    survey::ScanCell lte;
    lte.cell.pci = 357;
    outcome.result.cells.push_back(lte);
    const std::string said = text();
    EXPECT_THAT(said, HasSubstr("1 LTE cell and 1 UMTS cell in street"));
    EXPECT_LT(said.find("cell (PCI)"), said.find("cell (PSC)"));
    EXPECT_EQ(object()["cells"].size(), 2u);
    EXPECT_EQ(object()["cells"][0]["rat"], "lte");
}

TEST_F(UmtsScanReportTest, AShortCandidateAndRefusalsCarryTheirStandard) {
    outcome.result.umts_cells.clear();
    outcome.result.short_cells.push_back({.rat = catalog::Rat::umts,
                                          .physical_id = 80,
                                          .why = survey::ShortCell::Why::pilot,
                                          .metric = 0.9,
                                          .needed = 1});
    outcome.result.umts_refusals[static_cast<std::size_t>(dsp::umts::Refusal::psch_below_threshold)] = 3;
    EXPECT_EQ(object()["short"][0]["rat"], "umts");
    EXPECT_EQ(object()["short"][0]["psc"], 80);
    EXPECT_EQ(object()["refusals"]["umts.psch.below_threshold"], 3);
    EXPECT_THAT(text(), HasSubstr("Perhaps also PSC 80"));
}

}  // namespace
}  // namespace boresight::cli
