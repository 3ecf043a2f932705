// SPDX-License-Identifier: GPL-3.0-or-later
// What LTE does to the bits of every channel: scrambling of TS 36.211 7.2. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "scene/bits.h"
#include "scene/lte/gold.h"

namespace boresight::scene::lte {

// With the sequence from its bit `skip` on.
inline void scramble(std::span<std::uint8_t> bits, std::uint32_t c_init, std::size_t skip = 0) {
    Gold sequence(c_init);
    for (std::size_t i = 0; i < skip; ++i) sequence.next();
    for (std::uint8_t& bit : bits) bit = static_cast<std::uint8_t>(bit ^ sequence.next());
}

}  // namespace boresight::scene::lte
