// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/bch_sequence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

namespace boresight::dsp::umts {
namespace {

constexpr unsigned seed = 5;
constexpr int sfn_count = 4096;
constexpr std::size_t frames_of_a_second = 100;

// Blocks that are the same in every repetition but for their SFN, four in eight frames; or the first of the four alone;
// or the others in another period, of 16 with blocks that take turns and differ in so many bits beside each other.
class Sender {
public:
    Sender(int sfn, double eb_n0_db, bool all_alike, std::uint32_t number, int period = 8,
           std::size_t differing_bits = bch_bits)
        : period_(period),
          sfn_(sfn),
          noise_(std::sqrt(1 / std::pow(10, eb_n0_db / 10))),
          all_alike_(all_alike),
          random_(number) {
        for (BchBits& block : content_)
            for (std::uint8_t& bit : block) bit = random_() & 1U;
        if (differing_bits == bch_bits) return;
        for (std::size_t k = 0; k < 4; ++k) {
            content_[k + 4] = content_[k];
            for (std::size_t i = 0; i < differing_bits; ++i) content_[k + 4][100 + i] ^= 1;
        }
    }

    BchBits block(int sfn) {
        BchBits bits = content_[static_cast<std::size_t>(sfn % 8 == 0 ? 0 : sfn % period_ / 2)];
        if (!all_alike_ && sfn % 8 != 0)
            for (std::uint8_t& bit : bits) bit = random_() & 1U;
        for (int i = 0; i < 11; ++i) bits[static_cast<std::size_t>(i)] = sfn / 2 >> (10 - i) & 1;
        return bits;
    }

    std::vector<SoftFrame> frames(std::size_t count) {
        std::vector<SoftFrame> out;
        std::normal_distribution<float> normal(0, static_cast<float>(noise_));
        const int lead = sfn_ % 2;
        std::array<BchFrame, 2> sent{};
        for (int f = -lead; f < static_cast<int>(count); ++f) {
            const int sfn = (sfn_ + f) % sfn_count;
            if (sfn % 2 == 0) sent = bch_frames(block(sfn));
            if (f < 0) continue;
            SoftFrame& soft = out.emplace_back();
            for (std::size_t i = 0; i < bch_frame_bits; ++i)
                soft[i] = (sent[static_cast<std::size_t>(sfn % 2)][i] != 0 ? -1.0F : 1.0F) + normal(random_);
        }
        return out;
    }

private:
    int period_, sfn_;
    double noise_;
    bool all_alike_;
    std::mt19937 random_;
    std::array<BchBits, 8> content_{};
};

TEST(BchSequence, AddsUpTheMasterBlockOfASecondFourDecibelsBelowWhatOneTakes) {
    constexpr double one_block_db = 2;
    constexpr int trials = 30, least = 28;
    std::mt19937 random(seed);
    BchDecoder decoder;
    int right = 0;
    for (int i = 0; i < trials; ++i) {
        const int sfn = static_cast<int>(random() % sfn_count);
        Sender sender(sfn, one_block_db - 4, false, random());
        const BchSequence read = read_blocks(sender.frames(frames_of_a_second), decoder);
        if (!read.sfn) continue;
        EXPECT_EQ(*read.sfn, sfn);
        for (const auto& place : read.blocks) {
            const int at = (sfn + static_cast<int>(place.frame)) % sfn_count;
            EXPECT_EQ(place.block.sfn(), at);
            EXPECT_TRUE(at % 8 != 0 || place.block.bits == sender.block(at));
        }
        ++right;
    }
    EXPECT_GE(right, least);
}

TEST(BchSequence, CountsOnWhereTheFrameNumberBeginsAnew) {
    BchDecoder decoder;
    for (const int sfn : {4000, 4063, 4095}) {
        Sender sender(sfn, -2, false, seed);
        const BchSequence read = read_blocks(sender.frames(frames_of_a_second), decoder);
        EXPECT_EQ(read.sfn, sfn);
    }
}

TEST(BchSequence, ReadsWhatElseRepeatsOnceItKnowsTheCount) {
    BchDecoder decoder;
    Sender sender(118, -2, true, seed);
    const BchSequence read = read_blocks(sender.frames(frames_of_a_second), decoder);
    ASSERT_EQ(read.sfn, 118);
    std::set<std::size_t> places;
    for (const auto& place : read.blocks) {
        EXPECT_EQ(place.block.bits, sender.block(118 + static_cast<int>(place.frame)));
        places.insert(place.frame % 8);
    }
    EXPECT_EQ(places.size(), 4U);
}

// Every other time another block, or one much like it: each is read, at its own place.
TEST(BchSequence, NeverTakesBlocksThatTakeTurnsForOne) {
    constexpr int trials = 20;
    BchDecoder decoder;
    int read_in_all = 0;
    for (int i = 0; i < trials; ++i) {
        const std::size_t differing = i % 2 == 0 ? bch_bits : 8;
        Sender sender(40, -3, true, seed + static_cast<std::uint32_t>(i), 16, differing);
        const BchSequence read = read_blocks(sender.frames(frames_of_a_second), decoder);
        for (const auto& place : read.blocks) {
            EXPECT_EQ(place.block.bits, sender.block(40 + static_cast<int>(place.frame)));
            ++read_in_all;
        }
    }
    EXPECT_GT(read_in_all, trials);
}

TEST(BchSequence, ReadsNothingInASecondOfNoise) {
    constexpr int trials = 20;
    BchDecoder decoder;
    for (int i = 0; i < trials; ++i) {
        Sender sender(0, -40, false, seed + static_cast<std::uint32_t>(i));
        EXPECT_TRUE(read_blocks(sender.frames(frames_of_a_second), decoder).blocks.empty());
    }
}

}  // namespace
}  // namespace boresight::dsp::umts
