// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fec/convolutional.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <initializer_list>
#include <random>
#include <stdexcept>
#include <vector>

namespace boresight::dsp::fec {
namespace {

constexpr std::uint32_t seed = 20;
constexpr float rounding = 1e-4F;  // of metrics around 10

using Bits = std::vector<std::uint8_t>;

// TS 36.212 5.1.3.1 as figure 5.1.3-1 draws it: six delays, begun with the last six bits.
Bits reference_encode(const Bits& c) {
    Bits coded;
    const auto at = [&](std::size_t k, std::size_t delay) {
        const std::size_t n = c.size();
        return c[(k + n * delay - delay) % n];
    };
    for (std::size_t k = 0; k < c.size(); ++k) {
        const auto sum = [&](std::initializer_list<std::size_t> delays) {
            std::uint8_t s = 0;
            for (const std::size_t delay : delays) s ^= at(k, delay);
            return s;
        };
        coded.push_back(sum({0, 2, 3, 5, 6}));  // 133 octal
        coded.push_back(sum({0, 1, 2, 3, 6}));  // 171
        coded.push_back(sum({0, 1, 2, 4, 6}));  // 165
    }
    return coded;
}

Bits message(std::uint64_t value, std::size_t n) {
    Bits bits;
    for (std::size_t k = 0; k < n; ++k) bits.push_back((value >> k) & 1U);
    return bits;
}

Bits encoded(const Bits& bits) {
    Bits coded(3 * bits.size());
    encode_tail_biting(bits, coded);
    return coded;
}

float metric(const Bits& coded, const std::vector<float>& soft) {
    float sum = 0;
    for (std::size_t i = 0; i < coded.size(); ++i) sum += coded[i] != 0 ? -soft[i] : soft[i];
    return sum;
}

Bits bits_of(const TailBitingDecoder::Word& word, std::size_t n) {
    Bits bits;
    for (std::size_t k = 0; k < n; ++k) bits.push_back(word[k]);
    return bits;
}

class Channel {
public:
    // Soft bits of variance 1 around +-amplitude.
    std::vector<float> send(const Bits& coded, double amplitude) {
        std::vector<float> soft(coded.size());
        for (std::size_t i = 0; i < coded.size(); ++i)
            soft[i] = static_cast<float>((coded[i] != 0 ? -amplitude : amplitude) + normal_(random_));
        return soft;
    }
    Bits message(std::size_t n) {
        Bits bits(n);
        for (auto& bit : bits) bit = random_() & 1U;
        return bits;
    }

private:
    std::mt19937 random_{seed};
    std::normal_distribution<double> normal_;
};

double amplitude_of_ebn0(double ebn0_db) {
    return std::sqrt(2.0 / 3.0 * std::pow(10.0, ebn0_db / 10));
}

TEST(TailBitingCode, IsThatOfTheStandardForEveryShortMessageAndEveryLength) {
    for (std::size_t n = 1; n <= 11; ++n)
        for (std::uint64_t value = 0; value < (std::uint64_t{1} << n); ++value)
            ASSERT_EQ(encoded(message(value, n)), reference_encode(message(value, n))) << n << " " << value;
    Channel channel;
    for (std::size_t n = 12; n <= tail_biting_max_bits; ++n) {
        const Bits bits = channel.message(n);
        ASSERT_EQ(encoded(bits), reference_encode(bits)) << n;
    }
}

TEST(TailBitingDecoder, ReturnsEveryMessageOfEveryLengthWithoutNoise) {
    Channel channel;
    TailBitingDecoder decoder(tail_biting_max_bits);
    for (std::size_t n = 6; n <= tail_biting_max_bits; ++n)
        for (int trial = 0; trial < 5; ++trial) {
            const Bits bits = channel.message(n);
            std::vector<float> soft(3 * n);
            std::ranges::transform(encoded(bits), soft.begin(), [](auto bit) { return bit != 0 ? -1.0F : 1.0F; });
            decoder.start(soft, -1e30F);
            const auto word = decoder.next();
            ASSERT_TRUE(word);
            ASSERT_EQ(bits_of(*word, n), bits) << n;
            ASSERT_FLOAT_EQ(word->metric, static_cast<float>(3 * n));
        }
}

// The decoder's promise, tried against all messages there are: every one comes, in the order of its metric.
TEST(TailBitingDecoder, ListsAllMessagesInTheOrderOfTheirMetric) {
    Channel channel;
    TailBitingDecoder decoder(9);
    for (std::size_t n = 1; n <= 9; ++n)
        for (const double amplitude : {0.0, 0.5, 2.0}) {
            const auto soft = channel.send(encoded(channel.message(n)), amplitude);
            std::vector<float> expected;
            for (std::uint64_t value = 0; value < (std::uint64_t{1} << n); ++value)
                expected.push_back(metric(encoded(message(value, n)), soft));
            std::ranges::sort(expected, std::greater<>());
            decoder.start(soft, -1e30F);
            for (std::size_t i = 0; i < expected.size(); ++i) {
                const auto word = decoder.next();
                ASSERT_TRUE(word) << n << " " << i;
                ASSERT_NEAR(word->metric, expected[i], rounding);
                ASSERT_NEAR(metric(encoded(bits_of(*word, n)), soft), expected[i], rounding);
            }
            ASSERT_FALSE(decoder.next());
        }
}

TEST(TailBitingDecoder, FindsTheMostLikelyOfAllMessagesInNoise) {
    Channel channel;
    TailBitingDecoder decoder(12);
    for (int trial = 0; trial < 100; ++trial) {
        constexpr std::size_t n = 12;
        const auto soft = channel.send(encoded(channel.message(n)), trial % 2 == 0 ? 0.0 : 0.7);
        float best = -1e30F;
        for (std::uint64_t value = 0; value < (std::uint64_t{1} << n); ++value)
            best = std::max(best, metric(encoded(message(value, n)), soft));
        decoder.start(soft, -1e30F);
        const auto word = decoder.next();
        ASSERT_TRUE(word);
        ASSERT_NEAR(word->metric, best, rounding);
        decoder.start(soft, best + rounding);
        EXPECT_FALSE(decoder.next()) << "nothing reaches more than the best";
        decoder.start(soft, best - rounding);
        EXPECT_TRUE(decoder.next());
    }
}

TEST(TailBitingDecoder, LosesBlocksAtTheRateOfAMaximumLikelihoodDecoder) {
    struct Point {
        double ebn0_db, measured, allowed;  // allowed: six sigma above what 100 000 blocks gave, over these blocks
    };
    constexpr int blocks = 4000;
    constexpr std::size_t n = 40;
    Channel channel;
    TailBitingDecoder decoder(n);
    for (const Point& point : {Point{0, 0.289, 0.332}, {1, 0.0848, 0.112}, {2, 0.0138, 0.025}, {3, 0.0014, 0.0055}}) {
        int lost = 0;
        for (int i = 0; i < blocks; ++i) {
            const Bits bits = channel.message(n);
            decoder.start(channel.send(encoded(bits), amplitude_of_ebn0(point.ebn0_db)), -1e30F);
            const auto word = decoder.next();
            lost += !word || bits_of(*word, n) != bits;
        }
        const double rate = static_cast<double>(lost) / blocks;
        std::printf("Eb/N0 %.0f dB: block error rate %.4f (expected %.4f, allowed %.4f)\n", point.ebn0_db, rate,
                    point.measured, point.allowed);
        EXPECT_LE(rate, point.allowed);
        EXPECT_GE(rate, point.ebn0_db < 2 ? 0.8 * point.measured : 0) << "better than the best possible";
    }
}

TEST(TailBitingDecoder, EndsOnSoftBitsThatSayNothing) {
    TailBitingDecoder decoder(40);
    decoder.start(std::vector<float>(120, 0.0F), -1e30F);
    int words = 0;
    while (decoder.next()) ++words;
    EXPECT_GT(words, 0);
    EXPECT_LE(words, TailBitingDecoder::patience);
}

TEST(TailBitingDecoder, RefusesWrongSizes) {
    TailBitingDecoder decoder(40);
    EXPECT_THROW(decoder.start(std::vector<float>(0), 0), std::invalid_argument);
    EXPECT_THROW(decoder.start(std::vector<float>(119), 0), std::invalid_argument);
    EXPECT_THROW(decoder.start(std::vector<float>(123), 0), std::invalid_argument);
    Bits coded(5);
    EXPECT_THROW(encode_tail_biting(Bits(2), coded), std::invalid_argument);
}

}  // namespace
}  // namespace boresight::dsp::fec
