// SPDX-License-Identifier: GPL-3.0-or-later
// The pseudo-random sequence of TS 36.211 7.2, a Gold sequence of length 31: it scrambles every channel and makes the
// reference signals. Any part of it costs a fraction of a microsecond to reach, however far in. Never fails; safe in
// any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace boresight::dsp::lte {

// c(skip), c(skip + 1), ... into `bits`, one 0 or 1 a byte. The 1600 steps that the standard discards aren't counted.
// Of c_init the lower 31 bits count.
void gold_sequence(std::uint32_t c_init, std::size_t skip, std::span<std::uint8_t> bits);

// Where the reference signals of the middle six resource blocks begin: m' = m + N_RB^max,DL - N_RB^DL, two bits each.
// 6.10.1.1
constexpr std::size_t middle_crs_skip = 2 * (110 - 6);

// c(middle_crs_skip) and the 27 bits that follow, the first one lowest: sought so often that it has its own short way.
std::uint32_t middle_crs_bits(std::uint32_t c_init);

}  // namespace boresight::dsp::lte
