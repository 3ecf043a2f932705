// SPDX-License-Identifier: GPL-3.0-or-later
// The pseudo-random sequence of TS 36.211 7.2, bit by bit: a sum of two shift registers of 31 bits, of which the first
// 1600 bits are left out.
#pragma once

#include <cstdint>

namespace boresight::scene::lte {

class Gold {
public:
    explicit Gold(std::uint32_t c_init);

    int next();  // 0 or 1

private:
    std::uint32_t first_ = 1;
    std::uint32_t second_;
};

}  // namespace boresight::scene::lte
