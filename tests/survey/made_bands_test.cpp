// SPDX-License-Identifier: GPL-3.0-or-later
// Scans of bands whose every carrier is known: made worlds of one cell a carrier, from strong to the weakest that must
// be found, heard by a cheap dongle whose crystal is off by as much as may be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>

#include <fmt/format.h>

#include "radio/open_radio.h"
#include "scene/air.h"
#include "scene/register.h"
#include "scene/scene_file.h"
#include "survey/band_scan.h"
#include "tests/survey/tree_farm_truth.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

constexpr double noise_figure_db = 8;
constexpr double noise_dbm_re = -173.9 + 41.8 + noise_figure_db;  // in 15 kHz
constexpr double demanded_sinr_db = -9;
constexpr double gain_db = 45;

struct Sent {
    int earfcn, pci, n_rb_dl;
    double power_dbm;
};
// From 20 to -8.5 dB: see the test of the truth.
const std::vector<Sent> carriers{
    {68616, 11, 25, 36}, {68741, 12, 50, 19}, {68867, 13, 25, 12.5},  // band 71
    {5063, 100, 25, 26}, {5132, 101, 50, 24}, {5230, 214, 50, 18},    // bands 12 and 13
    {2431, 300, 6, 24},  {2477, 301, 15, 12}, {2575, 400, 25, 18},    // band 5
};

struct Crystal {
    double ppm;
    int seed;
};

class MadeBands : public testing::TestWithParam<Crystal> {
protected:
    MadeBands() {
        scene::register_scene();
        std::string text = fmt::format(
            "name = \"Made bands\"\ndated = \"2026-01-01\"\nseed = {}\n"
            "[[receiver]]\nname = \"dongle\"\ntuner_low_hz = 24e6\ntuner_high_hz = 1766e6\nrate_high_hz = 2.4e6\n"
            "gain_high_db = 49.6\nfull_scale_dbm = -15\nnoise_figure_db = {}\nclock_ppm = {}\nadc_bits = 8\n"
            "dc_dbfs = -48\niq_gain_db = 0.2\niq_phase_deg = 0.8\n"
            "[antenna]\nheight_m = 6\ngain_dbi = 10\nbeamwidth_deg = 55\nazimuth_deg = 0\npolarization_deg = 0\n"
            "cross_polar_db = 18\ncable_loss_db = 1.5\nturn_deg_per_s = 6\n"
            "[[tower]]\nname = \"North\"\neast_m = 0\nnorth_m = 12000\nheight_m = 60\nterrain_loss_db = 34\n"
            "k_factor_db = 30\n[[tower.sector]]\nazimuth_deg = 180\nbeamwidth_deg = 65\ngain_dbi = 16\n"
            "polarization = \"vertical\"\ncarrier = [\n",
            GetParam().seed, noise_figure_db, GetParam().ppm);
        for (const Sent& sent : carriers)
            text += fmt::format(
                "{{ earfcn = {}, pci = {}, n_rb_dl = {}, ports = 1, power_dbm = {}, occupancy = 0.5, "
                "frame_start_s = 0.00{} }},\n",
                sent.earfcn, sent.pci, sent.n_rb_dl, sent.power_dbm, sent.pci % 10);
        std::ofstream(file()) << text << "]\n";
    }

    std::string file() const { return (folder_.path() / "bands.toml").string(); }

    std::map<FrequencyAndPci, double> sinr_db() const {
        std::map<FrequencyAndPci, double> out;
        const scene::World world = scene::load_scene(file());
        for (const scene::Tower& tower : world.towers)
            for (const scene::Sector& sector : tower.sectors)
                for (const scene::Carrier& carrier : sector.carriers)
                    out[{carrier.frequency_hz, carrier.cell.pci}] =
                        scene::rsrp_dbm(world, tower, sector, carrier) - noise_dbm_re;
        return out;
    }

    tests::TemporaryFolder folder_;
};

TEST_P(MadeBands, EveryCellAboveMinusNineDecibelsIsFoundOnItsCarrierAndNoneIsInvented) {
    std::set<FrequencyAndPci> demanded, sent;
    double weakest_db = 100;
    for (const auto& [cell, sinr_db] : sinr_db()) {
        sent.insert(cell);
        if (sinr_db < demanded_sinr_db) continue;
        demanded.insert(cell);
        weakest_db = std::min(weakest_db, sinr_db);
    }
    ASSERT_EQ(demanded.size(), carriers.size());
    ASSERT_LT(weakest_db, demanded_sinr_db + 1);

    SystemClock machine;
    const auto radio = radio::open_radio("driver=scene,scene=" + file(), machine);
    radio->set_gain_db(gain_db);
    ScanQuestion question;
    for (const int band : {5, 12, 13, 71}) question.bands.push_back(catalog::find_band(catalog::Rat::lte, band));
    const BandScanResult result = scan_bands(*radio, plan_scan(question, radio->limits()), {}, {});
    EXPECT_EQ(result.ending, radio::Ending::complete);
    EXPECT_THAT(cells_of(result.found), testing::IsSupersetOf(demanded));
    EXPECT_THAT(cells_of(result.found), testing::IsSubsetOf(sent));
    for (const Undecoded& what : result.found.undecoded)
        EXPECT_EQ(what.kind, Undecoded::Kind::narrowband) << what.low_hz << " to " << what.high_hz;
    std::printf("%+.0f ppm: %zu of %zu cells, the weakest at %.1f dB\n", GetParam().ppm, result.found.cells.size(),
                demanded.size(), weakest_db);
}

INSTANTIATE_TEST_SUITE_P(Crystals, MadeBands,
                         testing::Values(Crystal{-97, 1}, Crystal{-31, 2}, Crystal{64, 3}, Crystal{98, 4}),
                         [](const auto& tested) { return "Seed" + std::to_string(tested.param.seed); });

}  // namespace
}  // namespace boresight::survey
