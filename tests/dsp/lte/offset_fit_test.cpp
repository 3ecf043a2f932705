// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/offset_fit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {
namespace {

constexpr double two_pi = 2 * std::numbers::pi;
constexpr unsigned seed = 5;
constexpr int half_frames = 16;
constexpr int trials = 200;

// The symbols with reference signals of the assured subframes, as nominal samples.
std::vector<int> places(Duplex duplex) {
    std::vector<int> list;
    for (int frame = 0; frame < half_frames / 2; ++frame)
        for (const int subframe : assured_subframes(duplex))
            for (int slot = 0; slot < 2; ++slot)
                for (const int symbol : {0, 4})
                    list.push_back(frame * frame_samples + subframe * subframe_samples + slot * slot_samples +
                                   useful_start(CyclicPrefix::normal, symbol));
    return list;
}

// `turn_a_half_frame`: by how much the channel itself turns at random from one to the next, one standard deviation.
std::vector<SymbolSum> made(Duplex duplex, double offset_hz, double noise, double turn_a_half_frame,
                            std::mt19937& random) {
    std::normal_distribution<double> normal;
    std::vector<SymbolSum> sums;
    double turned = 0;
    int last = -half_frame_samples;
    for (const int nominal : places(duplex)) {
        if (nominal - last > 2 * subframe_samples) turned += turn_a_half_frame * normal(random);
        last = nominal;
        const double phase = two_pi * offset_hz * nominal / base_rate_hz + turned;
        const std::complex<double> n(normal(random), normal(random));
        sums.push_back({nominal, {std::polar(1.0, phase) + noise / std::numbers::sqrt2 * n}});
    }
    return sums;
}

TEST(OffsetFit, IsExactWithoutNoiseAnywhereWithinAKilohertz) {
    std::mt19937 random(seed);
    for (const Duplex duplex : {Duplex::fdd, Duplex::tdd})
        for (double hz = -950; hz <= 950; hz += 50)
            EXPECT_NEAR(fit_offset(made(duplex, hz, 0, 0, random)).offset_hz, hz, 0.01) << hz;
}

TEST(OffsetFit, StaysWithinItsStatedErrorWhereNoiseIsAsStrongAsTheSignal) {
    constexpr double most_error_hz = 10;  // two hundred hertz are the next best answer
    constexpr double most_ratio = 3;      // of the stated sigma to the true one
    std::mt19937 random(seed);
    double squares = 0, stated = 0;
    for (int i = 0; i < trials; ++i) {
        const OffsetFit fit = fit_offset(made(Duplex::fdd, 321, 1, 0, random));
        EXPECT_NEAR(fit.offset_hz, 321, most_error_hz);
        squares += (fit.offset_hz - 321) * (fit.offset_hz - 321);
        stated += fit.sigma_hz * fit.sigma_hz;
    }
    EXPECT_LT(stated, most_ratio * most_ratio * squares);
    EXPECT_GT(stated, squares);
}

TEST(OffsetFit, LeavesOutHalfFramesWhoseChannelMoves) {
    constexpr double most_error_hz = 30;
    constexpr int most_beyond = 6;  // phases at random agree by chance once in two hundred times
    std::mt19937 random(seed);
    int beyond = 0;
    for (int i = 0; i < trials; ++i)
        beyond += std::abs(fit_offset(made(Duplex::fdd, -77, 0.2, 3, random)).offset_hz + 77) > most_error_hz;
    EXPECT_LE(beyond, most_beyond);
}

TEST(OffsetFit, OfOneSymbolKnowsNothing) {
    EXPECT_EQ(fit_offset({{0, {1.0}}}).offset_hz, 0);
    EXPECT_EQ(fit_offset({}).offset_hz, 0);
    EXPECT_GT(fit_offset({}).sigma_hz, 1e6);
}

}  // namespace
}  // namespace boresight::dsp::lte
