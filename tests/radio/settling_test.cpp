// SPDX-License-Identifier: GPL-3.0-or-later
// When a radio has settled, on made powers: transients of several kinds, traffic that comes and goes, TDD.
#include "radio/settling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>
#include <vector>

namespace boresight::radio {
namespace {

constexpr std::size_t piece = 960;
constexpr std::uint64_t seed = 11;

// How many pieces were thrown away before those 5 ms that were found good.
std::size_t thrown_away(const std::function<std::complex<double>(double s)>& dc,
                        const std::function<double(double s, std::mt19937_64&)>& amplitude, std::uint64_t of = seed) {
    std::mt19937_64 random(of);
    std::normal_distribution<float> normal(0, static_cast<float>(std::sqrt(0.5)));
    SettlingWatch watch;
    std::vector<dsp::Sample> samples(piece);
    while (!watch.settled()) {
        const double at_s = static_cast<double>(watch.seen()) * SettlingWatch::piece_s;
        const auto level = static_cast<float>(amplitude(at_s, random));
        for (dsp::Sample& sample : samples)
            sample = level * dsp::Sample(normal(random), normal(random)) + dsp::Sample(dc(at_s));
        watch.add(samples);
    }
    return watch.seen() - SettlingWatch::window_pieces;
}

std::complex<double> no_dc(double) {
    return 0;
}

TEST(Settling, SteadyNoiseHasSettledAtOnce) {
    constexpr int trials = 200;
    std::size_t most = 0, sum = 0;
    for (std::uint64_t of = 1; of <= trials; ++of) {
        const std::size_t away = thrown_away(
            no_dc, [](double, auto&) { return 0.1; }, of);
        most = std::max(most, away);
        sum += away;
    }
    RecordProperty("pieces_thrown_away", static_cast<int>(sum));
    EXPECT_LE(most, 4U);
    EXPECT_LE(sum, trials / 10U);
}

TEST(Settling, ADecayIsThrownAway) {
    constexpr double time_constant_s = 0.003;
    const auto away =
        thrown_away(no_dc, [](double s, auto&) { return 0.1 * (1 + 3 * std::exp(-s / time_constant_s)); });
    EXPECT_GE(away, 14U);  // 7 ms: 2.3 dB are left
    EXPECT_LE(away, 60U);
}

TEST(Settling, AStepIsThrownAwayWholeButForHalfAMillisecond) {
    for (const double ratio : {0.1, 0.7, 1.5, 10.0})
        for (const double step_s : {0.001, 0.002, 0.003, 0.004, 0.0045})
            EXPECT_GE(static_cast<double>(thrown_away(no_dc, [&](double s, auto&) { return s < step_s ? ratio : 1; })),
                      step_s / SettlingWatch::piece_s - 1)
                << ratio << ' ' << step_s;
}

TEST(Settling, AMeanThatDriftsIsThrownAway) {
    const auto away = thrown_away([](double s) { return std::polar(0.1 * std::exp(-s / 0.004), 0.5); },
                                  [](double, auto&) { return 0.1; });
    EXPECT_GE(away, 10U);
    EXPECT_LE(away, 60U);
}

// Each millisecond is full or empty, 6 dB apart, by chance.
TEST(Settling, TrafficThatComesAndGoesIsNoTransient) {
    constexpr int trials = 200;
    std::size_t sum = 0;
    for (std::uint64_t of = 1; of <= trials; ++of) {
        bool full = false;
        int pieces = 0;
        sum += thrown_away(
            no_dc,
            [&](double, std::mt19937_64& random) {
                if (pieces++ % 2 == 0) full = std::bernoulli_distribution(0.5)(random);
                return full ? 0.1 : 0.05;
            },
            of);
    }
    RecordProperty("mean_pieces_in_hundredths", static_cast<int>(sum * 100 / trials));
    EXPECT_LE(sum, 4U * trials);
}

TEST(Settling, ACarrierThatIsOnAndOffInTurnHasSettledWhenItRepeats) {
    for (const int period : {10, 20}) {
        int pieces = 0;
        const auto away =
            thrown_away(no_dc, [&](double, auto&) { return pieces++ % period < period / 2 ? 0.2 : 0.01; });
        EXPECT_LE(away, 20U) << period;
    }
}

TEST(Settling, AfterATenthOfASecondItIsTakenAsSettled) {
    const auto away = thrown_away(no_dc, [](double s, auto&) { return 1e-4 * std::exp(s * 80); });
    EXPECT_EQ(away, SettlingWatch::most_pieces - SettlingWatch::window_pieces);
}

}  // namespace
}  // namespace boresight::radio
