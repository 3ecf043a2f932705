// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/level_series.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <random>

namespace boresight::dsp::lte {
namespace {

constexpr int runs = 400;
constexpr std::size_t places = 24;
constexpr double subframe = 1920;  // samples

// How the channel of a run turns over time, in turns a second, and its signal over noise.
struct Made {
    double doppler_hz = 0, snr_db = 0;
    bool twice = true;
};

// FDD's assured subframes of 80 ms; noise of power 1; each place of the channel with a phase of its own.
PilotSeries series_of(const Made& made, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, std::numbers::sqrt2_v<float> / 2);
    std::uniform_real_distribution<double> turn(0, 2 * std::numbers::pi);
    const double amplitude = std::pow(10, made.snr_db / 20);
    const std::size_t width = made.twice ? places : places / 2;
    std::vector<Sample> channel(2 * width);
    for (Sample& h : channel) h = Sample(std::polar(amplitude, turn(random)));
    if (!made.twice)  // neighbours in frequency, which stand for each other
        for (std::size_t i = 0; i < width; ++i) channel[width + i] = channel[i];
    PilotSeries series;
    series.clear(std::vector<float>(width, 1.0F), made.twice);
    for (int frame = 0; frame < 8; ++frame)
        for (const int number : {0, 4, 5, 9}) {
            const double time = (10 * frame + number) * subframe;
            std::array<std::vector<Sample>, 2> slots;
            for (std::size_t slot = 0; slot < 2; ++slot)
                for (std::size_t i = 0; i < width; ++i) {
                    const double seconds = (time + 0.5 * static_cast<double>(slot) * subframe) / 1.92e6;
                    const Sample h = channel[(made.twice ? 0 : slot * width) + i] *
                                     Sample(std::polar(1.0, 2 * std::numbers::pi * made.doppler_hz * seconds));
                    const float real = normal(random);
                    slots[slot].push_back(h + Sample(real, normal(random)));
                }
            series.add(time, slots[0], slots[1]);
        }
    return series;
}

struct Figures {
    double bias_db = 0, rms_db = 0, stated_db = 0, within_68 = 0, within_95 = 0;
};

Figures figures_of(const Made& made) {
    Figures f;
    for (unsigned seed = 0; seed < runs; ++seed) {
        const Level level = series_of(made, seed).power(1.0);
        const double error = level.dbfs() - made.snr_db;
        f.bias_db += error / runs;
        f.rms_db += error * error / runs;
        f.stated_db += level.sigma_db / runs;
        f.within_68 += std::abs(error) < 0.9945 * level.sigma_db ? 100.0 / runs : 0;
        f.within_95 += std::abs(error) < 1.96 * level.sigma_db ? 100.0 / runs : 0;
    }
    f.rms_db = std::sqrt(f.rms_db);
    std::printf("bias %+.3f dB, rms %.3f, stated %.3f, within %.1f and %.1f %%\n", f.bias_db, f.rms_db, f.stated_db,
                f.within_68, f.within_95);
    return f;
}

TEST(PilotSeries, StatesItsErrorWhereTheSignalRules) {
    constexpr double most_bias_db = 0.02, off_by = 8;  // percent: 3.4 sigma of 400 runs
    const Figures f = figures_of({.doppler_hz = 0, .snr_db = 10});
    EXPECT_NEAR(f.bias_db, 0, most_bias_db);
    EXPECT_NEAR(f.within_68, 68, off_by);
    EXPECT_NEAR(f.within_95, 95, off_by / 2);
}

TEST(PilotSeries, GoesBeyondTheSubframeWhereNoiseRules) {
    constexpr double most_rms_db = 1.0;  // 2.2 dB by the two slots of each subframe alone
    EXPECT_LT(figures_of({.doppler_hz = 0, .snr_db = -12}).rms_db, most_rms_db);
}

TEST(PilotSeries, HoldsTheErrorsAskedForAtMinusSixDecibels) {
    constexpr double most_rms_db = 0.6, most_bias_db = 0.1, off_by = 8;
    const Figures f = figures_of({.doppler_hz = 0, .snr_db = -6});
    EXPECT_LT(f.rms_db, most_rms_db);
    EXPECT_NEAR(f.bias_db, 0, most_bias_db);
    EXPECT_NEAR(f.within_68, 68, off_by);
    EXPECT_NEAR(f.within_95, 95, off_by / 2);
}

TEST(PilotSeries, DoesNotAskMoreOfAChannelThatMovesThanItHolds) {
    constexpr double most_bias_db = 0.5;
    for (const double doppler_hz : {20.0, 70.0})
        EXPECT_NEAR(figures_of({.doppler_hz = doppler_hz, .snr_db = -6}).bias_db, 0, most_bias_db) << doppler_hz;
}

TEST(PilotSeries, TakesPortsWhosePlacesAlternate) {
    const Figures f = figures_of({.doppler_hz = 0, .snr_db = -6, .twice = false});
    EXPECT_NEAR(f.bias_db, 0, 0.15);
    EXPECT_LT(f.rms_db, 0.8);
}

}  // namespace
}  // namespace boresight::dsp::lte
