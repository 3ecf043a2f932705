// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/slice_collector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "tests/dsp/lte/made_slices.h"

namespace boresight::dsp::lte {
namespace {

using tests::SlicedRadio;

constexpr double most_air_s = 20;

scene::lte::Cell made_cell(int n_rb_dl, int ports) {
    scene::lte::Cell cell{.pci = 357, .n_rb_dl = n_rb_dl, .ports = ports};
    cell.occupancy = 0.6;
    cell.information = scene::lte::Information{.plmns = {"310-410"}, .tac = 41201, .cell_id = 25915137};
    return cell;
}

void expect_read(const SlicedRadio& radio, double most_s) {
    const SlicedRadio::Outcome outcome = radio.run(most_s);
    std::printf("%d blocks, %d ports, %.2f MS/s, %.0f dB: %d looks, %.2f s\n", radio.cell.n_rb_dl, radio.cell.ports,
                radio.rate_hz / 1e6, radio.snr_db, outcome.looks, outcome.air_s);
    ASSERT_TRUE(outcome.info);
    EXPECT_EQ(outcome.info->sib1.plmns, radio.cell.information->plmns);
    EXPECT_EQ(outcome.info->sib1.cell_id, 25915137U);
}

TEST(SliceCollector, ReadsCellsOfEveryWidthFromSlices) {
    for (const int n_rb_dl : {6, 15, 25, 50, 75, 100}) expect_read({.cell = made_cell(n_rb_dl, 2)}, 5);
}

TEST(SliceCollector, ReadsOneTwoAndFourPorts) {
    for (const int ports : {1, 2, 4}) expect_read({.cell = made_cell(50, ports)}, 5);
}

TEST(SliceCollector, ReadsAtTheRatesThatCheapRadiosHave) {
    for (const double rate_hz : {1.92e6, 2.0e6, 2.048e6, 2.4e6, 2.56e6})
        expect_read({.cell = made_cell(50, 2), .rate_hz = rate_hz}, 5);
}

TEST(SliceCollector, FindsTheTimeThatARetuneHid) {
    for (const double error_s : {1e-4, 1e-3, 4.5e-3}) {
        expect_read({.cell = made_cell(50, 2), .time_error_s = error_s}, 5);
    }
}

TEST(SliceCollector, FollowsAClockThatRunsWrong) {
    for (const double ppm : {-90.0, 18.0, 90.0}) expect_read({.cell = made_cell(100, 2), .clock_ppm = ppm}, 5);
}

// Looks that are empty, cut short, silent, constant, broken or nothing but noise.
TEST(SliceCollector, SaysNothingOfWhatHoldsNothing) {
    constexpr int looks_of_noise = 20;
    std::mt19937_64 random(5);
    std::normal_distribution<float> normal;
    for (const double rate_hz : {2.4e6, 2.048e6}) {
        SliceCollector collector({.pci = 357, .n_rb_dl = 50, .ports = 2}, rate_hz);
        const auto whole = static_cast<std::size_t>(0.1 * rate_hz);
        IqBuffer noise(whole);
        const float nan = std::numeric_limits<float>::quiet_NaN();
        std::vector<IqBuffer> looks{IqBuffer(),
                                    IqBuffer(1),
                                    IqBuffer(100),
                                    IqBuffer(2400),
                                    IqBuffer(whole),
                                    IqBuffer(whole, {0.5F, -0.25F}),
                                    IqBuffer(whole, {nan, nan})};
        for (int i = 0; i < looks_of_noise; ++i) {
            for (Sample& sample : noise) sample = {normal(random), normal(random)};
            looks.push_back(noise);
        }
        for (const IqBuffer& look : looks)
            for (const double start : {0.0, -1e6, 1e6})
                EXPECT_FALSE(collector.take({.samples = look,
                                             .carrier_hz = -collector.next_slice_hz(),
                                             .frame_start_sample = start,
                                             .sfn = 1023,
                                             .most_off_s = 0.0045,
                                             .clock_ppm = 40}));
    }
    EXPECT_THROW(SliceCollector({.n_rb_dl = 50}, 0.96e6), std::invalid_argument);
}

// Cells that differ in all that an operator may choose, seen through clocks and retunes that hide the time.
void run_many(int n_rb_dl, double snr_db, int runs, double least_share) {
    std::vector<double> air_s;
    for (int run = 0; run < runs; ++run) {
        std::mt19937_64 random(static_cast<std::uint64_t>(run) + 1);
        const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
        SlicedRadio radio{.cell = made_cell(n_rb_dl, 2)};
        radio.cell.pci = pick(0, 503);
        radio.cell.occupancy = 0.1 * pick(0, 10);
        radio.cell.phich_resource = static_cast<scene::lte::PhichResource>(pick(0, 3));
        radio.cell.sending = {.control_symbols = pick(1, 3),
                              .elements = 4 * pick(1, 2),
                              .sib1 = {.first_block = pick(0, n_rb_dl - 4), .blocks = pick(4, 12)}};
        radio.snr_db = snr_db;
        radio.clock_ppm = pick(-300, 300) / 10.0;
        radio.time_error_s = 0.004;
        radio.seed = static_cast<std::uint64_t>(run) + 100;
        const auto outcome = radio.run(most_air_s);
        if (outcome.info && outcome.info->sib1.cell_id == 25915137U) air_s.push_back(outcome.air_s);
    }
    ASSERT_FALSE(air_s.empty());
    std::sort(air_s.begin(), air_s.end());
    const double share = static_cast<double>(air_s.size()) / runs;
    std::printf(
        "%d blocks at %.0f dB, 2.4 MS/s: %.0f %% of %d runs within %.0f s, at least %.0f %%; median %.2f s, last %.2f "
        "s\n",
        n_rb_dl, snr_db, 100 * share, runs, most_air_s, 100 * least_share, air_s[air_s.size() / 2], air_s.back());
    EXPECT_GE(share, least_share);
}

TEST(SliceCollector, NamesACellOf10MHzWithinTwentySecondsOfAir) {
    run_many(50, 15, 100, 0.95);
}

TEST(SliceCollector, NamesCellsOf20MHzAndWeakOnesToo) {
    run_many(100, 15, 30, 0.95);
    run_many(50, 5, 30, 0.9);
}

}  // namespace
}  // namespace boresight::dsp::lte
