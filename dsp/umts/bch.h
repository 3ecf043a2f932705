// SPDX-License-Identifier: GPL-3.0-or-later
// The broadcast channel of UMTS FDD, TS 25.212: a transport block of 246 bits every 20 ms, with a CRC (4.2.1),
// convolutional code (4.2.3.1), interleaved over two frames (4.2.5) and within each (4.2.11). Bits are one 0 or 1 a
// byte, first bit first. The block begins with its SFN without the lowest bit, 11 bits (TS 25.331 11.3). Pure but for a
// decoder's own memory; one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "dsp/fec/terminated.h"

namespace boresight::dsp::umts {

constexpr std::size_t bch_bits = 246;
constexpr std::size_t bch_frame_bits = 270;  // on P-CCPCH: 15 slots of 18

using BchBits = std::array<std::uint8_t, bch_bits>;
using BchFrame = std::array<std::uint8_t, bch_frame_bits>;
using SoftFrame = std::array<float, bch_frame_bits>;  // positive for 0

struct BchBlock {
    BchBits bits{};
    double agreement = 0;  // share of the soft bits' magnitude that the block, coded again, agrees with: 0.5 by chance

    int sfn() const;  // of the first of its two frames
};

// The block as its two frames carry it, in the order of the bits on P-CCPCH.
std::array<BchFrame, 2> bch_frames(const BchBits& bits);

class BchDecoder {
public:
    // Nothing where the CRC doesn't hold, as it does by chance once in 65 000 times, or the soft bits agree with the
    // block no better than noise does with the best of all blocks.
    std::optional<BchBlock> decode(const SoftFrame& first, const SoftFrame& second);

private:
    fec::TerminatedDecoder decoder_;
};

}  // namespace boresight::dsp::umts
