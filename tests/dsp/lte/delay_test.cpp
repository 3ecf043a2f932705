// SPDX-License-Identifier: GPL-3.0-or-later
// First path, strongest path and spread of made cells with an echo, as the search tells them.
#include "dsp/lte/delay.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "dsp/core/decibel.h"
#include "dsp/lte/receiver.h"
#include "scene/lte/downlink.h"

namespace boresight::dsp::lte {
namespace {

constexpr double level_db = -45;

// A first path and a stronger one later, or it alone.
class TwoPaths final : public scene::Channel {
public:
    TwoPaths(double first_db, double later_s) : first_db_(first_db), later_s_(later_s) {}
    void response(int port, double, double first_hz, double step_hz, std::span<std::complex<float>> out) override {
        const double amplitude = std::pow(10, level_db / 20), first = std::pow(10, first_db_ / 20);
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double turn = -2 * std::numbers::pi * (first_hz + static_cast<double>(i) * step_hz) * later_s_;
            out[i] = std::complex<float>(amplitude * (first + std::polar(1.0, turn + 1.3 * port)));
        }
    }

private:
    double first_db_, later_s_;
};

Cell heard(double first_db, double later_s, double snr_db) {
    std::vector<Sample> samples(153600);
    scene::lte::Downlink downlink({.pci = 130, .n_rb_dl = 50, .ports = 2},
                                  {.rate_hz = base_rate_hz, .offset_hz = 700, .clock_ppm = 0, .sfn_0_s = 0.0031});
    TwoPaths channel(first_db, later_s);
    downlink.add(0, samples, channel);
    std::mt19937 random(3);
    const double noise = power_from_db(level_db - snr_db) * fft_size;
    std::normal_distribution<float> normal(0, static_cast<float>(std::sqrt(noise / 2)));
    for (Sample& s : samples) s += Sample(normal(random), normal(random));
    const SearchResult found = Receiver(base_rate_hz).search(samples, {.low_hz = -5e3, .high_hz = 5e3});
    EXPECT_EQ(found.cells.size(), 1U);
    return found.cells.at(0);
}

TEST(DelayProfile, SaysWhenTheDirectPathIsBlocked) {
    constexpr double level_error_db = 1.5, spread_error_us = 0.15, later_s = 3e-6;
    const Cell blocked = heard(-12, later_s, 20);
    EXPECT_EQ(blocked.direct_path_blocked, true);
    EXPECT_NEAR(blocked.first_path_db.value(), -12, level_error_db);
    const double share = power_from_db(-12.0) / (1 + power_from_db(-12.0));
    EXPECT_NEAR(blocked.delay_spread_us.value(), 1e6 * later_s * std::sqrt(share * (1 - share)), spread_error_us);

    const Cell weaker = heard(-6, later_s, 20);
    EXPECT_EQ(weaker.direct_path_blocked, false);
    EXPECT_NEAR(weaker.first_path_db.value(), -6, level_error_db);

    const Cell alone = heard(-200, 0, 20);
    EXPECT_EQ(alone.direct_path_blocked, false);
    EXPECT_EQ(alone.first_path_db, 0.0);
    EXPECT_NEAR(alone.delay_spread_us.value(), 0, spread_error_us);
}

TEST(DelayProfile, DoesNotSaySoWhereNoiseWouldHideAFirstPath) {
    EXPECT_NE(heard(-12, 3e-6, -8).direct_path_blocked, false);
    EXPECT_FALSE(heard(-200, 0, -10).direct_path_blocked);
}

}  // namespace
}  // namespace boresight::dsp::lte
