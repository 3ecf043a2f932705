// SPDX-License-Identifier: GPL-3.0-or-later
// Carriers that are known, heard through SoapySDR in the made world that the program carries.
#include "survey/carrier_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "radio/open_radio.h"
#include "scene/register.h"

namespace boresight::survey {
namespace {

using testing::Pair;

constexpr double gain_db = 40;
constexpr double clock_ppm = -18;  // of the tree farm's dongle: a fast crystal shows carriers too low
constexpr double ppm_tolerance = 0.3;

class CarrierScanTest : public testing::Test {
protected:
    CarrierScanTest() { scene::register_scene(); }

    std::unique_ptr<radio::Radio> open(const std::string& receiver) {
        auto radio = radio::open_radio("driver=scene,scene=tree-farm,radio=" + receiver, machine_);
        radio->set_gain_db(gain_db);
        return radio;
    }

    static std::vector<std::pair<double, int>> cells(const CarrierRound& round) {
        std::vector<std::pair<double, int>> found;
        for (const ScanCell& cell : round.found.cells) found.emplace_back(cell.frequency_hz.value_or(0), cell.cell.pci);
        return found;
    }

    SystemClock machine_;
};

TEST_F(CarrierScanTest, HearsTheTreeFarmsCarriersOneAfterAnother) {
    const auto radio = open("dongle");
    const std::vector<CarrierPlace> places{{739e6, 739e6}, {731.5e6, 731.5e6}, {751e6, 751e6}, {874e6, 874e6}};
    const CarrierRound round = scan_carriers(*radio, places, {});
    EXPECT_EQ(round.ending, radio::Ending::complete);
    // What the antenna hears where it points at first, and nothing that the scene doesn't send there.
    EXPECT_THAT(cells(round), testing::IsSupersetOf({Pair(739e6, 357), Pair(731.5e6, 46), Pair(751e6, 310),
                                                     Pair(751e6, 214), Pair(874e6, 357)}));
    EXPECT_THAT(cells(round), testing::IsSubsetOf({Pair(739e6, 357), Pair(739e6, 121), Pair(739e6, 86),
                                                   Pair(731.5e6, 46), Pair(751e6, 310), Pair(751e6, 214),
                                                   Pair(874e6, 357), Pair(874e6, 121), Pair(874e6, 86)}));
    for (const ScanCell& cell : round.found.cells) {
        EXPECT_NEAR(1e6 * cell.cell.cfo_hz / *cell.frequency_hz, clock_ppm, ppm_tolerance);
        EXPECT_TRUE(cell.cell.mib);
    }
    EXPECT_EQ(round.time.tunings, 4);
}

TEST_F(CarrierScanTest, AWideRadioTakesCarriersNearEachOtherAtOnce) {
    const auto radio = open("wide");
    const std::vector<CarrierPlace> places{{2120e6, 2120e6}, {731.5e6, 731.5e6}, {737e6, 737e6}, {739e6, 739e6}};
    const CarrierRound round = scan_carriers(*radio, places, {});
    EXPECT_EQ(round.ending, radio::Ending::complete);
    EXPECT_EQ(round.time.tunings, 3);
    EXPECT_THAT(cells(round), testing::IsSupersetOf({std::pair(2120e6, 357), std::pair(739e6, 357)}));
    for (const auto& [frequency_hz, pci] : cells(round)) EXPECT_NE(frequency_hz, 737e6) << pci;
}

TEST_F(CarrierScanTest, EndsWhenAskedAndKeepsWhatWasFound) {
    const auto radio = open("dongle");
    StopSource stop;
    const std::vector<CarrierPlace> places{{731.5e6, 731.5e6}, {739e6, 739e6}, {751e6, 751e6}};
    radio::Listener listener(*radio);
    CarrierScanner scanner(*radio, listener, make_lte_search, {});
    const radio::Ending ending = scanner.scan(places, stop.token(), [&](const Stretch&, std::size_t done) {
        if (done == 1) stop.request_stop();
        return true;
    });
    EXPECT_EQ(ending, radio::Ending::stopped);
    const ScanResult found = scanner.finish(true, 1.0 / 3);
    ASSERT_EQ(found.cells.size(), 1U);
    EXPECT_EQ(found.cells[0].cell.pci, 46);
    EXPECT_TRUE(found.stopped);
}

}  // namespace
}  // namespace boresight::survey
