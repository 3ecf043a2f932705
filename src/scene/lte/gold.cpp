// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/gold.h"

namespace boresight::scene::lte {
namespace {

constexpr int left_out = 1600;

}  // namespace

Gold::Gold(std::uint32_t c_init) : second_(c_init) {
    for (int i = 0; i < left_out; ++i) next();
}

int Gold::next() {
    const int bit = static_cast<int>((first_ ^ second_) & 1U);
    const std::uint32_t in_first = (first_ ^ (first_ >> 3)) & 1U;
    const std::uint32_t in_second = (second_ ^ (second_ >> 1) ^ (second_ >> 2) ^ (second_ >> 3)) & 1U;
    first_ = (first_ >> 1) | (in_first << 30);
    second_ = (second_ >> 1) | (in_second << 30);
    return bit;
}

}  // namespace boresight::scene::lte
