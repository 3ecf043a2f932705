// SPDX-License-Identifier: GPL-3.0-or-later
// The 24 bits of the master information block, TS 36.331 6.2.2 in unaligned PER, first bit sent = bit 23:
//
//   bits 23..21  dl-Bandwidth: 0..5 for 6, 15, 25, 50, 75, 100 resource blocks; 6 and 7 are none
//   bit  20      phich-Duration: 0 normal, 1 extended
//   bits 19..18  phich-Resource: 0..3 for Ng = 1/6, 1/2, 1, 2
//   bits 17..10  the upper eight bits of the system frame number
//   bits  9..0   spare; Release 13 gave 9..5 to the scheduling of SIB1 for bandwidth-reduced devices, Release 15 bit 4
#pragma once

#include <cstdint>
#include <optional>

#include "dsp/lte/cell.h"

namespace boresight::dsp::lte {

// The bits of a MIB's fields; the two lower bits of sfn have no place in it. Throws std::invalid_argument for fields
// out of range.
std::uint32_t pack_mib(const Mib& mib);

// The fields of the bits; sfn is a multiple of 4, ports 0. Bits that no cell can send give none.
std::optional<Mib> unpack_mib(std::uint32_t bits);

}  // namespace boresight::dsp::lte
