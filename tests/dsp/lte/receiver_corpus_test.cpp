// SPDX-License-Identifier: GPL-3.0-or-later
// The receiver against signals that others made: clean bases with noise added, offsets and clocks that move, and noise
// alone. Which cells of which recording it must find is scripts/check_captures.
#include "dsp/lte/receiver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <string>

#include "dsp/core/decibel.h"
#include "radio/sigmf.h"
#include "tests/recordings.h"

namespace boresight::dsp::lte {
namespace {

constexpr double rate_hz = 1.92e6;
constexpr std::size_t window_samples = 153600;  // 80 ms
constexpr double reach_hz = 140e3;
constexpr double base_rsrp_dbfs = -37.93;  // of sens_base_2p, by its truth
constexpr int base_pci = 128;
constexpr double tdd_rsrp_dbfs = -35.91;  // of sens_base_tdd

std::vector<Sample> recording(const std::string& name) {
    radio::SigmfReader reader(tests::shared_folder() / "captures" / name);
    const radio::Block block = reader.whole();
    return {block.samples.begin(), block.samples.end()};
}

void shift(std::vector<Sample>& samples, double offset_hz) {
    for (std::size_t n = 0; n < samples.size(); ++n)
        samples[n] *= Sample(std::polar(1.0, 2 * std::numbers::pi * std::remainder(offset_hz * n / rate_hz, 1.0)));
}

void add_noise(std::vector<Sample>& samples, double power, std::mt19937& random) {
    std::normal_distribution<float> normal(0, static_cast<float>(std::sqrt(power / 2)));
    for (Sample& s : samples) s += Sample(normal(random), normal(random));
}

// A window of a base at a random place and offset, with noise for this SNR on a CRS resource element.
struct Trial {
    std::vector<Sample> samples;
    double offset_hz;
};

Trial trial(const std::vector<Sample>& base, double snr_db, std::mt19937& random, double rsrp_dbfs = base_rsrp_dbfs) {
    std::uniform_real_distribution<double> offset(-reach_hz, reach_hz);
    std::uniform_int_distribution<std::size_t> start(0, base.size() - window_samples);
    const auto first = base.begin() + static_cast<std::ptrdiff_t>(start(random));
    Trial t{{first, first + window_samples}, offset(random)};
    shift(t.samples, t.offset_hz);
    add_noise(t.samples, power_from_db(rsrp_dbfs - snr_db) * 128, random);
    return t;
}

SearchResult search(std::span<const Sample> samples) {
    static Receiver receiver(rate_hz);
    return receiver.search(samples, {.low_hz = -reach_hz, .high_hz = reach_hz});
}

TEST(LteReceiver, FindsACellAndItsMibAtMinusSixDecibelsAtAnyOffset) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr int trials = 10;
    constexpr double snr_db = -6, most_offset_error_hz = 60;
    const auto base = recording("lte_peer/sens_base_2p");
    std::mt19937 random(7);
    for (int i = 0; i < trials; ++i) {
        const Trial t = trial(base, snr_db, random);
        const SearchResult found = search(t.samples);
        ASSERT_EQ(found.cells.size(), 1U) << "at " << t.offset_hz << " Hz";
        EXPECT_EQ(found.cells[0].pci, base_pci);
        EXPECT_NEAR(found.cells[0].cfo_hz, t.offset_hz, most_offset_error_hz);
        ASSERT_TRUE(found.cells[0].mib);
        EXPECT_EQ(found.cells[0].mib->n_rb_dl, 50);
        EXPECT_EQ(found.cells[0].mib->ports, 2);
    }
}

// Half frames alone leave the offset open by 200 Hz, slots by 2 kHz, both synchronization signals by 4.7 kHz.
TEST(LteReceiver, KnowsTheOffsetOfWeakTddCellsToAFewHertz) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr int trials = 16, least_found = 12;
    constexpr double snr_db = -11, most_offset_error_hz = 15;
    const auto base = recording("lte_peer/sens_base_tdd");
    std::mt19937 random(13);
    int found = 0;
    for (int i = 0; i < trials; ++i) {
        const Trial t = trial(base, snr_db, random, tdd_rsrp_dbfs);
        for (const Cell& cell : search(t.samples).cells) {
            EXPECT_NEAR(cell.cfo_hz, t.offset_hz, most_offset_error_hz);
            ++found;
        }
    }
    EXPECT_GE(found, least_found);
}

TEST(LteReceiver, MeasuresLevelNoiseAndOffsetAsTheyWereMade) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr int trials = 8;
    constexpr double snr_db = 12, most_level_error_db = 0.4, most_bias_db = 0.1, most_sinr_error_db = 0.6;
    constexpr double most_offset_error_hz = 10;
    const auto base = recording("lte_peer/sens_base_2p");
    std::mt19937 random(11);
    double bias = 0;
    for (int i = 0; i < trials; ++i) {
        const Trial t = trial(base, snr_db, random);
        const SearchResult found = search(t.samples);
        ASSERT_EQ(found.cells.size(), 1U);
        const Cell& cell = found.cells[0];
        bias += (cell.rsrp_dbfs - base_rsrp_dbfs) / trials;
        EXPECT_NEAR(cell.rsrp_dbfs, base_rsrp_dbfs, most_level_error_db);
        EXPECT_NEAR(cell.sinr_db, snr_db, most_sinr_error_db);
        EXPECT_NEAR(cell.cfo_hz, t.offset_hz, most_offset_error_hz);
        ASSERT_EQ(cell.rsrp_ports_dbfs.size(), 2U);
        EXPECT_NEAR(cell.rsrp_ports_dbfs[1], base_rsrp_dbfs, most_level_error_db);
    }
    EXPECT_NEAR(bias, 0, most_bias_db);
}

TEST(LteReceiver, FollowsAClockThatIsFortyPartsPerMillionFast) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr double most_clock_error_ppm = 1;
    const auto samples = recording("lte_peer/chan_ppm40_pci188");
    const SearchResult found =
        Receiver(rate_hz).search(samples, {.low_hz = -reach_hz, .high_hz = reach_hz, .center_frequency_hz = 806e6});
    ASSERT_EQ(found.cells.size(), 1U);
    EXPECT_EQ(found.cells[0].pci, 188);
    EXPECT_NEAR(found.cells[0].clock_ppm.value(), 40, most_clock_error_ppm);
    EXPECT_TRUE(found.cells[0].mib);
}

TEST(LteReceiver, FindsTheSameCellsInAWideCaptureAndInItsView) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr double wide_rate_hz = 6.4e6;
    const auto wide = recording("lte_real/fdd_b3_1852.5M_hackrf_6.4M");
    const auto view = recording("lte_real/fdd_b3_1852.5M_hackrf_5MHz_cochannel");
    const SearchResult from_wide = Receiver(wide_rate_hz).search(wide, {.low_hz = -200e3, .high_hz = 200e3});
    const SearchResult from_view = Receiver(rate_hz).search(view, {.low_hz = -200e3, .high_hz = 200e3});
    for (const SearchResult* found : {&from_wide, &from_view}) {
        ASSERT_GE(found->cells.size(), 2U);
        EXPECT_EQ(found->cells[0].pci, 271);
        EXPECT_EQ(found->cells[1].pci, 272);
        for (int i = 0; i < 2; ++i) ASSERT_TRUE(found->cells[i].mib);
    }
    // Levels aren't alike: on the air the middle six resource blocks fade otherwise than all 25.
    EXPECT_EQ(from_wide.cells[0].rsrq_n_rb, 25);
    EXPECT_EQ(from_view.cells[0].rsrq_n_rb, 6);
}

// Cells of one carrier, up to 14 dB under each other, with one frame timing or several; the levels are the truth's.
TEST(LteReceiver, FindsReadsAndMeasuresCellsUnderStrongerOnes) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr double most_level_error_db = 1.0;
    struct Known {
        int pci;
        double rsrp_dbfs;
    };
    struct Scene {
        const char* name;
        std::vector<Known> cells;
    };
    for (const Scene& scene : {Scene{"scene1_cochannel_3cells", {{60, -41.9}, {121, -44.9}, {194, -47.9}}},
                               Scene{"scene2_same_nid2_3cells", {{61, -41.2}, {238, -45.2}, {415, -49.2}}},
                               Scene{"scene3_async_2cells", {{376, -39.85}, {77, -47.85}}}}) {
        const auto samples = recording(std::string("lte_peer/") + scene.name);
        const SearchResult found = search(samples);
        ASSERT_EQ(found.cells.size(), scene.cells.size()) << scene.name;
        for (std::size_t i = 0; i < scene.cells.size(); ++i) {
            EXPECT_EQ(found.cells[i].pci, scene.cells[i].pci) << scene.name;
            EXPECT_TRUE(found.cells[i].mib) << scene.name;
            EXPECT_NEAR(found.cells[i].rsrp_dbfs, scene.cells[i].rsrp_dbfs, most_level_error_db) << scene.name;
        }
    }
}

template <class List>
bool names(const List& list, int pci) {
    return std::any_of(list.begin(), list.end(), [pci](const auto& c) { return c.pci == pci; });
}

// What only one half of the samples holds is no further cell, though the whole would give it with its MIB.
TEST(LteReceiver, NamesFurtherCellsOnlyWhereBothHalvesOfTheSamplesShowThem) {
    BORESIGHT_NEEDS_RECORDINGS();
    constexpr int further_pci = 211;
    constexpr float further_gain = 0.5F;
    constexpr double snr_db = 20;
    const auto stronger = recording("lte_peer/sens_base_2p");
    const auto further = recording("lte_peer/sens_base_1p");
    for (const std::size_t until : {window_samples, window_samples / 2}) {
        std::vector<Sample> samples(stronger.begin(), stronger.begin() + window_samples);
        for (std::size_t n = 0; n < until; ++n) samples[n] += further_gain * further[n];
        std::mt19937 random(3);
        add_noise(samples, power_from_db(base_rsrp_dbfs - snr_db) * 128, random);
        const SearchResult found = search(samples);
        ASSERT_FALSE(found.cells.empty());
        EXPECT_EQ(found.cells[0].pci, base_pci);
        EXPECT_EQ(names(found.cells, further_pci), until == window_samples);
        EXPECT_EQ(names(found.short_candidates, further_pci), until != window_samples);
    }
}

}  // namespace
}  // namespace boresight::dsp::lte
