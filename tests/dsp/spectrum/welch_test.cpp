// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/spectrum/welch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "dsp/core/decibel.h"
#include "dsp/spectrum/band_power.h"
#include "tests/dsp/spectrum/made_signals.h"

namespace boresight::dsp::spectrum {
namespace {

constexpr double rate_hz = 1.92e6;
constexpr std::size_t size = 1024;
constexpr double tone_tolerance_db = 0.01;
constexpr double noise_sigmas = 5;  // a white bin's mean leaves this in fewer than 1e-6 of all runs
constexpr std::uint32_t seed = 36;

Spectrum of(IqSpan samples, std::size_t fft_size = size, Window window = Window::kaiser) {
    Welch welch(rate_hz, fft_size, window);
    welch.add(samples);
    return welch.result();
}

double tone_dbfs(const Spectrum& spectrum, double frequency_hz) {
    const double reach_hz = (main_lobe_bins(spectrum.window) + 1) * spectrum.step_hz;
    return db_from_power(integrate(spectrum, spectrum.mean, frequency_hz - reach_hz, frequency_hz + reach_hz));
}

TEST(Welch, AToneOfFullScaleIs0DbfsWhereverItLies) {
    for (const Window window : {Window::kaiser, Window::hann})
        for (const double bin : {-500.0, -100.25, -0.5, 0.0, 3.75, 77.5, 499.0}) {
            const double f = bin * rate_hz / size;
            const Spectrum spectrum = of(tone(20 * size, rate_hz, f, 1), size, window);
            EXPECT_NEAR(tone_dbfs(spectrum, f), 0, window == Window::hann ? 2 * tone_tolerance_db : tone_tolerance_db)
                << "bin " << bin;
            const auto peak = std::max_element(spectrum.mean.begin(), spectrum.mean.end()) - spectrum.mean.begin();
            EXPECT_NEAR(spectrum.frequency_hz(static_cast<std::size_t>(peak)), f, spectrum.step_hz * 0.51);
        }
}

TEST(Welch, SeesAWeakToneBesideAStrongOne) {
    const double strong_hz = 100e3, weak_hz = strong_hz + 8 * rate_hz / size;
    IqBuffer samples = tone(20 * size, rate_hz, strong_hz, 0.5);
    add(samples, tone(20 * size, rate_hz, weak_hz, 0.5e-3));
    const Spectrum spectrum = of(samples);
    EXPECT_NEAR(tone_dbfs(spectrum, strong_hz), db_from_power(0.25), tone_tolerance_db);
    EXPECT_NEAR(tone_dbfs(spectrum, weak_hz), db_from_power(0.25e-6), 0.5) << "60 dB below, eight bins beside";
}

TEST(Welch, WhiteNoiseHasItsTrueDensityInEveryBin) {
    constexpr double density = 1e-8;
    for (const Window window : {Window::kaiser, Window::hann}) {
        const Spectrum spectrum = of(shaped_noise(
                                         std::size_t{1} << 20, rate_hz, [](double) { return density; }, seed),
                                     size, window);
        // Frames that overlap by half under these windows are all but independent: at most 1.06 and 1.2 times as much.
        const double sigma =
            density * std::sqrt((window == Window::hann ? 1.2 : 1.06) / static_cast<double>(spectrum.frames));
        double worst = 0;
        for (const float bin : spectrum.mean) worst = std::max(worst, std::abs(bin - density) / sigma);
        EXPECT_LT(worst, noise_sigmas + 0.5) << "of 1024 bins";
        EXPECT_GT(worst, 2);
        const double total = integrate(spectrum, spectrum.mean, -rate_hz / 2, rate_hz / 2);
        EXPECT_NEAR(total / (density * rate_hz), 1, noise_sigmas / std::sqrt(1048576.0) * 1.5);
    }
}

TEST(Welch, CountsFramesThatOverlapByHalf) {
    const IqBuffer samples = tone(10 * size, rate_hz, 0, 0.1);
    for (const auto& [count, frames] : {std::pair<std::size_t, std::uint64_t>{0, 0},
                                        {size - 1, 0},
                                        {size, 1},
                                        {size * 3 / 2 - 1, 1},
                                        {size * 3 / 2, 2},
                                        {10 * size, 19}})
        EXPECT_EQ(of(IqSpan(samples).first(count)).frames, frames) << count;
    EXPECT_EQ(of(IqSpan(samples).first(5)).bins(), 0U);
}

TEST(Welch, DoesNotDependOnHowTheSamplesCome) {
    const IqBuffer samples = shaped_noise(
        13 * size + 77, rate_hz, [](double) { return 1e-7; }, seed);
    const Spectrum whole = of(samples);
    for (const std::size_t piece : {1UL, 7UL, 100UL, 511UL, 512UL, 513UL, 1023UL, 1024UL, 1025UL, 3000UL, 9999UL}) {
        Welch welch(rate_hz, size);
        for (std::size_t at = 0; at < samples.size(); at += piece)
            welch.add(IqSpan(samples).subspan(at, std::min(piece, samples.size() - at)));
        const Spectrum pieced = welch.result();
        ASSERT_EQ(pieced.frames, whole.frames) << piece;
        EXPECT_EQ(pieced.mean, whole.mean) << piece;
        EXPECT_EQ(pieced.maximum, whole.maximum) << piece;
        EXPECT_EQ(pieced.row_data, whole.row_data) << piece;
    }
}

TEST(Welch, PutsNoFrameAcrossAGap) {
    const IqBuffer samples = tone(3 * size, rate_hz, 50e3, 1);
    Welch welch(rate_hz, size);
    welch.add(IqSpan(samples).first(size + 100));
    welch.interrupt();
    welch.add(IqSpan(samples).subspan(size + 321, size));
    EXPECT_EQ(welch.frames(), 2U);
    const Spectrum spectrum = welch.result();
    EXPECT_LT(tone_dbfs(spectrum, 400e3), -100) << "a jump of phase would spill everywhere";
}

TEST(Welch, HoldsTheHighestOfAllFrames) {
    IqBuffer samples = tone(64 * size, rate_hz, 100e3, 1e-3);
    const IqBuffer burst = tone(2 * size, rate_hz, -300e3, 0.5);
    std::copy(burst.begin(), burst.end(), samples.begin() + 20 * size);
    const Spectrum spectrum = of(samples);
    EXPECT_NEAR(tone_dbfs(spectrum, -300e3), db_from_power(0.25 * 2 / 64), 1);
    const auto bin = static_cast<std::size_t>(std::lround(-300e3 / spectrum.step_hz)) + size / 2;
    EXPECT_NEAR(db_from_power(spectrum.maximum[bin] * spectrum.enbw_hz), db_from_power(0.25), tone_tolerance_db);
    for (std::size_t i = 0; i < size; ++i) EXPECT_GE(spectrum.maximum[i], spectrum.mean[i]);
}

TEST(Welch, KeepsSomeHundredRowsWhoseMeanIsTheMean) {
    for (const std::size_t frames : {1U, 2U, 127U, 128U, 129U, 200U, 256U, 257U, 1000U}) {
        const IqBuffer samples = shaped_noise(
            64 * (frames + 1) / 2 * 1, rate_hz, [](double f) { return f > 0 ? 1e-7 : 1e-9; }, seed);
        const Spectrum spectrum = of(samples, 64);
        if (spectrum.frames == 0) continue;
        EXPECT_LE(spectrum.rows(), 129U);
        EXPECT_GE(spectrum.rows(), std::min<std::size_t>(64, spectrum.frames));
        double mean_of_rows = 0, mean = 0;
        for (const float value : spectrum.row_data) mean_of_rows += value / static_cast<double>(spectrum.rows());
        for (const float value : spectrum.mean) mean += value;
        EXPECT_NEAR(mean_of_rows / mean, 1, 0.05) << frames;
        EXPECT_NEAR(spectrum.row_seconds, spectrum.frames_per_row * 32 / rate_hz, 1e-9);
    }
}

TEST(Welch, BegunAnewItIsAsIfJustMade) {
    const IqBuffer loud = tone(40 * size, rate_hz, 100e3, 1), quiet = tone(40 * size, rate_hz, -300e3, 1e-3);
    Welch welch(rate_hz, size);
    welch.add(loud);
    welch.begin_anew();
    welch.add(quiet);
    const Spectrum spectrum = welch.result(), fresh = of(quiet);
    EXPECT_EQ(spectrum.frames, fresh.frames);
    EXPECT_EQ(spectrum.mean, fresh.mean);
    EXPECT_EQ(spectrum.maximum, fresh.maximum);
    EXPECT_EQ(spectrum.row_data, fresh.row_data);
}

TEST(Welch, ShowsWhenThingsHappenInItsRows) {
    IqBuffer samples = tone(400 * size, rate_hz, 100e3, 1e-3);
    const IqBuffer burst = tone(100 * size, rate_hz, -300e3, 0.5);
    std::copy(burst.begin(), burst.end(), samples.begin() + 200 * size);
    const Spectrum spectrum = of(samples);
    const auto power_at = [&](double seconds) {
        const auto row = static_cast<std::size_t>(seconds / spectrum.row_seconds);
        return db_from_power(integrate(spectrum, spectrum.row(row), -310e3, -290e3));
    };
    const double second = static_cast<double>(size) / rate_hz;
    EXPECT_LT(power_at(150 * second), -80);
    EXPECT_NEAR(power_at(250 * second), db_from_power(0.25), 0.1);
    EXPECT_LT(power_at(350 * second), -80);
}

}  // namespace
}  // namespace boresight::dsp::spectrum
