// SPDX-License-Identifier: GPL-3.0-or-later
// Levels rest on subframes alone that are downlink with reference signals throughout whatever a cell's configuration
// says: made cells whose other subframes are multicast, or uplink, have the levels that were made.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "dsp/core/decibel.h"
#include "dsp/lte/numerology.h"
#include "dsp/lte/receiver.h"
#include "scene/lte/downlink.h"

namespace boresight::dsp::lte {
namespace {

constexpr double level_db = -45, snr_db = 10;
constexpr double rsrp_error_db = 0.25, sinr_error_db = 0.6;  // four times the errors asked for at this ratio

class Still final : public scene::Channel {
public:
    void response(int port, double, double, double, std::span<std::complex<float>> out) override {
        std::fill(out.begin(), out.end(), std::complex<float>(std::polar(std::pow(10, level_db / 20), 1.7 * port)));
    }
};

Cell heard(const scene::lte::Cell& sent) {
    std::vector<Sample> samples(153600);
    scene::lte::Downlink downlink(sent,
                                  {.rate_hz = base_rate_hz, .offset_hz = -900, .clock_ppm = 0, .sfn_0_s = 0.0047});
    Still channel;
    downlink.add(0, samples, channel);
    std::mt19937 random(8);
    std::normal_distribution<float> normal(
        0, static_cast<float>(std::sqrt(power_from_db(level_db - snr_db) * fft_size / 2)));
    for (Sample& s : samples) s += Sample(normal(random), normal(random));
    const SearchResult found = Receiver(base_rate_hz).search(samples, {.low_hz = -5e3, .high_hz = 5e3});
    EXPECT_EQ(found.cells.size(), 1U);
    return found.cells.at(0);
}

void expect_made_levels(const Cell& cell) {
    EXPECT_NEAR(cell.rsrp_dbfs, level_db, rsrp_error_db);
    EXPECT_NEAR(cell.sinr_db, snr_db, sinr_error_db);
    EXPECT_FALSE(cell.coherence_time_s);
}

TEST(AssuredSubframes, AreThoseOfTheStandard) {
    EXPECT_EQ(assured_fdd, (std::array<int, 4>{0, 4, 5, 9}));  // TS 36.331 6.3.7: MBSFN is in 1, 2, 3, 6, 7, 8
    EXPECT_EQ(assured_tdd, (std::array<int, 2>{0, 5}));        // TS 36.211 table 4.2-2
}

TEST(AssuredSubframes, KeepLevelsRightWhereTheOthersAreMulticast) {
    expect_made_levels(heard({.pci = 91, .n_rb_dl = 25, .ports = 2, .mbsfn = {{.subframes = {"111111"}}}}));
}

TEST(AssuredSubframes, KeepLevelsRightInEveryTddConfiguration) {
    for (int config = 0; config <= 6; ++config) {
        SCOPED_TRACE(config);
        const Cell cell = heard({.pci = 92, .n_rb_dl = 25, .ports = 2, .tdd = scene::lte::Tdd{config, 5}});
        EXPECT_EQ(cell.duplex, Duplex::tdd);
        expect_made_levels(cell);
    }
}

}  // namespace
}  // namespace boresight::dsp::lte
