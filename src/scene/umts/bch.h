// SPDX-License-Identifier: GPL-3.0-or-later
// The broadcast channel of a UMTS cell: its system information (TS 25.331 11.3: a master information block every 80 ms,
// block 1 with the area and block 3 with the cell's identity every 160 ms, nothing between) and its coding (TS 25.212
// 4.2: CRC, rate 1/2 convolutional code, both interleavings).
#pragma once

#include <cstdint>
#include <vector>

#include "scene/umts/cell.h"

namespace boresight::scene::umts {

constexpr int bch_block_length = 246;
constexpr int pccpch_bits_per_frame = 270;

// The transport block of the frames `sfn` and sfn + 1; sfn 0..4094, even.
std::vector<std::uint8_t> bch_block(const Cell& cell, int sfn);

// A block as the two frames carry it, 540 bits.
std::vector<std::uint8_t> bch_coded(const std::vector<std::uint8_t>& block);

}  // namespace boresight::scene::umts
