// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/spectrum/carriers.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "dsp/core/decibel.h"
#include "tests/dsp/spectrum/made_signals.h"

namespace boresight::dsp::spectrum {
namespace {

constexpr double rate_hz = 30.72e6;
constexpr std::size_t fft_size = 4096;
constexpr std::size_t samples = std::size_t{1} << 19;  // 17 ms
constexpr double noise_density = 1e-12;
constexpr double edge_tolerance_hz = 20e3;
constexpr std::uint32_t seed = 75;

using Density = std::function<double(double)>;

std::vector<FoundCarrier> found(const Density& over_noise, std::uint32_t with_seed = seed) {
    Welch welch(rate_hz, fft_size);
    welch.add(shaped_noise(
        samples, rate_hz, [&](double f) { return noise_density * (1 + over_noise(f)); }, with_seed));
    const Spectrum spectrum = welch.result();
    return find_carriers(spectrum, estimate_noise_floor(spectrum));
}

Density lte(double center_hz, int n_rb_dl, double over_db) {
    return
        [=](double f) { return std::abs(f - center_hz) < (n_rb_dl * 180e3 + 15e3) / 2 ? power_from_db(over_db) : 0.0; };
}

// The raised cosine that TS 25.104's root raised cosine makes of the power: half at 1.92 MHz, roll-off 0.22.
Density umts(double center_hz, double over_db) {
    return [=](double f) {
        const double x = std::abs(f - center_hz) / 3.84e6, slope = (x - 0.5) / 0.22;
        const double shape = slope <= -0.5 ? 1 : (slope >= 0.5 ? 0 : (1 - std::sin(std::numbers::pi * slope)) / 2);
        return power_from_db(over_db) * shape;
    };
}

Density operator+(Density a, Density b) {
    return [=](double f) { return a(f) + b(f); };
}

void expect_lte(const FoundCarrier& carrier, double center_hz, int n_rb_dl) {
    EXPECT_EQ(carrier.shape, Shape::lte);
    EXPECT_EQ(carrier.n_rb_dl, n_rb_dl);
    EXPECT_NEAR(carrier.low_hz, center_hz - (n_rb_dl * 180e3 + 15e3) / 2, edge_tolerance_hz);
    EXPECT_NEAR(carrier.high_hz, center_hz + (n_rb_dl * 180e3 + 15e3) / 2, edge_tolerance_hz);
}

TEST(Carriers, FindsEveryWidthOfLteAtEveryLevel) {
    for (const int n_rb_dl : {6, 15, 25, 50, 75, 100})
        for (const double over_db : {8.0, 15.0, 40.0}) {
            SCOPED_TRACE(testing::Message() << n_rb_dl << " blocks, " << over_db << " dB");
            const auto carriers = found(lte(1.3e6, n_rb_dl, over_db));
            ASSERT_EQ(carriers.size(), 1U);
            expect_lte(carriers[0], 1.3e6, n_rb_dl);
            EXPECT_FALSE(carriers[0].near_filter_edge);
            EXPECT_NEAR(carriers[0].low_edge_db, db_from_power(1 + power_from_db(over_db)), 1.5);
        }
}

TEST(Carriers, FindsUmtsByItsSlopes) {
    for (const double over_db : {10.0, 20.0, 40.0}) {
        const auto carriers = found(umts(-2e6, over_db));
        ASSERT_EQ(carriers.size(), 1U) << over_db;
        EXPECT_EQ(carriers[0].shape, Shape::umts);
        EXPECT_NEAR((carriers[0].low_hz + carriers[0].high_hz) / 2, -2e6, 50e3);
        EXPECT_NEAR(carriers[0].high_hz - carriers[0].low_hz, 3.84e6, 100e3);
    }
}

TEST(Carriers, TellsNeighboursApart) {
    const auto carriers =
        found(lte(-7.5e6, 25, 20) + lte(-2.5e6, 25, 12) + lte(5e6, 50, 25) + umts(-12.5e6 + 0.4e6, 20));
    ASSERT_EQ(carriers.size(), 4U);
    EXPECT_EQ(carriers[0].shape, Shape::umts);
    EXPECT_TRUE(carriers[0].near_filter_edge);
    expect_lte(carriers[1], -7.5e6, 25);
    expect_lte(carriers[2], -2.5e6, 25);
    expect_lte(carriers[3], 5e6, 50);
}

TEST(Carriers, KnowsAHalfEmptyCarrierByItsEdges) {
    // 50 blocks of which only some are in use, 7 dB over the rest; a fade in the middle.
    const Density loaded = [](double f) {
        const double base = lte(0, 50, 12)(f);
        const bool used = std::fmod(std::abs(f) + 90e3, 1.44e6) < 0.36e6;
        return base * (used ? 5 : 1) * (1 - 0.8 * std::exp(-std::pow((f - 1e6) / 0.8e6, 2)));
    };
    const auto carriers = found(loaded);
    ASSERT_EQ(carriers.size(), 1U);
    expect_lte(carriers[0], 0, 50);
}

TEST(Carriers, SeesNoneInNoiseNorInALine) {
    for (std::uint32_t with_seed = 0; with_seed < 8; ++with_seed)
        EXPECT_TRUE(found([](double) { return 0.0; }, with_seed).empty()) << with_seed;
    const Density lines = [](double f) { return std::fmod(std::abs(f), 3e6) < 2e3 || std::abs(f) < 2e3 ? 1e5 : 0.0; };
    EXPECT_TRUE(found(lines).empty());
}

TEST(Carriers, SeesNoneInASlope) {
    EXPECT_TRUE(found([](double f) { return power_from_db(20 + f / 1e6); }).empty());
}

TEST(Carriers, NamesANarrowSignalAsUnknown) {
    const auto carriers = found([](double f) { return std::abs(f - 3e6) < 100e3 ? 300.0 : 0.0; });
    ASSERT_EQ(carriers.size(), 1U);
    EXPECT_EQ(carriers[0].shape, Shape::unknown);
    EXPECT_NEAR(carriers[0].low_hz, 2.9e6, edge_tolerance_hz);
    EXPECT_NEAR(carriers[0].high_hz, 3.1e6, edge_tolerance_hz);
}

TEST(Carriers, SaysWhichSideTheCaptureCutsOff) {
    const auto carriers = found(lte(-16e6, 100, 20) + lte(16e6, 50, 20));
    ASSERT_EQ(carriers.size(), 2U);
    EXPECT_EQ(carriers[0].shape, Shape::unknown);
    EXPECT_EQ(carriers[0].low_edge_db, 0);
    EXPECT_NEAR(carriers[0].high_hz, -16e6 + 9.0075e6, edge_tolerance_hz);
    EXPECT_EQ(carriers[1].high_edge_db, 0);
    EXPECT_NEAR(carriers[1].low_hz, 16e6 - 4.5075e6, edge_tolerance_hz);
}

TEST(Carriers, TakesTheSkirtOfTheReceiversSpikeForNoSignal) {
    EXPECT_TRUE(found([](double f) { return std::abs(f) < 120e3 ? 100.0 : 0.0; }).empty());
}

TEST(Carriers, NeedsASpectrumFineEnough) {
    Welch welch(rate_hz, 512);
    welch.add(shaped_noise(
        samples, rate_hz, [](double f) { return 1e-12 * (1 + lte(0, 50, 20)(f)); }, seed));
    const Spectrum spectrum = welch.result();
    EXPECT_TRUE(find_carriers(spectrum, estimate_noise_floor(spectrum)).empty());
    EXPECT_TRUE(find_carriers(Spectrum{}, NoiseFloor{}).empty());
}

}  // namespace
}  // namespace boresight::dsp::spectrum
