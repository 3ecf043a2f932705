// SPDX-License-Identifier: GPL-3.0-or-later
// The clock of the radios that made recordings of others with several cells, against the offsets that their truths
// name. What a radio's clock was there nobody knows; that its cells agree on it is the test.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "survey/clock_looks.h"
#include "survey/recording_scan.h"
#include "tests/recordings.h"

namespace boresight::survey {
namespace {

constexpr double demanded_ppm = 0.1;
constexpr std::size_t least_recordings = 15;

struct TrueCells {
    std::vector<double> seen_hz;
};

TrueCells true_cells(const nlohmann::json& truth) {
    TrueCells cells;
    for (const auto& cell : truth["cells"])
        if (cell["demand"] != "optional")
            cells.seen_hz.push_back(truth["center_frequency_hz"].get<double>() + cell["cfo_hz"].get<double>());
    return cells;
}

TEST(ClockOfRecordings, CellsOfOneRecordingAgreeAndItIsWhatTheirTruthsSay) {
    BORESIGHT_NEEDS_RECORDINGS();
    std::size_t recordings = 0;
    double square = 0;
    for (const auto& entry : std::filesystem::directory_iterator(tests::shared_folder() / "captures" / "lte_real")) {
        const std::string file = entry.path().string();
        if (!file.ends_with(".truth.json")) continue;
        const auto truth = nlohmann::json::parse(std::ifstream(file));
        if (!truth.contains("center_frequency_hz") || truth["center_frequency_hz"].is_null()) continue;
        const TrueCells cells = true_cells(truth);
        if (cells.seen_hz.size() < 2) continue;
        radio::SigmfReader recording(file.substr(0, file.size() - std::string(".truth.json").size()) + ".sigmf-meta");
        const ScanResult heard = scan_recording(recording, {.lte = make_lte_search}, {}, {});
        const auto estimate = estimate_clock(sightings_of(heard.stretches, recording.sample_rate_hz()));
        ASSERT_TRUE(estimate) << file;
        double true_ppm = 0;
        for (const double seen_hz : cells.seen_hz)
            true_ppm += shown_by_clock_ppm(1e6 * (seen_hz / estimate->cells.front().frequency_hz - 1)) /
                        static_cast<double>(cells.seen_hz.size());
        const double error_ppm = estimate->clock_ppm - true_ppm;
        std::cout << truth["name"] << ": " << estimate->clock_ppm << " ppm by " << estimate->cells.size()
                  << " cells, truth " << true_ppm << '\n';
        EXPECT_NEAR(estimate->clock_ppm, true_ppm, demanded_ppm) << file;
        EXPECT_NE(estimate->agreement, ClockAgreement::disputed) << file;
        ++recordings;
        square += error_ppm * error_ppm;
    }
    std::cout << recordings << " recordings with several cells: " << std::sqrt(square / recordings)
              << " ppm rms from their truths (at most " << demanded_ppm << " each)\n";
    EXPECT_GE(recordings, least_recordings);
}

}  // namespace
}  // namespace boresight::survey
