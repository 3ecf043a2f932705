// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/front_end.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace boresight::scene {
namespace {

constexpr std::size_t count = 200000;
constexpr double rate_hz = 1.92e6;
constexpr double comb_tolerance_db = 0.2;    // noise of -107 dBm in 9.6 Hz is -144 + 30 dBm under a line of -80
constexpr double power_tolerance_db = 0.05;  // the mean of 200 000 noise powers is good to 0.01 dB

Receiver ideal() {
    return {.name = "ideal", .full_scale_dbm = 0, .noise_figure_db = 0, .adc_bits = 16, .dc_dbfs = -200};
}

std::vector<std::complex<float>> tone(double dbm) {
    std::vector<std::complex<float>> samples(count);
    for (std::size_t i = 0; i < count; ++i)
        samples[i] = std::complex<float>(
            std::polar(std::pow(10.0, dbm / 20), 2 * std::numbers::pi * 0.01 * static_cast<double>(i % 100)));
    return samples;
}

double power_db(const std::vector<std::complex<float>>& samples) {
    double sum = 0;
    for (const auto& sample : samples) sum += std::norm(sample);
    return 10 * std::log10(sum / static_cast<double>(samples.size()));
}

// The part that turns by `cycles` a sample.
std::complex<double> part(const std::vector<std::complex<float>>& samples, double cycles) {
    std::complex<double> sum;
    for (std::size_t i = 0; i < samples.size(); ++i)
        sum +=
            std::complex<double>(samples[i]) * std::polar(1.0, -2 * std::numbers::pi * cycles * static_cast<double>(i));
    return sum / static_cast<double>(samples.size());
}

TEST(FrontEnd, AddsTheNoiseOfItsFigureAndBandwidth) {
    Receiver receiver = ideal();
    receiver.noise_figure_db = 6;
    std::vector<std::complex<float>> samples(count);
    FrontEnd(receiver, 1).pass(samples, rate_hz, 80);
    EXPECT_NEAR(power_db(samples), -173.98 + 6 + 10 * std::log10(rate_hz) + 80, power_tolerance_db);
}

TEST(FrontEnd, PutsALevelWhereGainAndFullScaleSay) {
    Receiver receiver = ideal();
    receiver.full_scale_dbm = -5;
    auto samples = tone(-40);
    FrontEnd(receiver, 1).pass(samples, rate_hz, 20);
    EXPECT_NEAR(power_db(samples), -15, power_tolerance_db);
}

TEST(FrontEnd, AddsItsSpursWhereTheyBelong) {
    constexpr double frequency_hz = 739e6, clock_ppm = 40, comb_hz = 288e3, outside_hz = 739.2e6;
    Receiver receiver = ideal();
    receiver.spurs = {
        {Spur::Kind::baseband, -250e3, -60}, {Spur::Kind::radio, outside_hz, -100}, {Spur::Kind::comb, comb_hz, -110}};
    constexpr double gain_db = 30;
    constexpr double clock = 1 + clock_ppm * 1e-6;
    FrontEnd front_end(receiver, 1);
    front_end.tune({.frequency_hz = frequency_hz * clock, .rate_hz = rate_hz, .clock_ppm = clock_ppm});
    std::vector<std::complex<float>> samples(count);
    std::int64_t first = 0;
    for (const std::size_t piece : {1000U, 37U, 198963U}) {
        front_end.pass(std::span(samples).subspan(static_cast<std::size_t>(first), piece), rate_hz, gain_db, first);
        first += static_cast<std::int64_t>(piece);
    }
    const auto level_db = [&](double cycles) { return 20 * std::log10(std::abs(part(samples, cycles))); };
    EXPECT_NEAR(level_db(-250e3 / rate_hz), -60, power_tolerance_db);
    EXPECT_NEAR(level_db((outside_hz - frequency_hz * clock) / (rate_hz * clock)), -100 + gain_db, power_tolerance_db);
    // 2563 to 2569 times 288 kHz lie in the band, wherever the crystal is.
    int lines = 0;
    for (int n = 2500; n < 2600; ++n) {
        const double offset_hz = n * comb_hz - frequency_hz;
        if (std::abs(offset_hz) > rate_hz / 2) continue;
        EXPECT_NEAR(level_db(offset_hz / rate_hz), -110 + gain_db, comb_tolerance_db) << n;
        ++lines;
    }
    EXPECT_EQ(lines, 7);
}

TEST(FrontEnd, LeavesASpurAtTheCenterAndAnImageOfEveryTone) {
    Receiver receiver = ideal();
    receiver.dc_dbfs = -40;
    receiver.iq_gain_db = 1;
    receiver.iq_phase_deg = 3;
    auto samples = tone(-10);
    FrontEnd(receiver, 1).pass(samples, rate_hz, 0);
    EXPECT_NEAR(20 * std::log10(std::abs(part(samples, 0))), -40, power_tolerance_db);
    const double ratio = std::abs(part(samples, -0.01)) / std::abs(part(samples, 0.01));
    const double g = std::pow(10.0, 1 / 20.0);
    const double phase = 3 * std::numbers::pi / 180;
    const double expected = std::sqrt((1 + g * g - 2 * g * std::cos(phase)) / (1 + g * g + 2 * g * std::cos(phase)));
    EXPECT_NEAR(ratio / expected, 1, 0.01);
}

TEST(FrontEnd, RoundsToItsBitsAndClipsAtFullScale) {
    Receiver receiver = ideal();
    receiver.adc_bits = 8;
    auto samples = tone(6);
    FrontEnd(receiver, 1).pass(samples, rate_hz, 0);
    bool clipped = false;
    for (const auto& sample : samples) {
        for (const float value : {sample.real(), sample.imag()}) {
            ASSERT_GE(value, -1);
            ASSERT_LE(value, 127.0F / 128);
            ASSERT_EQ(value * 128, std::round(value * 128));
            clipped |= value == -1;
        }
    }
    EXPECT_TRUE(clipped);
}

TEST(FrontEnd, AStageBeforeTheConverterGivesNoMoreThanItsLimitAndLeavesSmallSignalsAlone) {
    Receiver receiver = ideal();
    receiver.limit_dbfs = -20;
    const auto given_dbfs = [&](double dbm) {
        auto samples = tone(dbm);
        FrontEnd(receiver, 1).pass(samples, rate_hz, 0);
        return power_db(samples);
    };
    EXPECT_NEAR(given_dbfs(-50), -50, power_tolerance_db);
    EXPECT_NEAR(given_dbfs(-20), -23.01, power_tolerance_db);
    EXPECT_NEAR(given_dbfs(20), -20, power_tolerance_db);
}

}  // namespace
}  // namespace boresight::scene
