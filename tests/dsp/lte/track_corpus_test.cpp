// SPDX-License-Identifier: GPL-3.0-or-later
// Looks of 10 ms against what the search says of the same recording as a whole, on the air and by other software.
#include "dsp/lte/track.h"

#include <gtest/gtest.h>

#include <cctype>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>

#include "dsp/core/decibel.h"
#include "dsp/lte/receiver.h"
#include "radio/sigmf.h"
#include "tests/recordings.h"

namespace boresight::dsp::lte {
namespace {

constexpr double rate_hz = 1.92e6;
constexpr std::size_t look_samples = 19200;
constexpr double level_error_db = 0.1;         // beyond what is stated of both
constexpr double mean_error_of_many_db = 0.3;  // of many looks in noise, of the truth
constexpr double stated_errors = 3;  // beyond it: looks leave out subframes at their ends, of TDD half of them
constexpr double offset_error_hz = 40;
constexpr double base_rsrp_dbfs = -37.93;  // of sens_base_2p, by its truth, each of two ports
constexpr double odd_step = 1.013;         // looks that begin anywhere in a frame

std::vector<Sample> recording(const std::string& name) {
    const radio::Block block = radio::SigmfReader(tests::shared_folder() / "captures" / name).whole();
    return {block.samples.begin(), block.samples.end()};
}

KnownCell known(const Cell& cell) {
    return {.pci = cell.pci,
            .duplex = cell.duplex,
            .cp = cell.cp,
            .ports = cell.mib ? cell.mib->ports : 1,
            .frame_time_s = cell.frame_start_sample / rate_hz,
            .cfo_hz = cell.cfo_hz,
            .clock_ppm = cell.clock_ppm.value_or(0)};
}

std::vector<TrackLook> looks(Tracker& tracker, const std::vector<Sample>& samples, double from_s = 0) {
    std::vector<TrackLook> out;
    for (double first = 0; first + look_samples <= static_cast<double>(samples.size());
         first += odd_step * look_samples) {
        const auto at = static_cast<std::size_t>(first);
        out.push_back(
            tracker.look(IqSpan(samples).subspan(at, look_samples), from_s + static_cast<double>(at) / rate_hz));
    }
    return out;
}

double mean_power(const std::vector<TrackLook>& all) {
    double sum = 0;
    for (const TrackLook& look : all) sum += look.power / static_cast<double>(all.size());
    return sum;
}

// Standard error of that mean by what the looks state of themselves.
double mean_error_db(const std::vector<TrackLook>& all) {
    double variance = 0;
    for (const TrackLook& look : all) variance += look.power_sigma * look.power_sigma;
    return 10 / std::log(10) * std::sqrt(variance) / static_cast<double>(all.size()) / mean_power(all);
}

void add_noise(std::vector<Sample>& samples, double power, std::mt19937& random) {
    std::normal_distribution<float> normal(0, static_cast<float>(std::sqrt(power / 2)));
    for (Sample& s : samples) s += Sample(normal(random), normal(random));
}

class TrackedRecording : public testing::TestWithParam<const char*> {};

TEST_P(TrackedRecording, HasTheSearchsLevelsAsTheMeanOfItsLooks) {
    BORESIGHT_NEEDS_RECORDINGS();
    const std::vector<Sample> samples = recording(GetParam());
    const SearchResult found = Receiver(rate_hz).search(samples, {.low_hz = -300e3, .high_hz = 300e3});
    ASSERT_FALSE(found.cells.empty());
    for (const Cell& cell : found.cells) {
        // What lies under stronger cells a look alone can't set free.
        if (!cell.mib || cell.sinr_db < detection_snr_db) continue;
        SCOPED_TRACE(cell.pci);
        Tracker tracker(known(cell));
        const std::vector<TrackLook> all = looks(tracker, samples);
        // Ports 2 and 3 have one symbol a slot, on other subcarriers in the next: a look alone sees less of them where
        // echoes are long.
        double searched = 0, tracked = 0;
        for (std::size_t p = 0; p < std::min<std::size_t>(cell.rsrp_ports_dbfs.size(), 2); ++p) {
            searched += power_from_db(cell.rsrp_ports_dbfs[p]);
            for (const TrackLook& look : all) tracked += look.ports[p] / static_cast<double>(all.size());
        }
        const double off_db = db_from_power(tracked / searched);
        const double error_db = std::hypot(mean_error_db(all), cell.rsrp_sigma_db);
        std::printf("%s pci %d: %zu looks, %.2f dB beside the search, stated error %.2f dB (sinr %.1f dB)\n",
                    GetParam(), cell.pci, all.size(), off_db, error_db, cell.sinr_db);
        EXPECT_LT(std::abs(off_db), level_error_db + stated_errors * error_db);
        EXPECT_NEAR(all.back().cfo_hz, cell.cfo_hz, offset_error_hz);
    }
}

INSTANTIATE_TEST_SUITE_P(OnTheAirAndByPeers, TrackedRecording,
                         testing::Values("lte_real/fdd_b20_796.0M_rtl", "lte_real/fdd_b17_739.0M_rtl_2cells",
                                         "lte_real/fdd_b20_816.0M_rtl_spare_bits", "lte_real/tdd_b39_1890.0M_rtl",
                                         "lte_real/tdd_b41_2584.9M_rtl_4port", "lte_real/fdd_b3_1860.0M_rtl_weak",
                                         "lte_peer/sens_base_2p", "lte_peer/sens_base_1p", "lte_peer/sens_base_4p",
                                         "lte_peer/sens_base_tdd", "lte_peer/lte_lib_ext_p4_n25_pci18",
                                         "lte_peer/chan_ppm40_pci188"),
                         [](const auto& tested) {
                             std::string name = tested.param;
                             for (char& c : name)
                                 if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                             return name;
                         });

// The spread of a look's level is what the look itself states, whatever the noise.
TEST(Track, StatesTheSpreadOfItsLevels) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr int rounds = 12;
    constexpr double spread_error = 0.2;  // of a spread from some 300 looks: five of its own sigmas
    const std::vector<Sample> base = recording("lte_peer/sens_base_2p");
    const Cell cell = Receiver(rate_hz).search(base, {.low_hz = -20e3, .high_hz = 20e3}).cells.at(0);
    for (const double snr_db : {10.0, 0.0, -6.0}) {
        std::mt19937 random(11);
        double sum = 0, squares = 0, stated = 0, n = 0;
        for (int round = 0; round < rounds; ++round) {
            std::vector<Sample> samples = base;
            add_noise(samples, power_from_db(base_rsrp_dbfs - snr_db) * fft_size, random);
            Tracker tracker(known(cell));
            for (const TrackLook& look : looks(tracker, samples)) {
                sum += look.power;
                squares += look.power * look.power;
                stated += look.power_sigma * look.power_sigma;
                n += 1;
            }
        }
        const double mean = sum / n, spread = std::sqrt(squares / n - mean * mean), said = std::sqrt(stated / n);
        std::printf("%.0f dB: mean %.2f dB off, spread %.3f of the level, stated %.3f\n", snr_db,
                    db_from_power(mean / (2 * power_from_db(base_rsrp_dbfs))), spread / mean, said / mean);
        EXPECT_NEAR(spread / said, 1, spread_error) << snr_db << " dB";
        EXPECT_LT(std::abs(db_from_power(mean / (2 * power_from_db(base_rsrp_dbfs)))), mean_error_of_many_db) << snr_db;
    }
}

TEST(Track, FindsACellAgainThatJumpedInTime) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr double timing_error_s = 0.3e-6;
    std::vector<Sample> samples = recording("lte_peer/sens_base_2p");
    const Cell cell = Receiver(rate_hz).search(samples, {.low_hz = -20e3, .high_hz = 20e3}).cells.at(0);
    std::mt19937 random(3);
    add_noise(samples, power_from_db(base_rsrp_dbfs) * fft_size, random);
    for (const double jump_s : {20e-6, 1.7e-3, 6.3e-3}) {
        KnownCell moved = known(cell);
        moved.frame_time_s += jump_s;
        Tracker tracker(moved);
        const TrackLook look = looks(tracker, samples).back();
        EXPECT_TRUE(look.detected());
        EXPECT_NEAR(std::remainder(look.frame_time_s - known(cell).frame_time_s, 0.01), 0, timing_error_s);
    }
}

TEST(Track, HearsNothingInNoiseAndKeepsTheSignOfWhatItMeasures) {
    constexpr int many = 400;
    constexpr double most_false_share = 0.06;  // two ports in noise pass -6 dB in 2 % of looks, four sigmas above
    std::mt19937 random(5);
    Tracker tracker({.pci = 357, .ports = 2});
    int heard = 0, negative = 0;
    double sum = 0, variance = 0;
    for (int i = 0; i < many; ++i) {
        std::vector<Sample> noise(look_samples);
        add_noise(noise, 1e-4, random);
        const TrackLook look = tracker.look(noise, i * 0.1);
        heard += look.detected();
        negative += look.power < 0;
        sum += look.power;
        variance += look.power_sigma * look.power_sigma;
    }
    std::printf("%d of %d looks into noise detected, %d negative\n", heard, many, negative);
    EXPECT_LT(heard, most_false_share * many);
    EXPECT_GT(negative, many / 3);
    EXPECT_LT(std::abs(sum), 4 * std::sqrt(variance));
}

}  // namespace
}  // namespace boresight::dsp::lte
