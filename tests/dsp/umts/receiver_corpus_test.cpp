// SPDX-License-Identifier: GPL-3.0-or-later
// The search for UMTS cells on recordings of others with their truth: every cell that is there and can be told from
// what lies over it, where and when it was made, and none that isn't.
#include "dsp/umts/receiver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "radio/sigmf.h"
#include "tests/recordings.h"

namespace boresight::dsp::umts {
namespace {

constexpr double reach_hz = 75e3;
constexpr double narrow_hz = 9e6;  // a faster capture holds several carriers
constexpr double frame_s = 10e-3;

struct Known {
    std::string name;
    nlohmann::json truth;
};

std::vector<Known> recordings() {
    std::vector<Known> all;
    for (const auto& entry : std::filesystem::directory_iterator(tests::shared_folder() / "captures/umts")) {
        const std::string name = entry.path().filename().string(), end = ".truth.json";
        if (!name.ends_with(end)) continue;
        std::ifstream file(entry.path());
        all.push_back({name.substr(0, name.size() - end.size()), nlohmann::json::parse(file)});
    }
    std::sort(all.begin(), all.end(), [](const Known& a, const Known& b) { return a.name < b.name; });
    return all;
}

SearchResult search(const Known& known) {
    const radio::Block block = radio::SigmfReader(tests::shared_folder() / "captures/umts" / known.name).whole();
    const double rate_hz = known.truth["sample_rate_hz"];
    SearchWindow window{.low_hz = -reach_hz, .high_hz = reach_hz};
    if (rate_hz > narrow_hz) window = {};
    window.center_frequency_hz = known.truth["center_frequency_hz"];
    return Receiver(rate_hz).search(block.samples, window);
}

double timing_error_us(const Cell& cell, const nlohmann::json& truth, double rate_hz) {
    double least = frame_s * 1e6;
    const double late = cell.frame_start_sample - truth["frame_start_sample"].get<double>();
    for (const auto& path : truth["paths"]) {
        const double apart_s = late / rate_hz - path["delay_us"].get<double>() * 1e-6;
        least = std::min(least, std::abs(std::remainder(apart_s, frame_s)) * 1e6);
    }
    return least;
}

TEST(UmtsReceiverCorpus, FindsEveryCellWhereItWasMadeAndNoOther) {
    BORESIGHT_NEEDS_RECORDINGS();
    int demanded = 0;
    for (const Known& known : recordings()) {
        const SearchResult found = search(known);
        std::map<int, int> told;
        for (const Cell& cell : found.cells) ++told[cell.psc];
        for (const auto& truth : known.truth["cells"]) {
            const int psc = truth["psc"];
            const auto cell =
                std::find_if(found.cells.begin(), found.cells.end(), [psc](const Cell& c) { return c.psc == psc; });
            const bool is_told = told.erase(psc) > 0;
            if (truth["demand"] == "none" || truth["demand"] == "stretch") continue;
            ++demanded;
            EXPECT_TRUE(is_told) << known.name << ": no " << psc;
            if (!is_told) continue;
            EXPECT_NEAR(cell->cfo_hz, truth["cfo_hz"], truth["cfo_tolerance_hz"]) << known.name << ": " << psc;
            EXPECT_LE(timing_error_us(*cell, truth, known.truth["sample_rate_hz"]), truth["timing_tolerance_us"])
                << known.name << ": " << psc;
        }
        EXPECT_TRUE(told.empty()) << known.name << ": there is no " << told.begin()->first;
    }
    EXPECT_GE(demanded, 30);
}

}  // namespace
}  // namespace boresight::dsp::umts
