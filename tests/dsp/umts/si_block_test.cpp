// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/si_block.h"

#include <gtest/gtest.h>

#include <random>

#include "dsp/umts/si_assembler.h"

namespace boresight::dsp::umts {
namespace {

using Role = SiSegment::Role;

SiSegment segment(Role role, int index, int count, Bits bits) {
    return {.type = sib_type::sib11, .role = role, .count = count, .index = index, .bits = std::move(bits)};
}

TEST(SiBlock, WhateverIsInItNoLengthLeadsBeyondItsEnd) {
    std::mt19937 random(5);
    for (int run = 0; run < 20000; ++run) {
        BchBits block{};
        for (std::uint8_t& bit : block) bit = random() & 1U;
        std::size_t bits = 0;
        for (const SiSegment& s : si_segments(block)) bits += s.bits.size();
        EXPECT_LE(bits, bch_bits);
    }
}

TEST(SiBlock, AListThatPromisesMoreThanThereIsIsNone) {
    BchBits block{};
    block.fill(1);
    block[11] = 0;  // payload 7: a list, of 16, each of 256 bits
    EXPECT_TRUE(si_segments(block).empty());
}

TEST(SiAssembler, PutsTogetherWhatComesInAnyOrderOverSeveralRepetitions) {
    SiAssembler assembler;
    EXPECT_TRUE(assembler.add(10, {segment(Role::last, 2, 0, {1, 1})}).empty());
    EXPECT_TRUE(assembler.add(60, {segment(Role::first, 0, 3, {0})}).empty());
    EXPECT_TRUE(assembler.add(62, {segment(Role::last, 2, 0, {1, 1})}).empty());
    const auto whole = assembler.add(110, {segment(Role::subsequent, 1, 0, {1, 0})});
    ASSERT_EQ(whole.size(), 1U);
    EXPECT_EQ(whole[0].bits, (Bits{0, 1, 0, 1, 1}));
    EXPECT_EQ(whole[0].first_sfn, 10);
    EXPECT_EQ(whole[0].last_sfn, 110);
}

TEST(SiAssembler, NeverMixesTwoVersions) {
    SiAssembler assembler;
    assembler.add(10, {segment(Role::first, 0, 2, {0, 0})});
    assembler.add(12, {segment(Role::first, 0, 2, {0, 1})});  // it changed
    const auto whole = assembler.add(14, {segment(Role::last, 1, 0, {1})});
    ASSERT_EQ(whole.size(), 1U);
    EXPECT_EQ(whole[0].bits, (Bits{0, 1, 1}));

    assembler.add(20, {segment(Role::first, 0, 2, {0, 0})});
    assembler.forget();
    EXPECT_TRUE(assembler.add(22, {segment(Role::last, 1, 0, {1})}).empty());
}

}  // namespace
}  // namespace boresight::dsp::umts
