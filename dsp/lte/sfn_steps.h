// SPDX-License-Identifier: GPL-3.0-or-later
// Over consecutive MIBs the upper eight SFN bits count up: in which bits they differ from the first one's depends only
// on how far the carries reach. Here are those ways, each by one first value that goes it: 8 for two consecutive MIBs,
// 14 for three, 82 for one second's. Safe in any thread.
#pragma once

#include <cstdint>
#include <vector>

namespace boresight::dsp::lte {

// The bits in which the eight-bit counter `first`, `later` steps on, differs from what it was.
constexpr std::uint8_t sfn_difference(unsigned first, std::int64_t later) {
    return static_cast<std::uint8_t>(first ^ (first + static_cast<std::uint64_t>(later)));
}

// One first value for every way of differing over `reach` steps on (0 or more), into `values`.
void sfn_first_values(std::int64_t reach, std::vector<std::uint8_t>& values);

}  // namespace boresight::dsp::lte
