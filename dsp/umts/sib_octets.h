// SPDX-License-Identifier: GPL-3.0-or-later
// Bits of a block of system information as the reader of PER takes them. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "dsp/umts/si_block.h"

namespace boresight::dsp::umts {

inline std::vector<std::uint8_t> octets_of(const Bits& bits) {
    std::vector<std::uint8_t> octets((bits.size() + 7) / 8);
    for (std::size_t i = 0; i < bits.size(); ++i)
        octets[i / 8] = static_cast<std::uint8_t>(octets[i / 8] | bits[i] << (7 - i % 8));
    return octets;
}

}  // namespace boresight::dsp::umts
