// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of recordings, measured and read where the truth says that they lie, give or take what a search is wrong by.
#include "dsp/umts/cell_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "dsp/umts/chip_filter.h"
#include "radio/sigmf.h"
#include "tests/dsp/umts/hex_bits.h"
#include "tests/recordings.h"

namespace boresight::dsp::umts {
namespace {

using nlohmann::json;

// What a search is wrong by.
constexpr double search_cfo_hz = 25, search_chips = 0.2, search_ppm = 0.1;
constexpr double most_bias_db = 0.2, measured_above_ecno_db = -15;
constexpr double most_cfo_error_hz = 5, most_timing_error_us = 0.05, precise_above_ecno_db = -11;

struct Recording {
    json truth;
    double rate_hz = 0;
    std::vector<Sample> samples;
};

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(tests::shared_folder() / "captures/umts"))
        if (entry.path().extension() == ".sigmf-meta") all.push_back(entry.path().stem());
    std::sort(all.begin(), all.end());
    return all;
}

Recording recording(const std::string& name) {
    const auto folder = tests::shared_folder() / "captures/umts";
    std::ifstream file(folder / (name + ".truth.json"));
    Recording out{.truth = json::parse(file), .samples = {}};
    out.rate_hz = out.truth.at("sample_rate_hz");
    radio::SigmfReader reader(folder / name);
    const radio::Block block = reader.whole();
    out.samples.assign(block.samples.begin(), block.samples.end());
    return out;
}

std::optional<Cell> read(const Recording& recording, const json& cell) {
    const CaptureBand band{recording.rate_hz, cell.value("carrier_offset_hz", 0.0)};
    ChipFilter filter(band.rate_hz);
    filter.load(recording.samples);
    IqBuffer matched;
    filter.extract(band.carrier_hz, matched);
    const auto& paths = cell.at("paths");
    const auto strongest = std::max_element(paths.begin(), paths.end(), [](const json& a, const json& b) {
        return a.at("power_db").get<double>() < b.at("power_db").get<double>();
    });
    const double start = cell.at("frame_start_sample").get<double>() * matched_rate_hz / band.rate_hz +
                         strongest->at("delay_us").get<double>() * 1e-6 * matched_rate_hz;
    CellReader reader(band);
    return reader.read(matched, {.psc = cell.at("psc"),
                                 .frame_start = start + search_chips * samples_per_chip,
                                 .cfo_hz = cell.at("cfo_hz").get<double>() - band.carrier_hz + search_cfo_hz,
                                 .clock_ppm = cell.value("clock_ppm", 0.0) + search_ppm});
}

double timing_error_us(const Recording& recording, const json& truth, const Cell& cell) {
    const double off = cell.frame_start_sample - truth.at("frame_start_sample").get<double>();
    double least = 1e9;
    for (const auto& path : truth.at("paths")) {
        const double us = std::remainder(off, recording.rate_hz * 0.01) / recording.rate_hz * 1e6;
        least = std::min(least, std::abs(us - path.at("delay_us").get<double>()));
    }
    return least;
}

// Not where overload took part of it, and not of the weak carrier beside one 40 dB stronger: it lies in the noise of
// eight bits, which the truth doesn't count.
bool ecno_is_known(const json& truth, const json& cell) {
    return !cell.at("ecno_tolerance_db").is_null() &&
           !(truth.at("name") == "umts_std_adjacent_40db_10m" && cell.at("psc") == 420);
}

TEST(CellReaderCorpus, MeasuresEveryCellAsItsTruthSays) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::map<double, std::vector<double>> rscp_errors;
    int cells = 0;
    for (const std::string& name : names()) {
        const Recording r = recording(name);
        for (const auto& truth : r.truth.at("cells")) {
            if (truth.at("demand") == "none") continue;
            SCOPED_TRACE(name + " PSC " + truth.at("psc").dump());
            const auto cell = read(r, truth);
            ASSERT_TRUE(cell);
            ++cells;
            EXPECT_NEAR(cell->cfo_hz, truth.at("cfo_hz"), truth.at("cfo_tolerance_hz"));
            EXPECT_LT(timing_error_us(r, truth, *cell), truth.at("timing_tolerance_us"));
            EXPECT_NEAR(cell->band_loss_db, r.truth.at("inband_fraction_db"), 0.05);
            if (truth.at("rscp_tolerance_db").is_null()) continue;
            const double rscp_error = cell->rscp_dbfs - truth.at("rscp_dbfs").get<double>();
            EXPECT_LT(std::abs(rscp_error), truth.at("rscp_tolerance_db"));
            if (ecno_is_known(r.truth, truth)) {
                EXPECT_NEAR(cell->ecno_db, truth.at("ecno_db"), truth.at("ecno_tolerance_db"));
            }
            if (truth.at("paths").size() > 1) continue;
            if (truth.at("ecno_db") > measured_above_ecno_db) rscp_errors[r.rate_hz].push_back(rscp_error);
            if (truth.at("ecno_db") < precise_above_ecno_db) continue;
            EXPECT_NEAR(cell->cfo_hz, truth.at("cfo_hz"), most_cfo_error_hz);
            EXPECT_LT(timing_error_us(r, truth, *cell), most_timing_error_us);
        }
    }
    EXPECT_GE(cells, 40);
    for (const auto& [rate_hz, errors] : rscp_errors) {
        const double bias = std::accumulate(errors.begin(), errors.end(), 0.0) / static_cast<double>(errors.size());
        EXPECT_LT(std::abs(bias), most_bias_db) << "at " << rate_hz << " Hz";
    }
}

TEST(CellReaderCorpus, ReadsEveryDemandedBlockAndNoneThatWasNotSent) {
    BORESIGHT_NEEDS_RECORDINGS();
    int read_blocks = 0;
    for (const std::string& name : names()) {
        const Recording r = recording(name);
        for (const auto& truth : r.truth.at("cells")) {
            if (!truth.contains("bch_blocks_hex") || truth.at("demand") == "none") continue;
            SCOPED_TRACE(name + " PSC " + truth.at("psc").dump());
            const auto cell = read(r, truth);
            ASSERT_TRUE(cell);
            const auto& sent = truth.at("bch_blocks_hex");
            int right = 0;
            for (const BchBlock& block : cell->bch_blocks) {
                EXPECT_NE(std::find(sent.begin(), sent.end(), hex_of(block.bits)), sent.end()) << hex_of(block.bits);
                ++right;
            }
            EXPECT_GE(right, truth.value("bch_min_blocks", 0));
            if (right > 0) {
                EXPECT_EQ(cell->sfn, truth.at("sfn_start"));
            }
            read_blocks += right;
        }
    }
    EXPECT_GE(read_blocks, 100);
}

TEST(CellReaderCorpus, ReadsTheSystemInformationThatItsTruthHolds) {
    BORESIGHT_NEEDS_RECORDINGS();
    int fields = 0;
    for (const std::string& name : names()) {
        const Recording r = recording(name);
        for (const auto& truth : r.truth.at("cells")) {
            if (truth.at("demand") != "bch" || truth.value("sibs", json::array()).empty()) continue;
            SCOPED_TRACE(name + " PSC " + truth.at("psc").dump());
            const auto cell = read(r, truth);
            ASSERT_TRUE(cell && cell->system_info);
            const SystemInfo& info = *cell->system_info;
            const auto same = [&](const char* field, const auto& value) {
                if (!truth.contains(field)) return;
                ++fields;
                EXPECT_EQ(truth.at(field), json(value)) << field;
            };
            same("plmn", info.mib ? info.mib->plmn : "");
            same("lac", info.sib1 ? info.sib1->lac : -1);
            same("rac", info.sib1 ? info.sib1->rac.value_or(-1) : -1);
            same("cell_id", info.sib3 ? static_cast<long>(info.sib3->cell_id) : -1);
            same("cpich_tx_power_dbm", info.sib5 ? info.sib5->cpich_tx_power_dbm.value_or(-99) : -99);
            same("sib11_intra_psc", info.sib11 ? info.sib11->intra_psc : std::vector<int>{});
        }
    }
    EXPECT_GE(fields, 40);
}

TEST(CellReaderCorpus, GivesPathsAndTheirSpread) {
    BORESIGHT_NEEDS_RECORDINGS();
    const Recording r = recording("umts_std_sc321_2path_3m84");
    const auto cell = read(r, r.truth.at("cells")[0]);
    ASSERT_TRUE(cell);
    ASSERT_EQ(cell->paths.size(), 2U);
    EXPECT_NEAR(cell->paths[1].delay_us, 2.6, 0.1);
    EXPECT_NEAR(cell->paths[1].power_db, -3, 0.5);
    const double share = 1 / (1 + std::pow(10, 0.3));
    EXPECT_NEAR(cell->delay_spread_us, 2.6 * std::sqrt(share * (1 - share)), 0.1);
}

// 484 ms of a cell in full load, cut in pieces.
TEST(CellReaderCorpus, GivesTheSameLevelInEveryTenthOfASecond) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr double most_rms_db = 0.1;
    constexpr std::size_t pieces = 4;
    const Recording whole = recording("umts_real_sc271_realbch_1m92");
    std::vector<double> levels;
    for (std::size_t i = 0; i < pieces; ++i) {
        Recording piece = whole;
        const auto size = static_cast<std::ptrdiff_t>(0.1 * whole.rate_hz);
        const auto first = whole.samples.begin() + static_cast<std::ptrdiff_t>(i) * size;
        piece.samples.assign(first, first + size);
        const auto cell = read(piece, whole.truth.at("cells")[0]);
        ASSERT_TRUE(cell);
        levels.push_back(cell->rscp_dbfs);
    }
    const double mean = std::accumulate(levels.begin(), levels.end(), 0.0) / pieces;
    double square = 0;
    for (const double level : levels) square += std::pow(level - mean, 2) / (pieces - 1);
    EXPECT_LT(std::sqrt(square), most_rms_db);
    RecordProperty("rms_db", std::to_string(std::sqrt(square)));
}

TEST(CellReaderCorpus, FindsNoPilotInNoiseAndUnderAnotherCode) {
    BORESIGHT_NEEDS_RECORDINGS();
    int given = 0;
    for (const char* name : {"umts_neg_noise_2m4", "umts_neg_rrcnoise_3m84", "umts_neg_secondary_code_3m84"}) {
        const Recording r = recording(name);
        ChipFilter filter(r.rate_hz);
        filter.load(r.samples);
        IqBuffer matched;
        filter.extract(0, matched);
        CellReader reader({r.rate_hz, 0});
        for (int psc = 0; psc < psc_count; psc += 16) {
            const auto cell = reader.read(matched, {.psc = psc, .frame_start = 5000});
            if (!cell) continue;
            ++given;
            EXPECT_TRUE(cell->bch_blocks.empty());
            EXPECT_LT(cell->ecno_db, -18);
        }
    }
    EXPECT_LT(given, 10);
}

}  // namespace
}  // namespace boresight::dsp::umts
