// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/scrambling.h"

#include <gtest/gtest.h>

#include <vector>

namespace boresight::dsp::lte {
namespace {

// TS 36.211 7.2, as it is written there.
std::vector<std::uint8_t> serial_reference(std::uint32_t c_init, std::size_t length) {
    constexpr std::size_t n_c = 1600;
    std::vector<std::uint8_t> x1(n_c + length + 31), x2(x1.size()), c(length);
    x1[0] = 1;
    for (int i = 0; i < 31; ++i) x2[i] = (c_init >> i) & 1U;
    for (std::size_t n = 0; n + 31 < x1.size(); ++n) {
        x1[n + 31] = x1[n + 3] ^ x1[n];
        x2[n + 31] = x2[n + 3] ^ x2[n + 2] ^ x2[n + 1] ^ x2[n];
    }
    for (std::size_t n = 0; n < length; ++n) c[n] = x1[n + n_c] ^ x2[n + n_c];
    return c;
}

TEST(GoldSequence, EqualsTheStandardsRecursionForEveryCellIdentity) {
    for (std::uint32_t pci = 0; pci < 504; ++pci) {
        std::vector<std::uint8_t> bits(1920);
        gold_sequence(pci, 0, bits);
        ASSERT_EQ(bits, serial_reference(pci, bits.size())) << pci;
    }
}

TEST(GoldSequence, EqualsTheStandardsRecursionForEveryBitOfTheStart) {
    for (int bit = 0; bit < 31; ++bit) {
        std::vector<std::uint8_t> bits(500);
        gold_sequence(std::uint32_t{1} << bit, 0, bits);
        ASSERT_EQ(bits, serial_reference(std::uint32_t{1} << bit, bits.size())) << bit;
    }
}

TEST(GoldSequence, SkipsAnyNumberOfBitsAndGivesAnyNumber) {
    constexpr std::uint32_t c_init = 0x5A5A1234;
    const auto whole = serial_reference(c_init, 5000);
    for (std::size_t skip = 0; skip < 4000; skip += 7)
        for (const std::size_t length : {0U, 1U, 12U, 27U, 28U, 29U, 56U, 220U}) {
            std::vector<std::uint8_t> bits(length);
            gold_sequence(c_init, skip, bits);
            ASSERT_TRUE(std::equal(bits.begin(), bits.end(), whole.begin() + skip)) << skip << " " << length;
        }
}

TEST(GoldSequence, RepeatsAfterThePeriodOfItsRegisters) {
    constexpr std::size_t period = 2147483647;
    std::vector<std::uint8_t> near(100), far(100), before(101);
    gold_sequence(77, 0, near);
    gold_sequence(77, period, far);
    EXPECT_EQ(near, far);
    gold_sequence(77, period - 1, before);
    EXPECT_TRUE(std::equal(near.begin(), near.end(), before.begin() + 1));
}

}  // namespace
}  // namespace boresight::dsp::lte
