// SPDX-License-Identifier: GPL-3.0-or-later
// The three likenesses on signals made here: each shows in what it is for, and in nothing else.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "dsp/likeness/gmsk_lines.h"
#include "dsp/likeness/symbol_repeat.h"
#include "dsp/likeness/umts_sync.h"
#include "tests/dsp/spectrum/made_signals.h"

namespace boresight::dsp::likeness {
namespace {

constexpr std::uint32_t seed = 20;
constexpr std::size_t samples = 76800;  // 40 ms at 1.92 MS/s
constexpr std::size_t sync_samples = 38400;
constexpr int trials = 40;

IqBuffer noise(std::size_t count, double power, std::uint32_t with_seed) {
    return spectrum::shaped_noise(
        count, 1, [power](double) { return power; }, with_seed);
}

// Symbols of 128 samples behind copies of their ends, as long as LTE's, of random values on 72 subcarriers.
IqBuffer ofdm(std::size_t count, bool extended) {
    std::mt19937 engine(seed);
    std::uniform_int_distribution<int> bit(0, 1);
    const Fft inverse(128, Fft::Direction::inverse);
    IqBuffer bins(128), symbol(128), out;
    for (int k = 0; out.size() < count; ++k) {
        for (std::size_t n = 0; n < 128; ++n)
            bins[n] = n != 0 && (n <= 36 || n >= 92)
                          ? Sample(bit(engine) != 0 ? 0.1F : -0.1F, bit(engine) != 0 ? 0.1F : -0.1F)
                          : Sample(0);
        inverse.execute(bins.data(), symbol.data());
        const std::ptrdiff_t prefix = extended ? 32 : k % 7 == 0 ? 10 : 9;
        out.insert(out.end(), symbol.end() - prefix, symbol.end());
        out.insert(out.end(), symbol.begin(), symbol.end());
    }
    out.resize(count);
    return out;
}

double power_of(const IqBuffer& signal) {
    double sum = 0;
    for (const Sample& sample : signal) sum += std::norm(sample);
    return sum / static_cast<double>(signal.size());
}

// MSK, a phase that turns by a quarter up or down in each bit: GMSK without its filter.
IqBuffer msk(std::size_t count, double rate_hz, double carrier_hz) {
    std::mt19937 engine(seed);
    std::uniform_int_distribution<int> bit(0, 1);
    constexpr double bits_per_s = 1625e3 / 6;
    IqBuffer out(count);
    double phase = 0, next_s = 0, step = 0;
    for (std::size_t n = 0; n < count; ++n) {
        if (static_cast<double>(n) / rate_hz >= next_s) {
            next_s += 1 / bits_per_s;
            step = (bit(engine) != 0 ? 1 : -1) * std::numbers::pi / 2 * bits_per_s / rate_hz;
        }
        phase += step + 2 * std::numbers::pi * carrier_hz / rate_hz;
        out[n] = Sample(std::polar(1.0, phase));
    }
    return out;
}

TEST(SymbolRepeat, ShowsInSymbolsOfBothPrefixesAlsoUnderNoise) {
    for (const bool extended : {false, true}) {
        IqBuffer signal = ofdm(samples, extended);
        EXPECT_GT(symbol_repeat(signal), 5 * clear_symbol_repeat);
        spectrum::add(signal, noise(samples, 8 * power_of(signal), seed));  // -9 dB in all that is sampled
        EXPECT_GT(symbol_repeat(signal), clear_symbol_repeat) << (extended ? "extended" : "normal");
    }
}

TEST(SymbolRepeat, DoesNotShowInNoiseATonesOrModulation) {
    for (std::uint32_t k = 0; k < trials; ++k)
        EXPECT_LT(symbol_repeat(noise(samples, 1, seed + k)), clear_symbol_repeat);
    IqBuffer tone = spectrum::tone(samples, symbol_repeat_rate_hz, 123456, 1);
    spectrum::add(tone, noise(samples, 0.01, seed));
    EXPECT_LT(symbol_repeat(tone), clear_symbol_repeat);
    EXPECT_LT(symbol_repeat(msk(samples, symbol_repeat_rate_hz, 5e3)), clear_symbol_repeat);
}

TEST(SymbolRepeat, SilenceAndTooFewSamplesGiveNothing) {
    EXPECT_EQ(symbol_repeat({}), 0);
    EXPECT_EQ(symbol_repeat(IqBuffer(100)), 0);
    EXPECT_EQ(symbol_repeat(IqBuffer(samples)), 0);
}

TEST(UmtsSyncTest, NothingElseHoldsTheCode) {
    UmtsSync sync(sync_samples);
    constexpr double reach_hz = 200e3;
    for (std::uint32_t k = 0; k < trials / 4; ++k)
        EXPECT_LT(sync.search(noise(sync_samples, 1, seed + k), reach_hz).metric, clear_umts_sync);
    IqBuffer tone = spectrum::tone(sync_samples, umts_sync_rate_hz, 123456, 1);
    EXPECT_LT(sync.search(tone, reach_hz).metric, clear_umts_sync);
    EXPECT_LT(sync.search(ofdm(sync_samples, false), reach_hz).metric, clear_umts_sync);
    IqBuffer click = noise(sync_samples, 1, seed);
    click[20000] = 1000;
    EXPECT_LT(sync.search(click, reach_hz).metric, clear_umts_sync);
    EXPECT_EQ(sync.search(IqBuffer(sync_samples), reach_hz).metric, 0);
    EXPECT_EQ(sync.search(IqBuffer(100), reach_hz).metric, 0);
}

TEST(GmskLines, ShowWhereverTheCarrierLies) {
    for (const double carrier_hz : {-35e3, 0.0, 12e3, 35e3})
        EXPECT_GT(gmsk_lines_db(msk(samples / 4, gmsk_lines_rate_hz, carrier_hz)), clear_gmsk_lines_db) << carrier_hz;
}

TEST(GmskLines, DoNotShowInNoiseNorInATone) {
    for (std::uint32_t k = 0; k < trials; ++k)
        EXPECT_LT(gmsk_lines_db(noise(samples / 4, 1, seed + k)), clear_gmsk_lines_db);
    IqBuffer tone = spectrum::tone(samples / 4, gmsk_lines_rate_hz, 12345, 1);
    spectrum::add(tone, noise(samples / 4, 0.01, seed));
    EXPECT_LT(gmsk_lines_db(tone), clear_gmsk_lines_db);
    EXPECT_EQ(gmsk_lines_db({}), 0);
    EXPECT_EQ(gmsk_lines_db(IqBuffer(samples / 4)), 0);
}

}  // namespace
}  // namespace boresight::dsp::likeness
