// SPDX-License-Identifier: GPL-3.0-or-later
// Quotients that are rounded down, and what is left, never negative: symbols, slots and frames are also counted before
// 0. Divisors are positive. Pure.
#pragma once

#include <cstdint>

namespace boresight::scene {

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0);
}

constexpr std::int64_t floor_remainder(std::int64_t a, std::int64_t b) {
    return a - floor_divide(a, b) * b;
}

}  // namespace boresight::scene
