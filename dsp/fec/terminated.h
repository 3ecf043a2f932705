// SPDX-License-Identifier: GPL-3.0-or-later
// The terminated convolutional code of TS 25.212 4.2.3.1 that the broadcast channel of UMTS has: rate 1/2, constraint
// length 9, generators 561 and 753 (octal), started from zeros and ended by 8 of them. Bits are one 0 or 1 a byte. A
// decoder belongs to one thread; 262 bits take some 40 us.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace boresight::dsp::fec {

constexpr std::size_t terminated_tail_bits = 8;

constexpr std::size_t terminated_coded_bits(std::size_t bits) {
    return 2 * (bits + terminated_tail_bits);
}

// The tail is added here; `coded` holds terminated_coded_bits(bits.size()). Throws std::invalid_argument otherwise.
void encode_terminated(std::span<const std::uint8_t> bits, std::span<std::uint8_t> coded);

class TerminatedDecoder {
public:
    // The most likely bits for soft bits in the order of encode_terminated(), positive for 0. Returns the metric: the
    // sum of the soft bits, those of coded ones taken negative. Throws std::invalid_argument where
    // soft.size() isn't terminated_coded_bits(bits.size()).
    float decode(std::span<const float> soft, std::span<std::uint8_t> bits);

private:
    static constexpr std::size_t states_ = 256;
    std::array<float, states_> before_{}, after_{};
    std::vector<std::array<std::uint8_t, states_>> from_upper_;  // by step: whether the better path came from there
};

}  // namespace boresight::dsp::fec
