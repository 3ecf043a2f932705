// SPDX-License-Identifier: GPL-3.0-or-later
// The code of shared channels for a transport block of up to 456 bits: CRC, turbo code of rate 1/3 (TS 36.212 5.1.3.2)
// and rate matching with redundancy versions (5.1.4.1). Pure.
#pragma once

#include "scene/bits.h"

namespace boresight::scene::lte {

constexpr std::size_t most_transport_bits = 456;

// `length` bits of redundancy version 0..3.
Bits shared_code(const Bits& transport_block, int redundancy_version, std::size_t length);

}  // namespace boresight::scene::lte
