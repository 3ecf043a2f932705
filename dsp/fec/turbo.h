// SPDX-License-Identifier: GPL-3.0-or-later
// The turbo code of TS 36.212 5.1.3.2: two 8-state encoders, the second behind a quadratic permutation, rate 1/3 with
// 12 tail bits. Block sizes of system information: 40 to 2240 bits. The decoder is max-log-MAP with scaled extrinsic
// values; it stops as soon as the caller's check (a CRC) holds. A block of 300 bits takes some 20 us an iteration. One
// object belongs to one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace boresight::dsp::fec {

constexpr std::size_t turbo_max_bits = 2240;
constexpr std::size_t turbo_tail = 4;  // coded bits of each stream beyond the block's own

// The permutation of table 5.1.3-3 for a block of `bits`; empty for a size that isn't in it.
std::vector<std::uint16_t> turbo_interleaver(std::size_t bits);

// The least size of the table that holds `bits`; nothing above turbo_max_bits.
std::optional<std::size_t> turbo_size_for(std::size_t bits);

// d^(0), d^(1), d^(2) of 5.1.3.2.2, each bits.size() + turbo_tail long, one bit a byte. Throws std::invalid_argument
// for a size that isn't in the table.
std::array<std::vector<std::uint8_t>, 3> encode_turbo(std::span<const std::uint8_t> bits);

class TurboDecoder {
public:
    // Soft bits of the three streams, positive for 0, each `bits` + turbo_tail long. Returns the bits, one a byte, for
    // which `good` holds, or nothing within `most_iterations`. Throws std::invalid_argument for a size that isn't in
    // the table.
    std::optional<std::vector<std::uint8_t>> decode(const std::array<std::vector<float>, 3>& soft,
                                                    const std::function<bool(std::span<const std::uint8_t>)>& good,
                                                    int most_iterations = 12);

private:
    void decode_half(std::span<const float> systematic, std::span<const float> parity, std::span<const float> a_priori,
                     std::span<float> extrinsic);

    std::vector<std::array<float, 8>> forward_;
};

}  // namespace boresight::dsp::fec
