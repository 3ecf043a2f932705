// SPDX-License-Identifier: GPL-3.0-or-later
// Scans for 3G of bands whose every carrier is known, heard by radios whose crystals are off by as much as may be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "radio/open_radio.h"
#include "scene/register.h"
#include "survey/band_scan.h"
#include "tests/survey/made_umts_bands.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

constexpr double gain_db = 45;
constexpr double demanded_db = -17;  // Ec/No

struct HeardBy {
    std::string radio;
    double ppm;
    int seed;
};

void PrintTo(const HeardBy& by, std::ostream* out) {
    *out << by.radio << " at " << by.ppm << " ppm";
}

class MadeUmtsBands : public testing::TestWithParam<HeardBy> {
protected:
    MadeUmtsBands() {
        scene::register_scene();
        std::ofstream(file()) << tests::made_umts_scene(GetParam().ppm, GetParam().seed);
    }

    std::string file() const { return (folder_.path() / "umts.toml").string(); }

    tests::TemporaryFolder folder_;
};

TEST_P(MadeUmtsBands, EveryCellStrongEnoughIsFoundOnItsCarrierAndNoneIsInvented) {
    SystemClock machine;
    const std::string radio_name = GetParam().radio;
    const auto radio = radio::open_radio("driver=scene,scene=" + file() + ",radio=" + radio_name, machine);
    radio->set_gain_db(gain_db);
    std::set<tests::MadeCell> demanded, sent;
    for (const auto& [cell, ecno_db] : tests::made_umts_cells(file())) {
        if (!radio->limits().reaches(cell.frequency_hz)) continue;
        sent.insert(cell);
        if (ecno_db >= demanded_db) demanded.insert(cell);
    }
    ScanQuestion question;
    question.lte = false;
    for (const int band : {1, 5, 8}) question.bands.push_back(catalog::find_band(catalog::Rat::umts, band));
    const BandScanResult result = scan_bands(*radio, plan_scan(question, radio->limits()), {}, {});
    EXPECT_EQ(result.ending, radio::Ending::complete);
    std::set<tests::MadeCell> found;
    for (const UmtsScanCell& cell : result.found.umts_cells) found.insert({*cell.frequency_hz, cell.cell.psc});
    EXPECT_THAT(found, testing::IsSupersetOf(demanded));
    EXPECT_THAT(found, testing::IsSubsetOf(sent));
    // Half of a carrier seen from the next point of the raster is no further candidate.
    for (const ShortCell& near : result.found.short_cells)
        for (const tests::MadeCell& cell : found)
            EXPECT_FALSE(near.physical_id == cell.psc &&
                         std::abs(near.frequency_hz.value_or(0) - cell.frequency_hz) < 1e6)
                << near.physical_id;
    ASSERT_GE(demanded.size(), 3u);
    std::printf("%s, %+.0f ppm: %zu cells, of %zu that are sent\n", radio_name.c_str(), GetParam().ppm, found.size(),
                sent.size());
}

INSTANTIATE_TEST_SUITE_P(Radios, MadeUmtsBands,
                         testing::Values(HeardBy{"wide", -97, 1}, HeardBy{"wide", 64, 2}, HeardBy{"dongle", 98, 3},
                                         HeardBy{"dongle", -31, 4}),
                         [](const auto& tested) { return tested.param.radio + std::to_string(tested.param.seed); });

}  // namespace
}  // namespace boresight::survey
