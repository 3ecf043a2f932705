// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/sfn_steps.h"

#include <algorithm>
#include <bit>

namespace boresight::dsp::lte {

void sfn_first_values(std::int64_t reach, std::vector<std::uint8_t>& values) {
    values.clear();
    // The lower part is as wide as the reach, so at most one carry leaves it, and only then the upper part matters: by
    // the number of ones that the carry turns over. The top bit never matters: nothing is carried out of it.
    const auto width = static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(reach)));
    const unsigned lower_bits = std::min(7U, width);
    const unsigned upper_bits = 8 - lower_bits;
    for (unsigned lower = 0; lower < (1U << lower_bits); ++lower) {
        const bool carries = lower + static_cast<std::uint64_t>(reach) >= (1U << lower_bits);
        const unsigned ways = carries ? upper_bits : 1;
        for (unsigned ones = 0; ones < ways; ++ones)
            values.push_back(static_cast<std::uint8_t>(((1U << ones) - 1) << lower_bits | lower));
    }
}

}  // namespace boresight::dsp::lte
