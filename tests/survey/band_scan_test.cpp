// SPDX-License-Identifier: GPL-3.0-or-later
// Scans of the tree farm through SoapySDR, against what its file says is sent there.
#include "survey/band_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>

#include "platform/error.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "tests/survey/tree_farm_truth.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsSubsetOf;
using testing::IsSupersetOf;

constexpr double gain_db = 48;  // about what the gain search finds
constexpr catalog::FrequencyRange dongle{24e6, 1766e6};

class BandScanTest : public testing::Test {
protected:
    BandScanTest() { scene::register_scene(); }

    std::unique_ptr<radio::Radio> open(const std::string& receiver, const std::string& scene = "tree-farm") {
        auto radio = radio::open_radio("driver=scene,scene=" + scene + ",radio=" + receiver, machine_);
        radio->set_gain_db(gain_db);
        return radio;
    }

    // The tree farm with a fault in it, as a file.
    std::string farm_with(const std::string& fault) const {
        const std::filesystem::path file = folder_.path() / "farm.toml";
        std::ofstream(file) << std::ifstream(BORESIGHT_TREE "/data/scenes/tree-farm.toml").rdbuf() << "\n[[fault]]\n"
                            << fault;
        return file.string();
    }

    static const SpectrumChannel* channel(const BandScanResult& result, const std::string& name) {
        for (const SpanHeard& span : result.spans)
            for (const SpectrumChannel& channel : span.power.channels)
                if (channel.name == name) return &channel;
        return nullptr;
    }

    SystemClock machine_;
    tests::TemporaryFolder folder_;
};

TEST_F(BandScanTest, TheFirstLookHearsTheStrongestCellOfEveryCarrierAndInventsNone) {
    const auto radio = open("dongle");
    double share = 0;
    std::set<std::int64_t> pieces;  // by their time: cells found afterwards are told as the same once more
    const BandScanEvents events{.progress =
                                    [&](double now) {
                                        EXPECT_GE(now, share);
                                        share = now;
                                        return true;
                                    },
                                .span = {},
                                .piece = [&](const Stretch& piece) { pieces.insert(*piece.wall_ns); }};
    const BandScanResult result = scan_bands(*radio, plan_scan({}, radio->limits()), {}, events);
    EXPECT_EQ(result.ending, radio::Ending::complete);
    EXPECT_THAT(cells_of(result.found), IsSubsetOf(tree_farm_cells(dongle)));
    EXPECT_THAT(cells_of(result.found), IsSupersetOf(tree_farm_strongest()));
    EXPECT_EQ(share, 1);
    EXPECT_EQ(pieces.size(), result.carriers_searched);
    ASSERT_NE(channel(result, "LTE 10 MHz at 739 MHz"), nullptr);
    EXPECT_GT(channel(result, "LTE 10 MHz at 739 MHz")->snr_db.value_or(0), 3);
    EXPECT_NE(channel(result, "LTE 13"), nullptr);
    const auto band_2 = std::find_if(result.not_heard.begin(), result.not_heard.end(),
                                     [](const BandNotHeard& band) { return band.band->label == "2"; });
    ASSERT_NE(band_2, result.not_heard.end());
    EXPECT_THAT(band_2->why, HasSubstr("1766 MHz"));
}

// Cells of 5 and 10 MHz through 2.4 MS/s, three operators of the file, all that are strong enough to be asked.
TEST_F(BandScanTest, ADongleHearsWhoseTheCellsAreThoughTheyAreWiderThanIt) {
    const auto radio = open("dongle");
    BandScanSettings settings;
    settings.carriers.naming_s = usual_naming_s;
    const BandScanResult result = scan_bands(*radio, plan_scan({}, radio->limits()), settings, {});
    const std::map<FrequencyAndPci, scene::lte::Information> sent = tree_farm_information();
    std::set<std::string> networks;
    int asked = 0, named = 0;
    for (const ScanCell& cell : result.found.cells) {
        if (cell.cell.sinr_db < least_named_sinr_db || !cell.cell.mib) continue;
        ++asked;
        if (!cell.cell.system_info) continue;
        ++named;
        const scene::lte::Information& truth = sent.at({*cell.frequency_hz, cell.cell.pci});
        EXPECT_EQ(cell.cell.system_info->sib1.plmns, truth.plmns);
        EXPECT_EQ(cell.cell.system_info->sib1.tac, truth.tac);
        EXPECT_EQ(static_cast<int>(cell.cell.system_info->sib1.cell_id), truth.cell_id);
        EXPECT_EQ(cell.operated_by.known_from, Operator::KnownFrom::sib1);
        networks.insert(cell.operated_by.name.value_or(""));
    }
    EXPECT_GE(asked, 4);
    EXPECT_EQ(named, asked);
    EXPECT_THAT(networks, IsSupersetOf({"AT&T", "T-Mobile", "Verizon"}));
}

TEST_F(BandScanTest, NobodyIsAskedUnlessTheScanIsToldTo) {
    const auto radio = open("dongle");
    const BandScanResult result = scan_bands(*radio, plan_scan({}, radio->limits()), {}, {});
    EXPECT_FALSE(result.found.cells.empty());
    for (const ScanCell& cell : result.found.cells) EXPECT_FALSE(cell.cell.system_info);
}

TEST_F(BandScanTest, AWholeBandIsSearchedWhereItIsNotEmpty) {
    const auto radio = open("dongle");
    ScanQuestion question;
    question.bands = {catalog::find_band(catalog::Rat::lte, 17)};  // has the hint 739 MHz
    ScanPlan plan = plan_scan(question, radio->limits());
    EXPECT_TRUE(plan.every_point);
    plan.carriers_hz.clear();
    const BandScanResult result = scan_bands(*radio, plan, {}, {});
    EXPECT_THAT(cells_of(result.found), Contains(FrequencyAndPci(739e6, 357)));
    EXPECT_THAT(cells_of(result.found), IsSubsetOf(tree_farm_cells(dongle)));
}

TEST_F(BandScanTest, EmptySpectrumIsSkipped) {
    const auto radio = open("dongle");
    ScanQuestion question;
    question.bands = {catalog::find_band(catalog::Rat::lte, 71)};
    ScanPlan plan = plan_scan(question, radio->limits());
    plan.carriers_hz.clear();
    const BandScanResult result = scan_bands(*radio, plan, {}, {});
    EXPECT_TRUE(result.found.cells.empty());
    EXPECT_EQ(result.carriers_searched, 0U);
    EXPECT_NEAR(result.empty_hz, 34e6, 1e6);
}

// Exploring hears a carrier wherever it lies in a piece; the second look, tuned to it, has it once.
TEST_F(BandScanTest, ExploringFindsCarriersThatNobodyNamed) {
    const auto radio = open("dongle");
    radio::Listener listener(*radio);
    CarrierScanner scanner(*radio, listener, make_lte_search, {});
    const std::vector<CarrierPlace> places{{873.7e6, 874.4e6}};
    ASSERT_EQ(scanner.explore(places, {}), radio::Ending::complete);
    const ScanResult found = scanner.finish(false, 1);
    EXPECT_THAT(cells_of(found), Contains(FrequencyAndPci(874e6, 357)));
    int readings = 0;
    for (const Stretch& piece : found.stretches)
        for (const ScanCell& cell : piece.cells) readings += cell.cell.pci == 357 ? 1 : 0;
    EXPECT_EQ(readings, 1);
}

TEST_F(BandScanTest, AnUnpluggedRadioEndsItWithWhatWasFound) {
    const auto radio = open("dongle", farm_with("kind = \"unplug\"\nat_s = 4.0\n"));
    const BandScanResult result = scan_bands(*radio, plan_scan({}, radio->limits()), {}, {});
    EXPECT_EQ(result.ending, radio::Ending::unplugged);
    EXPECT_TRUE(result.found.stopped);
    EXPECT_LT(result.found.share_done, 1);
    EXPECT_FALSE(result.found.cells.empty());
    EXPECT_THAT(cells_of(result.found), IsSubsetOf(tree_farm_cells(dongle)));
    EXPECT_FALSE(result.spans.empty());
}

TEST_F(BandScanTest, LostSamplesAreCountedAndCostNoCell) {
    const auto radio = open("dongle", farm_with("kind = \"overflow\"\nat_s = 0.05\nlasts_s = 0.01\n"));
    ScanQuestion question;
    question.earfcns = {5110};
    const BandScanResult result = scan_bands(*radio, plan_scan(question, radio->limits()), {}, {});
    EXPECT_EQ(result.ending, radio::Ending::complete);
    EXPECT_EQ(result.time.losses, 1);
    EXPECT_THAT(cells_of(result.found), Contains(FrequencyAndPci(739e6, 357)));
}

}  // namespace
}  // namespace boresight::survey
