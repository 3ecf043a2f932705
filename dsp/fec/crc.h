// SPDX-License-Identifier: GPL-3.0-or-later
// The cyclic redundancy checks of TS 36.212 5.1.1 (and TS 25.212 4.2.1.1) over bits, one 0 or 1 a byte, the first one
// being the highest power. Linear: the check of a XOR is the XOR of the checks. Never fails; safe in any thread.
#pragma once

#include <cstdint>
#include <span>

namespace boresight::dsp::fec {

struct Crc {
    int length;                // bits
    std::uint32_t polynomial;  // without its highest power
};

constexpr Crc crc16{16, 0x1021};     // D16 + D12 + D5 + 1
constexpr Crc crc24a{24, 0x864CFB};  // D24 + D23 + D18 + D17 + D14 + D11 + D10 + D7 + D6 + D5 + D4 + D3 + D + 1
constexpr Crc crc24b{24, 0x800063};  // D24 + D23 + D6 + D5 + D + 1

// The parity bits p0 ... of `bits`, p0 the highest of crc.length bits.
constexpr std::uint32_t parity(const Crc& crc, std::span<const std::uint8_t> bits) {
    const std::uint32_t top = std::uint32_t{1} << (crc.length - 1);
    std::uint32_t rest = 0;
    for (const std::uint8_t bit : bits) {
        const bool divides = ((rest & top) != 0) != (bit != 0);
        rest = (rest << 1) ^ (divides ? crc.polynomial : 0);
    }
    return rest & (top | (top - 1));
}

}  // namespace boresight::dsp::fec
