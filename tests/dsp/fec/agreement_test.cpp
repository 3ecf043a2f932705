// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fec/agreement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace boresight::dsp::fec {
namespace {

constexpr std::uint32_t seed = 3;

std::vector<float> noise(std::mt19937& random, std::size_t count) {
    std::normal_distribution<float> normal;
    std::vector<float> soft(count);
    for (float& value : soft) value = normal(random);
    return soft;
}

// The sums of all choices of signs, the largest first.
std::vector<double> all_sums(const std::vector<float>& soft) {
    std::vector<double> sums;
    for (std::uint64_t signs = 0; signs < (std::uint64_t{1} << soft.size()); ++signs) {
        double sum = 0;
        for (std::size_t i = 0; i < soft.size(); ++i) sum += ((signs >> i) & 1U) != 0 ? -soft[i] : soft[i];
        sums.push_back(sum);
    }
    std::sort(sums.rbegin(), sums.rend());
    return sums;
}

TEST(LogChance, IsThatOfAllChoicesOfSigns) {
    std::mt19937 random(seed);
    for (int trial = 0; trial < 5; ++trial) {
        const auto soft = noise(random, 20);
        const auto sums = all_sums(soft);
        for (const std::size_t rank : {100000U, 10000U, 1000U, 100U, 30U}) {
            const double exact = std::log((static_cast<double>(rank) + 1) / static_cast<double>(sums.size()));
            EXPECT_NEAR(log_chance(soft, sums[rank]), exact, 0.35) << "rank " << rank;
        }
    }
}

// Equal magnitudes: the binomial distribution, whose steps the smooth formula doesn't see: it is up to a factor of 3
// low.
TEST(LogChance, IsNearTheBinomialForHardBits) {
    constexpr int n = 120;
    const std::vector<float> soft(n, 2.5F);
    for (int wrong = 10; wrong <= 40; wrong += 5) {
        double tail = 0;
        for (int k = 0; k <= wrong; ++k)
            tail += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) - n * std::log(2.0));
        const double ours = log_chance(soft, 2.5 * (n - 2 * wrong));
        EXPECT_GT(ours, std::log(tail) - std::log(3)) << wrong;
        EXPECT_LT(ours, std::log(tail) + 0.2) << wrong;
    }
}

TEST(LogChance, EndsWhereAllSignsAgree) {
    std::mt19937 random(seed);
    const auto soft = noise(random, 120);
    double most = 0;
    for (const float value : soft) most += std::abs(value);
    EXPECT_NEAR(log_chance(soft, most), -120 * std::log(2.0), 2);
    EXPECT_LE(log_chance(soft, most * 1.01), log_chance(soft, most));
    EXPECT_EQ(log_chance(soft, 0), 0);
    EXPECT_EQ(log_chance(soft, -3), 0);
    EXPECT_EQ(log_chance(std::vector<float>(120, 0.0F), 1), 0);
}

TEST(SumOfChance, UndoesLogChanceForAnyScaleAndSpread) {
    std::mt19937 random(seed);
    for (int trial = 0; trial < 200; ++trial) {
        auto soft = noise(random, 120);
        // A fading channel: groups of soft bits of very different size.
        if (trial % 2 == 1)
            for (std::size_t i = 0; i < soft.size(); ++i) soft[i] *= static_cast<float>(1 + i % 4 * (trial % 7));
        const float scale = std::pow(10.0F, static_cast<float>(trial % 13) - 6);
        for (float& value : soft) value *= scale;
        for (const double wanted : {-20.0, -28.0, -36.0}) {
            const double got = log_chance(soft, sum_of_chance(soft, wanted));
            EXPECT_GT(got, wanted) << "must not stop a word that is good enough";
            EXPECT_LT(got, wanted + 1.5);
        }
    }
}

TEST(SumOfChance, OfSilenceIsZero) {
    EXPECT_EQ(sum_of_chance(std::vector<float>(120, 0.0F), -28), 0);
    EXPECT_EQ(sum_of_chance(std::vector<float>(120, 1e-38F), -28), 0);
}

}  // namespace
}  // namespace boresight::dsp::fec
