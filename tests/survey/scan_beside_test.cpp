// SPDX-License-Identifier: GPL-3.0-or-later
// A scan that computes beside its listening finds what one does that computes in between, and ends as cleanly.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <stdexcept>
#include <vector>

#include "radio/open_radio.h"
#include "scene/register.h"
#include "survey/band_scan.h"
#include "tests/survey/made_umts_bands.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

constexpr double gain_db = 45, clock_ppm = 12;
constexpr int seed = 5;
constexpr int macro_uarfcn = 4438, microcell_uarfcn = 4413;  // of the tree farm

using Told = std::set<std::pair<double, int>>;

// What can't differ but by chance if anything does.
using Heard = std::tuple<double, int, double, double, double, std::optional<int>, std::size_t>;

std::vector<Heard> all_of(const BandScanResult& result) {
    std::vector<Heard> out;
    for (const UmtsScanCell& cell : result.found.umts_cells)
        out.emplace_back(*cell.frequency_hz, cell.cell.psc, cell.cell.rscp_dbfs, cell.cell.cfo_hz,
                         cell.cell.frame_start_sample, cell.cell.sfn, cell.cell.bch_blocks.size());
    return out;
}

class ScanBesideTest : public testing::Test {
protected:
    ScanBesideTest() { scene::register_scene(); }

    std::unique_ptr<radio::Radio> open(const std::string& scene) {
        auto radio = radio::open_radio("driver=scene,radio=dongle,scene=" + scene, machine_);
        radio->set_gain_db(gain_db);
        return radio;
    }

    static ScanQuestion named() {
        ScanQuestion question;
        question.uarfcns = {macro_uarfcn, microcell_uarfcn};
        return question;
    }

    static BandScanEvents telling(Told& told, const std::function<bool(const Told&)>& goes_on) {
        return {.progress = [&told, goes_on](double) { return goes_on(told); },
                .span = {},
                .piece =
                    [&told](const Stretch& piece) {
                        for (const UmtsScanCell& cell : piece.umts_cells)
                            told.insert({*cell.frequency_hz, cell.cell.psc});
                    }};
    }

    SystemClock machine_;
    tests::TemporaryFolder folder_;
};

TEST_F(ScanBesideTest, FindsTheSameAsAScanThatComputesInBetween) {
    const std::string file = (folder_.path() / "umts.toml").string();
    std::ofstream(file) << tests::made_umts_scene(clock_ppm, seed);
    ScanQuestion question;
    question.lte = false;
    question.bands = {catalog::find_band(catalog::Rat::umts, 8)};
    BandScanSettings settings;
    settings.carriers.naming_s = usual_naming_s;
    std::vector<BandScanResult> results;
    std::vector<Told> told(2);
    for (const auto on : {Worker::On::own_thread, Worker::On::this_thread}) {
        const auto radio = open(file);
        settings.carriers.searched_on = on;
        results.push_back(scan_bands(*radio, plan_scan(question, radio->limits()), settings,
                                     telling(told[results.size()], [](const Told&) { return true; })));
        EXPECT_EQ(results.back().ending, radio::Ending::complete);
    }
    EXPECT_GE(all_of(results[0]).size(), 4u);
    EXPECT_EQ(all_of(results[0]), all_of(results[1]));
    EXPECT_EQ(told[0], told[1]);
    EXPECT_EQ(told[0].size(), results[0].found.umts_cells.size());
    EXPECT_EQ(results[0].time.heard_s, results[1].time.heard_s);
    EXPECT_EQ(results[0].time.tunings, results[1].time.tunings);
    EXPECT_GT(results[0].cpu_beside_s, 0);
    EXPECT_EQ(results[1].cpu_beside_s, 0);
}

TEST_F(ScanBesideTest, AStopInTheMiddleKeepsWhatWasFound) {
    for (const bool by_token : {true, false}) {
        const auto radio = open("tree-farm");
        StopSource stop;
        Told told;
        const BandScanEvents events = telling(told, [&](const Told& so_far) {
            if (so_far.empty()) return true;
            if (by_token) stop.request_stop();
            return by_token;
        });
        const BandScanResult result = scan_bands(*radio, plan_scan(named(), radio->limits()), {}, events, stop.token());
        EXPECT_EQ(result.ending, radio::Ending::stopped);
        EXPECT_TRUE(result.found.stopped);
        Told found;
        for (const UmtsScanCell& cell : result.found.umts_cells) found.insert({*cell.frequency_hz, cell.cell.psc});
        EXPECT_FALSE(found.empty());
        EXPECT_EQ(found, told) << "what is shown is what was kept";
    }
}

class FailingSearch final : public UmtsSearch {
public:
    explicit FailingSearch(bool by_pilots) : by_pilots_(by_pilots), real_(make_umts_search(2.4e6)) {}
    dsp::umts::SearchResult search(dsp::IqSpan block, const dsp::umts::SearchWindow& window,
                                   const Progress& progress) override {
        if (window.by_pilots == by_pilots_) throw std::runtime_error("it fails");
        return real_->search(block, window, progress);
    }

private:
    bool by_pilots_;
    std::unique_ptr<UmtsSearch> real_;
};

TEST_F(ScanBesideTest, WhatASearchThrowsReachesWhoScans) {
    for (const bool by_pilots : {true, false}) {
        const auto radio = open("tree-farm");
        Searches searches = all_searches();
        searches.umts = [by_pilots](double) { return std::make_unique<FailingSearch>(by_pilots); };
        EXPECT_THROW(scan_bands(*radio, plan_scan(named(), radio->limits()), {}, {}, {}, searches), std::runtime_error);
    }
}

}  // namespace
}  // namespace boresight::survey
