// SPDX-License-Identifier: GPL-3.0-or-later
// Bits as the vectors of others write them: four a digit, the first bit first, zeros at the end.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dsp/umts/bch.h"

namespace boresight::dsp::umts {

inline std::vector<std::uint8_t> all_bits_of_hex(const std::string& hex) {
    std::vector<std::uint8_t> bits;
    for (const char digit : hex)
        for (int bit = 3; bit >= 0; --bit) bits.push_back(std::stoi(std::string{digit}, nullptr, 16) >> bit & 1);
    return bits;
}

inline BchBits bits_of_hex(const std::string& hex) {
    const std::vector<std::uint8_t> bits = all_bits_of_hex(hex);
    BchBits block{};
    std::copy_n(bits.begin(), bch_bits, block.begin());
    return block;
}

// Whole octets.
inline std::string hex_of(std::span<const std::uint8_t> bits) {
    std::string hex;
    for (std::size_t first = 0; first < (bits.size() + 7) / 8 * 8; first += 4) {
        int digit = 0;
        for (std::size_t i = first; i < first + 4; ++i) digit = 2 * digit + (i < bits.size() ? bits[i] : 0);
        hex += "0123456789ABCDEF"[digit];
    }
    return hex;
}

}  // namespace boresight::dsp::umts
