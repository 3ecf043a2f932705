// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers of LTE's system information as bits. Pure.
#pragma once

#include <bit>

#include "scene/bits.h"

namespace boresight::scene::lte {

// Of 1, 2, 4, ...
inline int place_of_power(int value) {
    return std::countr_zero(static_cast<unsigned>(value));
}

// The level from which on a cell may be chosen, -140 to -44 dBm in steps of 2.
inline void append_level(Bits& bits, int dbm) {
    append_number(bits, dbm / 2, -70, 6);
}

}  // namespace boresight::scene::lte
