// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/recording_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>

#include "dsp/lte/pbch.h"
#include "platform/error.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

using testing::HasSubstr;

constexpr double rate_hz = 1.92e6;
constexpr double center_hz = 739e6;

dsp::lte::Cell cell(int pci, double cfo_hz, double rsrp_dbfs = -60) {
    dsp::lte::Cell made;
    made.pci = pci;
    made.cfo_hz = cfo_hz;
    made.cfo_sigma_hz = 5;
    made.rsrp_dbfs = rsrp_dbfs;
    made.rsrp_sigma_db = 0.3;
    made.rsrp_ports_dbfs = {rsrp_dbfs};
    made.noise_dbfs_re = -75;
    made.sinr_db = rsrp_dbfs + 75;
    made.rssi_dbfs = rsrp_dbfs + 20;
    made.rsrq_n_rb = 6;
    made.rsrq_db = 10 * std::log10(6) - 20;
    made.n = 16;
    return made;
}

// Answers each search with what the test gave for it, in turn; the last answer stands for all that follow.
class ScriptedSearch final : public CellSearch {
public:
    struct Script {
        std::vector<dsp::lte::SearchResult> answers;
        std::vector<dsp::lte::SearchWindow> windows;
        std::vector<std::size_t> lengths;
    };
    explicit ScriptedSearch(Script& script) : script_(script) {}
    dsp::lte::SearchResult search(dsp::IqSpan block, const dsp::lte::SearchWindow& window,
                                  const Progress& progress) override {
        script_.windows.push_back(window);
        script_.lengths.push_back(block.size());
        progress(0.5);
        return script_.answers.at(std::min(script_.windows.size(), script_.answers.size()) - 1);
    }

private:
    Script& script_;
};

class RecordingScanTest : public testing::Test {
protected:
    std::filesystem::path record(double seconds, const std::string& segments, double rate = rate_hz,
                                 char value = 64) const {
        std::ofstream(folder_.path() / "r.sigmf-meta")
            << R"({"global":{"core:datatype":"ci8","core:version":"1.0.0","core:sample_rate":)" << rate
            << R"(},"captures":[)" << segments << R"(],"annotations":[]})";
        std::string bytes(2 * static_cast<std::size_t>(std::lround(seconds * rate)), value);
        for (std::size_t k = 0; k < bytes.size(); k += 4) bytes[k] = static_cast<char>(-value);
        std::ofstream(folder_.path() / "r.sigmf-data", std::ios::binary) << bytes;
        return folder_.path() / "r.sigmf-meta";
    }

    ScanResult scan(const std::filesystem::path& file, const Progress& progress = {}) {
        radio::SigmfReader reader(file);
        return scan_recording(reader, {.lte = [this](double) { return std::make_unique<ScriptedSearch>(script); }},
                              settings, progress);
    }

    std::string refusal(const std::filesystem::path& file) {
        try {
            scan(file);
        } catch (const Error& error) {
            EXPECT_EQ(error.exit_code(), ExitCode::bad_input);
            return error.what();
        }
        return "accepted";
    }

    const std::string at_739 = R"({"core:sample_start":0,"core:frequency":739000000})";
    const std::string nowhere = R"({"core:sample_start":0})";
    ScriptedSearch::Script script;
    ScanSettings settings;

private:
    tests::TemporaryFolder folder_;
};

bool has(const ScanResult& result, Finding::Kind kind) {
    return std::any_of(result.findings.begin(), result.findings.end(),
                       [kind](const Finding& finding) { return finding.kind == kind; });
}

TEST_F(RecordingScanTest, CountsOffsetsFromTheRasterPointAndKeepsTheirSum) {
    script.answers = {{.cells = {cell(277, 35228.5)}, .short_candidates = {}}};
    const ScanResult result = scan(record(0.05, at_739));
    ASSERT_EQ(result.cells.size(), 1u);
    EXPECT_EQ(result.cells[0].frequency_hz, 739e6);
    EXPECT_NEAR(*result.cells[0].frequency_hz + result.cells[0].cell.cfo_hz, center_hz + 35228.5, 1e-3);
    ASSERT_FALSE(result.cells[0].carriers.empty());
    EXPECT_EQ(result.cells[0].carriers[0].channel, 5110);
    EXPECT_EQ(script.windows[0].low_hz, 0);  // everywhere
    EXPECT_EQ(script.windows[0].center_frequency_hz, center_hz);
}

TEST_F(RecordingScanTest, WithoutAFrequencySearches300KilohertzAndNamesNoCarrier) {
    script.answers = {{.cells = {cell(468, 3400)}, .short_candidates = {}}};
    const ScanResult result = scan(record(0.05, nowhere));
    ASSERT_EQ(result.cells.size(), 1u);
    EXPECT_FALSE(result.cells[0].frequency_hz);
    EXPECT_TRUE(result.cells[0].carriers.empty());
    EXPECT_EQ(result.cells[0].cell.cfo_hz, 3400);
    EXPECT_EQ(script.windows[0].low_hz, -window_without_frequency_hz);
    EXPECT_EQ(script.windows[0].high_hz, window_without_frequency_hz);
    EXPECT_TRUE(has(result, Finding::Kind::no_frequency));
}

TEST_F(RecordingScanTest, AGivenFrequencyStandsInForAMissingOne) {
    settings.center_frequency_hz = 806e6;
    script.answers = {{.cells = {cell(468, 3400)}, .short_candidates = {}}};
    EXPECT_EQ(scan(record(0.05, nowhere)).cells.at(0).frequency_hz, 806e6);
}

TEST_F(RecordingScanTest, ALongRecordingIsSearchedInPiecesAndACellReportedOnce) {
    auto first = cell(12, 1000, -60), second = cell(12, 1010, -63.0103);
    second.frame_start_sample = 100;
    second.mib = dsp::lte::Mib{.n_rb_dl = 50, .sfn = 32, .ports = 2};
    script.answers = {{.cells = {first}, .short_candidates = {}}, {.cells = {second}, .short_candidates = {}}};
    const ScanResult result = scan(record(0.5, at_739));
    ASSERT_EQ(script.lengths, (std::vector<std::size_t>{480000, 480000}));
    ASSERT_EQ(result.cells.size(), 1u);
    const dsp::lte::Cell& merged = result.cells[0].cell;
    EXPECT_NEAR(merged.rsrp_dbfs, 10 * std::log10((1e-6 + 0.5e-6) / 2), 0.001);  // the mean of the powers
    EXPECT_GT(merged.rsrp_sigma_db, 1.0);                                        // the pieces differ by 3 dB
    EXPECT_NEAR(merged.rsrq_db, 10 * std::log10(6) + merged.rsrp_dbfs - merged.rssi_dbfs, 1e-9);
    EXPECT_EQ(merged.n, 32);
    // 25 whole frames before the second piece began, and 100 samples on: the first frame.
    EXPECT_NEAR(merged.frame_start_sample, 100, 1e-6);
    EXPECT_EQ(merged.mib->sfn, 7);
    EXPECT_EQ(merged.mib->bits, dsp::lte::pack_mib(*merged.mib));
}

TEST_F(RecordingScanTest, CellsOfOneIdentityOnTwoCarriersAreTwo) {
    script.answers = {{.cells = {cell(7, -300e3), cell(7, 300e3)}, .short_candidates = {}}};
    EXPECT_EQ(scan(record(0.05, at_739)).cells.size(), 2u);
}

TEST_F(RecordingScanTest, TheStrongestCellComesFirst) {
    script.answers = {{.cells = {cell(1, 0, -80), cell(2, 0, -60)}, .short_candidates = {}}};
    EXPECT_EQ(scan(record(0.05, at_739)).cells.at(0).cell.pci, 2);
}

TEST_F(RecordingScanTest, ACellOutsideTheWindowFallsShortAndSaysSo) {
    settings.ppm_window = 3;
    script.answers = {{.cells = {cell(5, 20e3)}, .short_candidates = {}}};
    const ScanResult result = scan(record(0.05, at_739));
    EXPECT_TRUE(result.cells.empty());
    ASSERT_EQ(result.short_cells.size(), 1u);
    EXPECT_EQ(result.short_cells[0].why, ShortCell::Why::outside_window);
    EXPECT_NEAR(result.short_cells[0].metric, 27.06, 0.01);
}

TEST_F(RecordingScanTest, AShortCandidateThatWasAssuredElsewhereIsLeftOut) {
    dsp::lte::SearchResult candidate_only;
    candidate_only.short_candidates = {{.pci = 9, .cfo_hz = 50, .crs_metric = 1, .crs_threshold = 2},
                                       {.pci = 10, .cfo_hz = 50, .crs_metric = 1, .crs_threshold = 2}};
    script.answers = {candidate_only, {.cells = {cell(9, 60)}, .short_candidates = {}}};
    const ScanResult result = scan(record(0.5, at_739));
    ASSERT_EQ(result.short_cells.size(), 1u);
    EXPECT_EQ(result.short_cells[0].physical_id, 10);
}

TEST_F(RecordingScanTest, SearchesOnlyTheBandsThatWereAskedFor) {
    settings.bands = {catalog::find_band(catalog::Rat::lte, 12), catalog::find_band(catalog::Rat::lte, 17)};
    script.answers = {{}};
    scan(record(0.02, R"({"core:sample_start":0,"core:frequency":729000000})", 10e6));
    ASSERT_EQ(script.windows.size(), 1u);                        // 729-746 and 734-746 are one window
    EXPECT_NEAR(script.windows[0].low_hz, -0.15e-3 * 729e6, 1);  // the band's edge and the radio's error
    EXPECT_NEAR(script.windows[0].high_hz, 4.46e6, 1);           // where six resource blocks end to fit
}

TEST_F(RecordingScanTest, StopsAtOnceWhenAskedAndKeepsWhatWasFound) {
    script.answers = {{.cells = {cell(3, 0)}, .short_candidates = {}}};
    const ScanResult result = scan(record(1.5, at_739), [](double share) { return share < 0.1; });
    EXPECT_TRUE(result.stopped);
    EXPECT_EQ(script.windows.size(), 1u);
    EXPECT_EQ(result.cells.size(), 1u);
    EXPECT_NEAR(result.share_done, 0.1, 1e-9);
}

TEST_F(RecordingScanTest, ProgressRisesToTheEnd) {
    script.answers = {{}};
    std::vector<double> shares;
    scan(record(1.0, at_739), [&](double share) {
        shares.push_back(share);
        return true;
    });
    EXPECT_EQ(shares, (std::vector<double>{0.125, 0.375, 0.625, 0.875}));
}

TEST_F(RecordingScanTest, RefusesWhatCannotBeRight) {
    EXPECT_THAT(refusal(record(0.05, at_739, 1e6)),
                HasSubstr("core:sample_rate: 1000000 samples a second are too few"));
    EXPECT_THAT(refusal(record(0.05, R"({"core:sample_start":0,"core:frequency":739})")),
                HasSubstr("If 739 MHz is meant, write 739000000 or give --frequency 739M."));
    settings.bands = {catalog::find_band(catalog::Rat::lte, 7)};
    EXPECT_THAT(refusal(record(0.05, at_739)),
                HasSubstr("--band 7: the band isn't in the recording, which holds 738.04"));
    EXPECT_THAT(refusal(record(0.05, nowhere)), HasSubstr("doesn't say its frequency"));
}

TEST_F(RecordingScanTest, AnEmptyScanExplainsItself) {
    script.answers = {{.cells = {}, .short_candidates = {}, .refusals = {}, .best_pss_metric = 0.95}};
    EXPECT_TRUE(has(scan(record(0.05, at_739)), Finding::Kind::no_better_than_noise));
    EXPECT_TRUE(has(scan(record(0.001, at_739)), Finding::Kind::too_short));
    EXPECT_TRUE(
        has(scan(record(0.05, R"({"core:sample_start":0,"core:frequency":98000000})")), Finding::Kind::no_band));
    EXPECT_TRUE(has(scan(record(0.05, at_739, rate_hz, 127)), Finding::Kind::overload));
    EXPECT_TRUE(has(scan(record(0.05, at_739, rate_hz, 0)), Finding::Kind::silence));
    script.answers = {
        {.cells = {}, .short_candidates = {}, .refusals = {}, .best_pss_metric = 1.4, .best_pss_offset_hz = 415e3}};
    EXPECT_TRUE(has(scan(record(0.05, at_739)), Finding::Kind::reference_off));
}

}  // namespace
}  // namespace boresight::survey
