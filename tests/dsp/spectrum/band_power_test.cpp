// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/spectrum/band_power.h"

#include <gtest/gtest.h>

#include <cmath>

#include "dsp/core/decibel.h"
#include "dsp/spectrum/dc_notch.h"
#include "tests/dsp/spectrum/made_signals.h"

namespace boresight::dsp::spectrum {
namespace {

constexpr double rate_hz = 7.68e6;
constexpr std::size_t fft_size = 1024;
constexpr std::size_t samples = std::size_t{1} << 18;  // 34 ms
constexpr double noise_density = 1e-11;                // -110 dBFS/Hz
constexpr double floor_tolerance_db = 0.05;            // some 5 sigma of 256 cells
constexpr double quick_floor_tolerance_db = 0.35;      // of four frames
constexpr double power_tolerance_db = 0.06;
constexpr std::uint32_t seed = 25;

Spectrum of(const IqBuffer& signal) {
    Welch welch(rate_hz, fft_size);
    welch.add(signal);
    return welch.result();
}

// A flat block of that width in the middle, so many dB over the noise.
Spectrum block(double width_hz, double over_db, std::size_t count = samples, std::uint32_t with_seed = seed) {
    return of(shaped_noise(
        count, rate_hz,
        [=](double f) { return noise_density * (1 + (std::abs(f) < width_hz / 2 ? power_from_db(over_db) : 0)); },
        with_seed));
}

double floor_error_db(const Spectrum& spectrum) {
    return db_from_power(estimate_noise_floor(spectrum).density / noise_density);
}

TEST(NoiseFloor, IsRightWhateverPartOfTheBandIsOccupied) {
    for (const double occupied : {0.0, 0.1, 0.25, 0.5, 0.75, 0.85})
        for (const double over_db : {3.0, 10.0, 40.0}) {
            const Spectrum spectrum = block(occupied * usable_share * rate_hz, over_db);
            EXPECT_NEAR(floor_error_db(spectrum), 0, floor_tolerance_db)
                << occupied * 100 << " % occupied, " << over_db << " dB over the noise";
            EXPECT_NEAR(estimate_noise_floor(spectrum).empty_share, 1 - occupied, 0.03);
        }
}

TEST(NoiseFloor, ItsLowQuantileIsCorrectedForFewFrames) {
    for (const std::uint32_t with_seed : {1U, 2U, 3U, 4U})
        EXPECT_NEAR(floor_error_db(block(0.5 * rate_hz, 20, 5 * fft_size / 2, with_seed)), 0, quick_floor_tolerance_db);
}

TEST(NoiseFloor, ShowsTheLevelOfABandThatIsFull) {
    const NoiseFloor floor = estimate_noise_floor(block(rate_hz, 20));
    EXPECT_NEAR(db_from_power(floor.density / noise_density), db_from_power(101), 0.1);
    EXPECT_GT(floor.empty_share, 0.99);
}

TEST(NoiseFloor, OfNothingIsNothing) {
    EXPECT_EQ(estimate_noise_floor(Spectrum{}).density, 0);
    EXPECT_EQ(estimate_noise_floor(of(IqBuffer(samples))).density, 0);
}

TEST(BandPower, OfAFlatBlockIsItsDensityTimesItsWidth) {
    for (const double width_hz : {180e3, 1.08e6, 4.5e6}) {
        const Spectrum spectrum = block(width_hz, 20);
        const NoiseFloor floor = estimate_noise_floor(spectrum);
        // Beyond its ends by more than the window spreads them.
        const double half_hz = width_hz / 2 + 3 * spectrum.step_hz;
        const auto band = measure_band(spectrum, floor, -half_hz, half_hz);
        ASSERT_TRUE(band);
        const double noise = noise_density * 2 * half_hz, signal = noise_density * 100 * width_hz;
        const double tolerance_db = power_tolerance_db + 5 * 4.343 / std::sqrt(width_hz * samples / rate_hz);
        EXPECT_NEAR(db_from_power(band->power), db_from_power(signal + noise), tolerance_db);
        EXPECT_NEAR(db_from_power(band->noise), db_from_power(noise), floor_tolerance_db);
        ASSERT_TRUE(band->snr);
        EXPECT_NEAR(db_from_power(*band->snr), db_from_power(signal / noise), tolerance_db + floor_tolerance_db);
    }
}

TEST(BandPower, CountsThePartOfABinThatLiesInTheBand) {
    Spectrum flat;
    flat.sample_rate_hz = 1000;
    flat.step_hz = 100;
    flat.mean.assign(10, 0.5F);
    EXPECT_FLOAT_EQ(integrate(flat, flat.mean, -130, 77), 0.5 * 207);
    EXPECT_FLOAT_EQ(integrate(flat, flat.mean, 10, 20), 0.5 * 10);
    EXPECT_FLOAT_EQ(integrate(flat, flat.mean, -1e9, 1e9), 0.5 * 1000);
    EXPECT_FLOAT_EQ(integrate(flat, flat.mean, 20, 20), 0);
    EXPECT_FLOAT_EQ(integrate(flat, flat.mean, 600, 700), 0);
    EXPECT_FLOAT_EQ(integrate(flat, {}, -100, 100), 0);
}

TEST(BandPower, IsClippedToTheCaptureAndNothingOutsideOfIt) {
    const Spectrum spectrum = block(1e6, 10);
    const NoiseFloor floor = estimate_noise_floor(spectrum);
    const auto half = measure_band(spectrum, floor, 3e6, 5e6);
    ASSERT_TRUE(half);
    EXPECT_EQ(half->low_hz, 3e6);
    EXPECT_EQ(half->high_hz, rate_hz / 2);
    EXPECT_FALSE(measure_band(spectrum, floor, 4e6, 5e6));
    EXPECT_FALSE(measure_band(spectrum, floor, 1e6, 1e6));
    EXPECT_FALSE(measure_band(Spectrum{}, floor, -1e6, 1e6));
}

TEST(BandPower, HasNoSnrWhereNothingStandsOut) {
    for (std::uint32_t with_seed = 0; with_seed < 20; ++with_seed) {
        const Spectrum spectrum = block(0, 0, std::size_t{1} << 16, with_seed);
        const auto band = measure_band(spectrum, estimate_noise_floor(spectrum), -2e6, 1e6);
        EXPECT_FALSE(band->snr) << with_seed;
    }
}

// The claimed spread against the real one over many runs: a ratio of 100 runs is known to 7 %.
TEST(BandPower, KnowsItsSpread) {
    constexpr int runs = 100;
    double sum = 0, squares = 0, claimed = 0;
    for (std::uint32_t run = 0; run < runs; ++run) {
        const Spectrum spectrum = block(1e6, 10, std::size_t{1} << 16, 1000 + run);
        const auto band = measure_band(spectrum, estimate_noise_floor(spectrum), -0.3e6, 0.3e6);
        const double snr_db = db_from_power(band->snr.value());
        sum += snr_db;
        squares += snr_db * snr_db;
        claimed += 4.343 * band->snr_relative_sigma / runs;
    }
    const double real = std::sqrt(squares / runs - sum / runs * sum / runs);
    EXPECT_NEAR(claimed / real, 1, 0.35);
    EXPECT_NEAR(sum / runs, 10, 0.05);
}

TEST(BandPower, ASignalThatComesAndGoesIsKnownLessWell) {
    IqBuffer steady = shaped_noise(
        samples, rate_hz, [](double) { return noise_density; }, seed);
    IqBuffer pulsed = steady;
    add(steady, tone(samples, rate_hz, 1e6, 0.1));
    const IqBuffer carrier = tone(samples, rate_hz, 1e6, 0.2);
    for (std::size_t n = samples / 4; n < samples / 2; ++n) pulsed[n] += carrier[n];
    const auto sigma = [](const Spectrum& spectrum) {
        return measure_band(spectrum, estimate_noise_floor(spectrum), 0.9e6, 1.1e6)->power_relative_sigma;
    };
    EXPECT_LT(sigma(of(steady)), 0.05);
    EXPECT_GT(sigma(of(pulsed)), 0.3);
}

TEST(DcNotch, TakesTheSpikeOutOfEverySpectrumAndSaysHowStrongItWas) {
    IqBuffer signal = shaped_noise(
        samples, rate_hz, [](double) { return noise_density; }, seed);
    const Spectrum clean = of(signal);
    add(signal, tone(samples, rate_hz, 0, 0.1));
    Spectrum spiked = of(signal);
    const auto notch = notch_dc(spiked);
    ASSERT_TRUE(notch);
    EXPECT_NEAR(db_from_power(notch->power), -20, 0.02);
    EXPECT_LT(notch->high_hz, 5 * spiked.step_hz);
    EXPECT_EQ(notch->low_hz, -notch->high_hz);
    for (std::size_t bin = 0; bin < spiked.bins(); ++bin) {
        EXPECT_NEAR(db_from_power(spiked.mean[bin] / noise_density), 0, 2) << bin;
        EXPECT_LT(spiked.maximum[bin], 30 * noise_density) << bin;
        EXPECT_LT(spiked.row(3)[bin], 30 * noise_density) << bin;
    }
    EXPECT_NEAR(db_from_power(integrate(spiked, spiked.mean, -1e6, 1e6) / integrate(clean, clean.mean, -1e6, 1e6)), 0,
                0.1);
}

TEST(DcNotch, LeavesASpectrumAloneThatHasNoSpike) {
    Spectrum spectrum = block(1e6, 10);
    const std::vector<float> before = spectrum.mean;
    EXPECT_FALSE(notch_dc(spectrum));
    EXPECT_EQ(spectrum.mean, before);
    Spectrum tiny = spectrum;
    tiny.mean.assign(31, 0);
    tiny.mean[15] = 1;
    EXPECT_FALSE(notch_dc(tiny));
}

}  // namespace
}  // namespace boresight::dsp::spectrum
