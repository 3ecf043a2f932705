// SPDX-License-Identifier: GPL-3.0-or-later
// Rate matching of convolutionally coded channels, TS 36.212 5.1.4.2: each of the three coded streams is interleaved
// over 32 columns, the streams follow one another in a circular buffer, and what is sent goes round that buffer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace boresight::dsp::lte {

// The circular buffer without its fillers: bit k of what is sent is coded bit order[k % order.size()], where coded bit
// 3 i + j is d_i^(j), as fec::encode_tail_biting gives them. `bits`: of each stream, at most 21845.
std::vector<std::uint16_t> convolutional_order(std::size_t bits);

}  // namespace boresight::dsp::lte
