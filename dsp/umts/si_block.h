// SPDX-License-Identifier: GPL-3.0-or-later
// What a block of the broadcast channel carries: whole blocks of system information and segments of longer ones. TS
// 25.331 11.3 (SYSTEM INFORMATION - BCH), 10.2.48 and 8.1.1.1.3, unaligned PER.
//
//   sfn-Prime 11 | payload 4 | contents | zeros up to 246
//     0 nothing   1 first       2 subsequent        3 short last     4 short last, short first
//     5 short last, list        6 short last, list, short first      7 list
//     8 list, short first       9 one whole         10 last          11 to 15 spare
//   first       type 5, count-1 4, 222 bits         short first  type 5, count-1 4, length-1 8, bits
//   subsequent  type 5, index-1 4, 222 bits         short last   type 5, index-1 4, length-1 8, bits
//   last        type 5, index-1 4, 222 bits         whole        type 5, 226 bits
//   list        number-1 4, each: type 5, length-1 8, bits
//
// Every length is checked before it is used. Pure; nothing fails.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "dsp/umts/bch.h"

namespace boresight::dsp::umts {

// SIB-Type. 10.3.8.18a; the others aren't named here.
namespace sib_type {
constexpr int mib = 0, sib1 = 1, sib2 = 2, sib3 = 3, sib5 = 5, sib7 = 7, sib11 = 11, sib12 = 12, sib18 = 26, sb1 = 27,
              sb2 = 28, extension = 31;
}  // namespace sib_type

using Bits = std::vector<std::uint8_t>;  // one 0 or 1 a byte

struct SiSegment {
    enum class Role { whole, first, subsequent, last };

    int type = 0;
    Role role = Role::whole;
    int count = 0;  // of a first segment: of how many
    int index = 0;  // counted from 0
    Bits bits;      // of fixed length with padding at the end; only of a short form without
};

// In the order of the block. Empty where it carries nothing, is of a kind to come, or a length leads beyond its end.
std::vector<SiSegment> si_segments(const BchBits& block);

}  // namespace boresight::dsp::umts
