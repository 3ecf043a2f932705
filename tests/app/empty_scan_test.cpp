// SPDX-License-Identifier: GPL-3.0-or-later
// Scans that find nothing, each for another reason: the first that is told is the true one. The tree farm with
// something wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "app/band_scan_job.h"
#include "app/scan_words.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "tests/temporary_folder.h"

namespace boresight::app {
namespace {

using Kind = survey::Finding::Kind;
using testing::HasSubstr;

struct Change {
    const char* pattern;
    const char* to;
};

struct Wrong {
    const char* what;
    std::vector<Change> farm;
    std::vector<int> bands;  // none: the likely carriers
    std::optional<double> gain_db;
    Kind first;
    const char* told;
    bool umts = true;  // looked for beside LTE
};

const std::vector<Wrong>& all_wrong() {
    static const std::vector<Wrong> all{
        {"the antenna isn't plugged in",
         {{"cable_loss_db = 1.5", "cable_loss_db = 60"}},
         {},
         {},
         Kind::nothing_stands_out,
         "Check the antenna"},
        {"the radio is deaf",
         {{"full_scale_dbm = -15", "full_scale_dbm = 40"}},
         {},
         {},
         Kind::gain_changes_nothing,
         "its own noise"},
        {"something near drives it to the end of its scale",
         {{"full_scale_dbm = -15", "full_scale_dbm = -60"},
          {"terrain_loss_db = 3[246](\\.2)?\n", "terrain_loss_db = 120\n"},
          {"power_dbm = 13\n", "power_dbm = 53\n"}},
         {5},
         {},
         Kind::overload,
         "overloaded"},
        {"the gain was set too high",
         {{"full_scale_dbm = -15", "full_scale_dbm = -60"}},
         {71},
         49,
         Kind::overload,
         "10 dB lower"},
        {"the crystal is far off",
         {{"clock_ppm = 18", "clock_ppm = 165"}},
         {},
         {},
         Kind::crystal_off,
         "--ppm-window 200"},
        {"nobody sends in the band", {}, {71}, {}, Kind::nothing_stands_out, "No carrier stands out"},
        {"the bands lie beyond the tuner", {}, {2, 4}, {}, Kind::nothing_in_reach, "can't be tuned"},
        {"only 3G is there",
         {{"terrain_loss_db = 3[246](\\.2)?\n", "terrain_loss_db = 120\n"},
          {"terrain_loss_db = 26", "terrain_loss_db = 6"}},
         {5},
         {},
         Kind::other_systems,
         "UMTS (3G)",
         false},
        {"the towers are too far",
         {{"terrain_loss_db = 3[246](\\.2)?\n", "terrain_loss_db = 65\n"}},
         {13},
         {},
         Kind::nothing_stands_out,
         "turn it"},
    };
    return all;
}

class EmptyScan : public testing::Test {
protected:
    EmptyScan() { scene::register_scene(); }

    BandScanOutcome scan(const Wrong& wrong) const {
        std::ifstream farm(BORESIGHT_TREE "/data/scenes/tree-farm.toml");
        std::string text((std::istreambuf_iterator<char>(farm)), {});
        for (const Change& change : wrong.farm) {
            const std::string changed = std::regex_replace(text, std::regex(change.pattern), change.to);
            EXPECT_NE(changed, text) << wrong.what;
            text = changed;
        }
        const std::string file = (folder_.path() / "wrong.toml").string();
        std::ofstream(file) << text;
        SystemClock machine;
        const auto radio = radio::open_radio("driver=scene,radio=dongle,scene=" + file, machine);
        BandScanRequest request;
        request.keep = false;
        request.question.umts = wrong.umts;
        request.gain_db = wrong.gain_db;
        for (const int band : wrong.bands)
            request.question.bands.push_back(catalog::find_band(catalog::Rat::lte, band));
        return scan_bands_job(*radio, request, {}, {});
    }

    tests::TemporaryFolder folder_;
};

TEST_F(EmptyScan, TellsTheTrueReasonFirst) {
    for (const Wrong& wrong : all_wrong()) {
        const BandScanOutcome outcome = scan(wrong);
        EXPECT_TRUE(outcome.result.found.cells.empty()) << wrong.what;
        ASSERT_FALSE(outcome.findings.empty()) << wrong.what;
        EXPECT_EQ(outcome.findings.front().kind, wrong.first) << wrong.what;
        const std::vector<std::string> advice = band_scan_advice(outcome);
        ASSERT_FALSE(advice.empty()) << wrong.what;
        EXPECT_THAT(advice.front(), HasSubstr(wrong.told)) << wrong.what;
        std::printf("%s:\n", wrong.what);
        for (const std::string& sentence : advice) std::printf("  %s\n", sentence.c_str());
    }
}

}  // namespace
}  // namespace boresight::app
