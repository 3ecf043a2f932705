// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fec/turbo.h"

#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <random>
#include <stdexcept>

namespace boresight::dsp::fec {
namespace {

constexpr unsigned seed = 20240817;
// At rate 1/3 and this ratio of a bit's energy to the noise density, blocks of 200 bits fail about once in 10 000.
constexpr double working_eb_n0_db = 3;
constexpr int noisy_blocks = 200;
constexpr int most_failures = 3;  // of 200: more have a probability of 1e-8 at one in 10 000

using Streams = std::array<std::vector<float>, 3>;

std::vector<std::uint8_t> random_bits(std::size_t count, std::mt19937& random) {
    std::vector<std::uint8_t> bits(count);
    for (auto& bit : bits) bit = static_cast<std::uint8_t>(random() & 1U);
    return bits;
}

Streams soft_bits(const std::array<std::vector<std::uint8_t>, 3>& coded, double sigma, std::mt19937& random) {
    std::normal_distribution<double> noise(0, sigma);
    Streams soft;
    for (std::size_t stream = 0; stream < 3; ++stream)
        for (const std::uint8_t bit : coded[stream])
            soft[stream].push_back(static_cast<float>((bit != 0 ? -1 : 1) + (sigma > 0 ? noise(random) : 0)));
    return soft;
}

TEST(Turbo, EverySizeHasAnInterleaverThatTakesEachBitOnce) {
    int sizes = 0;
    for (std::size_t bits = 0; bits <= turbo_max_bits + 64; ++bits) {
        const auto order = turbo_interleaver(bits);
        if (order.empty()) continue;
        ++sizes;
        ASSERT_EQ(order.size(), bits);
        std::vector<bool> taken(bits, false);
        for (const std::uint16_t place : order) taken.at(place) = true;
        for (const bool each : taken) ASSERT_TRUE(each) << bits;
    }
    EXPECT_EQ(sizes, 127);
}

TEST(Turbo, SizesAreTheLeastThatHoldTheBits) {
    EXPECT_EQ(turbo_size_for(1), 40U);
    EXPECT_EQ(turbo_size_for(40), 40U);
    EXPECT_EQ(turbo_size_for(41), 48U);
    EXPECT_EQ(turbo_size_for(513), 528U);
    EXPECT_EQ(turbo_size_for(2113), 2176U);
    EXPECT_EQ(turbo_size_for(turbo_max_bits), turbo_max_bits);
    EXPECT_EQ(turbo_size_for(turbo_max_bits + 1), std::nullopt);
}

TEST(Turbo, DecodesEverySizeWithoutNoise) {
    std::mt19937 random(seed);
    TurboDecoder decoder;
    for (std::size_t bits = 40; bits <= turbo_max_bits; bits = *turbo_size_for(bits + 1)) {
        const auto sent = random_bits(bits, random);
        const auto heard = decoder.decode(
            soft_bits(encode_turbo(sent), 0, random),
            [&](auto decided) { return std::equal(sent.begin(), sent.end(), decided.begin()); }, 1);
        ASSERT_TRUE(heard) << bits;
        if (bits == turbo_max_bits) break;
    }
}

TEST(Turbo, DecodesBlocksUnderNoise) {
    std::mt19937 random(seed);
    TurboDecoder decoder;
    const double sigma = std::sqrt(3.0 / 2 / std::pow(10, working_eb_n0_db / 10));
    int failures = 0;
    for (int block = 0; block < noisy_blocks; ++block) {
        const auto sent = random_bits(200, random);
        const auto soft = soft_bits(encode_turbo(sent), sigma, random);
        failures +=
            decoder.decode(soft, [&](auto decided) { return std::equal(sent.begin(), sent.end(), decided.begin()); })
                    .has_value()
                ? 0
                : 1;
    }
    std::cout << failures << " of " << noisy_blocks << " blocks failed (allowed: " << most_failures << ")\n";
    EXPECT_LE(failures, most_failures);
}

TEST(Turbo, GivesNothingWhereTheCheckNeverHolds) {
    std::mt19937 random(seed);
    TurboDecoder decoder;
    const auto soft = soft_bits(encode_turbo(random_bits(64, random)), 0, random);
    EXPECT_FALSE(decoder.decode(soft, [](auto) { return false; }));
}

TEST(Turbo, RefusesSizesThatTheCodeDoesNotHave) {
    TurboDecoder decoder;
    const Streams odd{std::vector<float>(45), std::vector<float>(45), std::vector<float>(45)};
    const Streams uneven{std::vector<float>(44), std::vector<float>(44), std::vector<float>(43)};
    for (const Streams& soft : {odd, uneven, Streams{}})
        EXPECT_THROW(decoder.decode(soft, [](auto) { return true; }), std::invalid_argument);
    EXPECT_THROW(encode_turbo(std::vector<std::uint8_t>(41)), std::invalid_argument);
}

}  // namespace
}  // namespace boresight::dsp::fec
