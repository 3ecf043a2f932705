// SPDX-License-Identifier: GPL-3.0-or-later
// The search for UMTS cells on made ones: sectors of one site, cells under stronger ones, weak cells at any offset.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "dsp/umts/alignment.h"
#include "dsp/umts/psch_search.h"
#include "dsp/umts/receiver.h"
#include "dsp/umts/steady.h"
#include "tests/dsp/umts/made_cell.h"

namespace boresight::dsp::umts {
namespace {

using tests::MadeCell;

constexpr double center_hz = 2142.6e6;
constexpr double noise_db = -12;                   // under a cell of 0 dB
constexpr double most_timing_error_samples = 0.4;  // 0.05 us

std::vector<Sample> made(double seconds, const std::vector<MadeCell>& cells, double noise, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<Sample> samples(static_cast<std::size_t>(seconds * tests::made_rate_hz));
    for (const MadeCell& cell : cells) tests::add_cell(samples, cell, random);
    tests::add_noise(samples, noise, random);
    return samples;
}

SearchResult search(const std::vector<Sample>& samples, double reach_hz) {
    static Receiver receiver(tests::made_rate_hz);
    return receiver.search(samples, {.low_hz = -reach_hz, .high_hz = reach_hz, .center_frequency_hz = center_hz});
}

// All of the cells, where and at which offset they were made, and no others.
void expect_found(const SearchResult& found, const std::vector<MadeCell>& cells, double most_offset_error_hz) {
    EXPECT_EQ(found.cells.size(), cells.size());
    for (const MadeCell& cell : cells) {
        const auto at =
            std::find_if(found.cells.begin(), found.cells.end(), [&cell](const Cell& c) { return c.psc == cell.psc; });
        ASSERT_NE(at, found.cells.end()) << "no " << cell.psc;
        EXPECT_NEAR(at->cfo_hz, cell.cfo_hz, most_offset_error_hz) << cell.psc;
        const double late = at->frame_start_sample - cell.frame_start;
        EXPECT_LT(std::abs(std::remainder(late, static_cast<double>(frame_samples))), most_timing_error_samples)
            << cell.psc;
    }
}

TEST(UmtsMadeCells, AreFoundWithTheirTimingAndOffset) {
    constexpr double most_offset_error_hz = 5;
    for (const int psc : {0, 7, 255, 511}) {
        const std::vector<MadeCell> cells{{.psc = psc, .frame_start = 40000.25 + psc * 60.1, .cfo_hz = psc * 3.0}};
        expect_found(search(made(40e-3, cells, noise_db, 1), 10e3), cells, most_offset_error_hz);
    }
}

TEST(UmtsMadeCells, OfOneGroupAndOneTimingAreToldApart) {
    constexpr double most_offset_error_hz = 5;
    const std::vector<MadeCell> cells{{.psc = 40, .frame_start = 1234.5},
                                      {.psc = 43, .frame_start = 1234.5, .power_db = -3},
                                      {.psc = 47, .frame_start = 1234.5, .power_db = -6}};
    expect_found(search(made(40e-3, cells, noise_db, 2), 10e3), cells, most_offset_error_hz);
}

TEST(UmtsMadeCells, AreFoundTwentyDecibelsUnderAStrongerOne) {
    constexpr double most_offset_error_hz = 15;
    const std::vector<MadeCell> cells{{.psc = 100, .frame_start = 70000},
                                      {.psc = 412, .frame_start = 5000.5, .power_db = -16, .cfo_hz = 20},
                                      {.psc = 101, .frame_start = 33333, .power_db = -14, .cfo_hz = -30}};
    expect_found(search(made(60e-3, cells, noise_db, 3), 10e3), cells, most_offset_error_hz);
}

// A small cell at home with nobody in it hides nothing: all that it sends is known.
TEST(UmtsMadeCells, AreFoundFarUnderOneWithoutLoad) {
    constexpr double most_offset_error_hz = 30, below_db = 36, most_level_error_db = 1.5;
    const std::vector<MadeCell> cells{{.psc = 9,
                                       .frame_start = 3000.3,
                                       .pilot_db = -2,
                                       .primary_sync_db = -6,
                                       .secondary_sync_db = -6,
                                       .load_db = -60},
                                      {.psc = 333, .frame_start = 61234, .power_db = -below_db, .cfo_hz = 10}};
    const SearchResult found = search(made(100e-3, cells, -40, 11), 10e3);
    expect_found(found, cells, most_offset_error_hz);
    ASSERT_EQ(found.cells.size(), 2U);
    EXPECT_NEAR(found.cells[1].rscp_dbfs - found.cells[0].rscp_dbfs, -below_db - 8, most_level_error_db);
}

TEST(UmtsMadeCells, ThatShareACodeAreTwo) {
    const std::vector<MadeCell> cells{{.psc = 60, .frame_start = 1000},
                                      {.psc = 60, .frame_start = 40000.5, .power_db = -14}};
    SearchResult found = search(made(60e-3, cells, noise_db, 12), 10e3);
    ASSERT_EQ(found.cells.size(), cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        EXPECT_EQ(found.cells[i].psc, cells[i].psc);
        EXPECT_NEAR(found.cells[i].frame_start_sample, cells[i].frame_start, most_timing_error_samples);
    }
}

// Its pilot and synchronization channels, the same in every frame, correlate with all other codes.
TEST(UmtsMadeCells, AlmostWithoutLoadMakeNoGhosts) {
    constexpr int codes = 6;
    for (int i = 0; i < codes; ++i) {
        const std::vector<MadeCell> cells{{.psc = 17 + 80 * i,
                                           .frame_start = 100,
                                           .pilot_db = -2,
                                           .primary_sync_db = -6,
                                           .secondary_sync_db = -6,
                                           .load_db = -12}};
        expect_found(search(made(60e-3, cells, -20, 4 + static_cast<unsigned>(i)), 10e3), cells, 5);
    }
}

TEST(UmtsMadeCells, AreFoundAnywhereInTheWindowWithTheClockTiedToTheOffset) {
    constexpr double most_offset_error_hz = 5, most_clock_error_ppm = 0.5;
    const std::vector<MadeCell> cells{{.psc = 300, .frame_start = 30000}};
    const std::vector<Sample> still = made(60e-3, cells, noise_db, 9);
    for (const double offset_hz : {-74e3, -33e3, 33e3, 74e3}) {
        const double clock_ppm = -1e6 * offset_hz / center_hz;
        // A receiver whose crystal is off: its samples lie closer together or further apart, its oscillator elsewhere.
        IqBuffer moved;
        make_steady(still, 0, -offset_hz, -clock_ppm, still.size(), moved);
        const SearchResult found = search({moved.begin(), moved.end()}, 75e3);
        ASSERT_EQ(found.cells.size(), 1U) << offset_hz;
        EXPECT_EQ(found.cells[0].psc, 300);
        EXPECT_NEAR(found.cells[0].cfo_hz, offset_hz * (1 - clock_ppm * 1e-6), most_offset_error_hz);
        EXPECT_NEAR(found.cells[0].clock_ppm.value(), clock_ppm, most_clock_error_ppm);
    }
}

// Synchronization channels of a group whose codes aren't sent.
TEST(UmtsMadeCells, WithoutAPilotAreNone) {
    const std::vector<MadeCell> cells{{.psc = 80, .frame_start = 7777, .pilot_db = -200}};
    const SearchResult found = search(made(40e-3, cells, noise_db, 5), 10e3);
    EXPECT_TRUE(found.cells.empty());
    EXPECT_GE(found.refused(Refusal::pilot_absent), 1);
    EXPECT_GT(found.best_psch_metric, 1);
}

TEST(UmtsMadeCells, CutInTheMiddleOfAFrameAreFoundToo) {
    const std::vector<MadeCell> cells{{.psc = 222, .frame_start = 60000}};
    expect_found(search(made(16e-3, cells, noise_db, 6), 10e3), cells, 10);
}

}  // namespace
}  // namespace boresight::dsp::umts
