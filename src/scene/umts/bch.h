// SPDX-License-Identifier: GPL-3.0-or-later
// The broadcast channel of a UMTS cell: its system information block by block (TS 25.331 10.2.48: the master block
// every 80 ms, the others as it says, in segments where they are long, nothing between) and its coding (TS 25.212 4.2:
// CRC, rate 1/2 convolutional code, both interleavings).
#pragma once

#include "scene/bits.h"
#include "scene/umts/cell.h"

namespace boresight::scene::umts {

constexpr int bch_block_length = 246;
constexpr int pccpch_bits_per_frame = 270;

// The transport block of the frames `sfn` and sfn + 1; sfn 0..4094, even.
Bits bch_block(const Cell& cell, int sfn);

// A block as the two frames carry it, 540 bits.
Bits bch_coded(const Bits& block);

}  // namespace boresight::scene::umts
