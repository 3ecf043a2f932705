// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fec/crc.h"

#include <gtest/gtest.h>

#include <random>
#include <string_view>
#include <vector>

namespace boresight::dsp::fec {
namespace {

constexpr std::uint32_t seed = 1;

std::vector<std::uint8_t> bits_of(std::string_view text) {
    std::vector<std::uint8_t> bits;
    for (const char c : text)
        for (int i = 7; i >= 0; --i) bits.push_back((static_cast<unsigned char>(c) >> i) & 1U);
    return bits;
}

// The catalogue's check values, of the digits 1 to 9: CRC-16/XMODEM and CRC-24/LTE-A, CRC-24/LTE-B.
TEST(Crc, GivesThePublishedCheckValues) {
    EXPECT_EQ(parity(crc16, bits_of("123456789")), 0x31C3U);
    EXPECT_EQ(parity(crc24a, bits_of("123456789")), 0xCDE703U);
    EXPECT_EQ(parity(crc24b, bits_of("123456789")), 0x23EF52U);
}

TEST(Crc, OfAMessageWithItsParityIsZeroAndOneBitChangesIt) {
    std::mt19937 random(seed);
    for (const Crc& crc : {crc16, crc24a, crc24b})
        for (std::size_t length = 1; length < 200; ++length) {
            std::vector<std::uint8_t> bits(length);
            for (auto& bit : bits) bit = random() & 1U;
            const std::uint32_t check = parity(crc, bits);
            for (int i = crc.length - 1; i >= 0; --i) bits.push_back((check >> i) & 1U);
            ASSERT_EQ(parity(crc, bits), 0U);
            for (auto& bit : bits) {
                bit ^= 1U;
                ASSERT_NE(parity(crc, bits), 0U);
                bit ^= 1U;
            }
        }
}

TEST(Crc, OfNothingIsZero) {
    EXPECT_EQ(parity(crc24a, {}), 0U);
}

}  // namespace
}  // namespace boresight::dsp::fec
