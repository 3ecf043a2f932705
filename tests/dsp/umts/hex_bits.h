// SPDX-License-Identifier: GPL-3.0-or-later
// Bits as the vectors of others write them: four a digit, the first bit first, zeros at the end.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "dsp/umts/bch.h"

namespace boresight::dsp::umts {

inline BchBits bits_of_hex(const std::string& hex) {
    BchBits bits{};
    for (std::size_t i = 0; i < bch_bits; ++i)
        bits[i] = std::stoi(hex.substr(i / 4, 1), nullptr, 16) >> (3 - i % 4) & 1;
    return bits;
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
