// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "dsp/umts/codes.h"
#include "platform/error.h"
#include "survey/recording_scan.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Lt;

constexpr double rate_hz = 1.92e6;
constexpr double center_hz = 2142.6e6;
constexpr double frame_samples = 0.01 * rate_hz;

dsp::umts::BchBlock block(int sfn) {
    dsp::umts::BchBlock made;
    for (std::size_t k = 0; k < 11; ++k) made.bits[k] = static_cast<std::uint8_t>((sfn / 2 >> (10 - k)) & 1);
    return made;
}

dsp::umts::Cell umts_cell(int psc, double cfo_hz, double rscp_dbfs = -40) {
    dsp::umts::Cell made;
    made.psc = psc;
    made.cfo_hz = cfo_hz;
    made.cfo_sigma_hz = 5;
    made.rscp_dbfs = rscp_dbfs;
    made.rscp_sigma_db = 0.2;
    made.rssi_dbfs = -30;
    made.ecno_db = rscp_dbfs + 30;
    made.sinr_db = 12;
    made.paths = {{}};
    made.n = 150;
    return made;
}

// Answers each search with what the test gave for it, in turn; the last answer stands for all that follow.
struct Script {
    std::vector<dsp::umts::SearchResult> answers;
    std::vector<dsp::umts::SearchWindow> windows;
    std::vector<std::size_t> lengths;
};

class ScriptedUmtsSearch final : public UmtsSearch {
public:
    explicit ScriptedUmtsSearch(Script& script) : script_(script) {}
    dsp::umts::SearchResult search(dsp::IqSpan samples, const dsp::umts::SearchWindow& window,
                                   const Progress& progress) override {
        script_.windows.push_back(window);
        script_.lengths.push_back(samples.size());
        if (progress) progress(0.5);
        return script_.answers.at(std::min(script_.windows.size(), script_.answers.size()) - 1);
    }

private:
    Script& script_;
};

class FixedLteSearch final : public CellSearch {
public:
    explicit FixedLteSearch(dsp::lte::SearchResult answer) : answer_(std::move(answer)) {}
    dsp::lte::SearchResult search(dsp::IqSpan, const dsp::lte::SearchWindow&, const Progress&) override {
        return answer_;
    }

private:
    dsp::lte::SearchResult answer_;
};

class UmtsRecordingScanTest : public testing::Test {
protected:
    ScanResult scan(double seconds, const Progress& progress = {}, double rate = rate_hz) {
        std::ofstream(folder_.path() / "r.sigmf-meta")
            << R"({"global":{"core:datatype":"ci8","core:version":"1.0.0","core:sample_rate":)" << rate
            << R"(},"captures":[)" << capture << R"(],"annotations":[]})";
        std::string bytes(2 * static_cast<std::size_t>(std::lround(seconds * rate)), 64);
        for (std::size_t k = 0; k < bytes.size(); k += 4) bytes[k] = -64;
        std::ofstream(folder_.path() / "r.sigmf-data", std::ios::binary) << bytes;
        radio::SigmfReader reader(folder_.path() / "r.sigmf-meta");
        const MakeUmtsSearch umts = [this](double) { return std::make_unique<ScriptedUmtsSearch>(script); };
        MakeSearch lte;
        if (with_lte) lte = [this](double) { return std::make_unique<FixedLteSearch>(lte_answer); };
        return scan_recording(reader, {.lte = lte, .umts = umts}, settings, progress);
    }

    std::string capture = R"({"core:sample_start":0,"core:frequency":2142600000})";
    Script script;
    bool with_lte = false;
    dsp::lte::SearchResult lte_answer;
    ScanSettings settings;

private:
    tests::TemporaryFolder folder_;
};

bool has(const ScanResult& result, Finding::Kind kind) {
    return std::any_of(result.findings.begin(), result.findings.end(),
                       [kind](const Finding& finding) { return finding.kind == kind; });
}

std::vector<int> sfns(const dsp::umts::Cell& cell) {
    std::vector<int> out;
    for (const dsp::umts::BchBlock& each : cell.bch_blocks) out.push_back(each.sfn());
    return out;
}

TEST_F(UmtsRecordingScanTest, PutsACellOnItsRasterPointWithItsNamesAndKeepsTheSum) {
    script.answers = {{.cells = {umts_cell(271, -43e3)}, .short_candidates = {}}};
    const ScanResult result = scan(0.1);
    ASSERT_EQ(result.umts_cells.size(), 1u);
    const UmtsScanCell& found = result.umts_cells[0];
    EXPECT_EQ(found.frequency_hz, center_hz);
    EXPECT_NEAR(*found.frequency_hz + found.cell.cfo_hz, center_hz - 43e3, 1e-3);
    ASSERT_FALSE(found.carriers.empty());
    EXPECT_EQ(found.carriers[0].band->number, 1);
    EXPECT_EQ(found.carriers[0].channel, 10713);
    EXPECT_TRUE(result.cells.empty());
    EXPECT_TRUE(has(result, Finding::Kind::bch_not_read));
}

TEST_F(UmtsRecordingScanTest, LooksInTheMiddleFirstAndNotAgainBesideWhatItFound) {
    script.answers = {{.cells = {umts_cell(271, 0)}, .short_candidates = {}}};
    scan(0.1);
    ASSERT_EQ(script.windows.size(), 1u);
    EXPECT_EQ(script.windows[0].carrier_hz, 0);
    EXPECT_EQ(script.windows[0].low_hz, -100e3);
    EXPECT_EQ(script.windows[0].high_hz, 100e3);
}

TEST_F(UmtsRecordingScanTest, SearchesEveryRasterPointThatTheCaptureHolds) {
    script.answers = {{}};
    scan(0.1);
    EXPECT_EQ(script.windows.size(), 7u);  // 0, +-200, +-400, +-600 kHz
    double low = 0, high = 0;
    for (const auto& window : script.windows) low = std::min(low, window.low_hz), high = std::max(high, window.high_hz);
    EXPECT_NEAR(low, -700e3, 1);
    EXPECT_NEAR(high, 700e3, 1);
}

TEST_F(UmtsRecordingScanTest, WhereNoUmtsIsOnTheAirItIsSearchedOnlyWhenAskedFor) {
    capture = R"({"core:sample_start":0,"core:frequency":2645000000})";
    script.answers = {{}};
    scan(0.1);
    EXPECT_TRUE(script.windows.empty());
    settings.umts_anywhere = true;
    scan(0.1);
    EXPECT_FALSE(script.windows.empty());
}

TEST_F(UmtsRecordingScanTest, ACarrierOfLteIsNotSearchedForUmts) {
    with_lte = true;
    dsp::lte::Cell lte;
    lte.pci = 5;
    lte.cfo_hz = 100;
    lte.cfo_sigma_hz = 5;
    lte.n = 16;
    lte.mib = dsp::lte::Mib{.n_rb_dl = 25};
    lte_answer.cells = {lte};
    script.answers = {{}};
    const ScanResult result = scan(0.1);
    EXPECT_TRUE(script.windows.empty());
    EXPECT_EQ(result.cells.size(), 1u);
}

TEST_F(UmtsRecordingScanTest, WithoutAFrequencySearches300KilohertzAndNamesNoCarrier) {
    capture = R"({"core:sample_start":0})";
    script.answers = {{.cells = {umts_cell(100, 3400)}, .short_candidates = {}}};
    const ScanResult result = scan(0.1);
    ASSERT_EQ(result.umts_cells.size(), 1u);
    EXPECT_FALSE(result.umts_cells[0].frequency_hz);
    EXPECT_TRUE(result.umts_cells[0].carriers.empty());
    EXPECT_EQ(script.windows.at(0).low_hz, -window_without_frequency_hz);
    EXPECT_EQ(script.windows.at(0).high_hz, window_without_frequency_hz);
}

// Two pieces of 0.25 s; the block that the cut goes through is in the second, which begins earlier.
TEST_F(UmtsRecordingScanTest, PiecesOverlapSoThatNoBlockIsCutAndEachIsToldOnce) {
    dsp::umts::Cell first = umts_cell(271, 0), second = umts_cell(271, 0);
    first.frame_start_sample = 100;
    first.sfn = 4080;
    first.bch_blocks = {block(4080), block(4082), block(4094)};
    second.frame_start_sample = 40;
    second.sfn = 4094;
    second.bch_blocks = {block(4094), block(0), block(2)};
    script.answers = {{.cells = {first}, .short_candidates = {}}, {.cells = {second}, .short_candidates = {}}};
    const ScanResult result = scan(0.5);
    ASSERT_EQ(result.umts_cells.size(), 1u);
    EXPECT_THAT(sfns(result.umts_cells[0].cell), ElementsAre(4080, 4082, 4094, 0, 2));
    EXPECT_EQ(result.umts_cells[0].cell.sfn, 4080);
    EXPECT_NEAR(result.umts_cells[0].cell.frame_start_sample, 100, 1e-6);
    EXPECT_EQ(result.umts_cells[0].cell.n, 300);
    ASSERT_EQ(script.lengths.size(), 2u);
    EXPECT_EQ(script.lengths[0], 480000u);
    EXPECT_EQ(script.lengths[1], 480000u + 48000u);
    EXPECT_EQ(result.stretches[1].samples, 480000u);
}

TEST_F(UmtsRecordingScanTest, TheFirstFrameIsToldThoughTheFirstPieceHeardNothing) {
    dsp::umts::Cell late = umts_cell(271, 0);
    late.frame_start_sample = 40 + 7000;
    late.sfn = 3;
    script.answers = std::vector<dsp::umts::SearchResult>(8);
    script.answers[7].cells = {late};
    const ScanResult result = scan(0.5);
    ASSERT_EQ(result.umts_cells.size(), 1u);
    const double at = 480000 - 48000 + 7040;
    const double frames = std::floor(at / frame_samples);
    EXPECT_NEAR(result.umts_cells[0].cell.frame_start_sample, at - frames * frame_samples, 1e-3);
    EXPECT_EQ(result.umts_cells[0].cell.sfn, (3 - static_cast<int>(frames) + 4096) % 4096);
}

TEST_F(UmtsRecordingScanTest, ACellThatShowsBesideItsCarrierTooIsToldOnceAsTheStronger) {
    capture = R"({"core:sample_start":0,"core:frequency":2145100000})";
    dsp::umts::SearchResult both{.cells = {umts_cell(70, -2.5e6, -20), umts_cell(70, -2.9e6, -50)},
                                 .short_candidates = {}};
    script.answers = {both, {}};
    const ScanResult result = scan(0.02, {}, 10e6);
    ASSERT_EQ(result.umts_cells.size(), 1u);
    EXPECT_EQ(result.umts_cells[0].frequency_hz, 2142.6e6);
}

TEST_F(UmtsRecordingScanTest, ExplainsAnEmptyRecordingByWhatTheSearchRefused) {
    dsp::umts::SearchResult refused;
    refused.refused(dsp::umts::Refusal::pilot_absent) = 2;
    refused.best_psch_metric = 9;
    refused.short_candidates = {{.psc = 80, .cfo_hz = 0, .pilot_metric = 0.3, .pilot_threshold = 0.35}};
    script.answers = {refused, {}};
    const ScanResult result = scan(0.1);
    EXPECT_FALSE(result.found_a_cell());
    EXPECT_EQ(result.umts_refusals[static_cast<std::size_t>(dsp::umts::Refusal::pilot_absent)], 2);
    EXPECT_TRUE(has(result, Finding::Kind::no_pilot) || has(result, Finding::Kind::umts_unreadable));
    ASSERT_EQ(result.short_cells.size(), 1u);
    EXPECT_EQ(result.short_cells[0].rat, catalog::Rat::umts);
    EXPECT_EQ(result.short_cells[0].frequency_hz, center_hz);
}

TEST_F(UmtsRecordingScanTest, TellsItsShareDoneInOrderAndStopsWhenAsked) {
    script.answers = {{}};
    std::vector<double> shares;
    scan(0.5, [&](double share) {
        shares.push_back(share);
        return true;
    });
    EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
    EXPECT_THAT(shares, Each(Lt(1.0)));
    script.windows.clear();
    const ScanResult stopped = scan(0.5, [](double) { return false; });
    EXPECT_TRUE(stopped.stopped);
    EXPECT_EQ(script.windows.size(), 1u);
}

}  // namespace
}  // namespace boresight::survey
