// SPDX-License-Identifier: GPL-3.0-or-later
// Bits on their way to the air, one 0 or 1 a byte: numbers in them (unaligned PER, ITU-T X.691 10.5) and their cyclic
// redundancy checks (TS 36.212 5.1.1, TS 25.212 4.2.1). Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace boresight::scene {

using Bits = std::vector<std::uint8_t>;

// `count` bits of `value`, the highest first.
inline void append(Bits& bits, std::uint32_t value, int count) {
    for (int i = count - 1; i >= 0; --i) bits.push_back(static_cast<std::uint8_t>(value >> i & 1U));
}

// A whole number from `low` on in `count` bits.
inline void append_number(Bits& bits, int value, int low, int count) {
    append(bits, static_cast<std::uint32_t>(value - low), count);
}

struct CyclicCheck {
    int length;
    std::uint32_t polynomial;  // without its highest power
};
constexpr CyclicCheck check_16{16, 0x1021};     // D^16 + D^12 + D^5 + 1
constexpr CyclicCheck check_24a{24, 0x864CFB};  // D^24 + D^23 + D^18 + D^17 + D^14 + D^11 + D^10 + D^7 + ... + 1

inline std::uint32_t remainder_of(std::span<const std::uint8_t> bits, const CyclicCheck& check) {
    const std::uint32_t mask = (1U << check.length) - 1;
    std::uint32_t remainder = 0;
    for (const std::uint8_t bit : bits) {
        const std::uint32_t out = (remainder >> (check.length - 1) ^ bit) & 1U;
        remainder = (remainder << 1 & mask) ^ (out ? check.polynomial : 0U);
    }
    return remainder;
}

}  // namespace boresight::scene
