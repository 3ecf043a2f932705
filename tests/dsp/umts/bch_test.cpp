// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/bch.h"

#include <gtest/gtest.h>

#include <random>

namespace boresight::dsp::umts {
namespace {

constexpr unsigned seed = 7;

BchBits random_block(std::mt19937& random) {
    BchBits bits{};
    for (std::uint8_t& bit : bits) bit = random() & 1U;
    return bits;
}

std::array<SoftFrame, 2> received(const BchBits& bits, double noise, std::mt19937& random) {
    std::normal_distribution<float> normal(0, static_cast<float>(noise));
    std::array<SoftFrame, 2> soft{};
    const auto frames = bch_frames(bits);
    for (std::size_t f = 0; f < 2; ++f)
        for (std::size_t i = 0; i < bch_frame_bits; ++i)
            soft[f][i] = (frames[f][i] != 0 ? -1.0F : 1.0F) + normal(random);
    return soft;
}

TEST(Bch, ReadsNineOfTenBlocksAtTwoDecibelsABit) {
    // Eb/N0 of 2 dB with rate 1/2 and real soft bits: noise sigma = sqrt(1 / (2 * 0.5 * 10^0.2)).
    const double noise = std::sqrt(1 / std::pow(10, 0.2));
    constexpr int blocks = 300;
    std::mt19937 random(seed);
    BchDecoder decoder;
    int right = 0;
    for (int i = 0; i < blocks; ++i) {
        const BchBits sent = random_block(random);
        const auto soft = received(sent, noise, random);
        const auto block = decoder.decode(soft[0], soft[1]);
        right += block && block->bits == sent;
    }
    EXPECT_GE(right, blocks * 9 / 10);
}

TEST(Bch, ReadsNothingInFramesOfTwoDifferentBlocksOrInNoise) {
    constexpr int tries = 300;
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 1);
    BchDecoder decoder;
    for (int i = 0; i < tries; ++i) {
        const auto one = received(random_block(random), 0.1, random);
        const auto other = received(random_block(random), 0.1, random);
        EXPECT_FALSE(decoder.decode(one[1], other[0]));
        SoftFrame first{}, second{};
        for (float& s : first) s = normal(random);
        for (float& s : second) s = normal(random);
        EXPECT_FALSE(decoder.decode(first, second));
    }
    EXPECT_FALSE(decoder.decode(SoftFrame{}, SoftFrame{})) << "nothing received is no block of zeros";
}

}  // namespace
}  // namespace boresight::dsp::umts
