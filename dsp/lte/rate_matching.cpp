// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/rate_matching.h"

#include <array>

namespace boresight::dsp::lte {
namespace {

constexpr std::size_t columns = 32;

// TS 36.212 table 5.1.4-2: the columns with odd numbers first, each half in bit-reversed order.
constexpr std::array<std::size_t, columns> make_permutation() {
    std::array<std::size_t, columns> permutation{};
    for (std::size_t i = 0; i < columns; ++i) {
        std::size_t reversed = 0;
        for (std::size_t bit = 0; bit < 5; ++bit) reversed |= (i >> bit & 1U) << (4 - bit);
        permutation[(i + columns / 2) % columns] = reversed;
    }
    return permutation;
}
constexpr std::array<std::size_t, columns> permutation = make_permutation();
static_assert(permutation[0] == 1 && permutation[1] == 17 && permutation[15] == 31 && permutation[16] == 0 &&
              permutation[31] == 30);

}  // namespace

std::vector<std::uint16_t> convolutional_order(std::size_t bits) {
    const std::size_t rows = (bits + columns - 1) / columns;
    const std::size_t fillers = rows * columns - bits;  // at the head of the matrix
    std::vector<std::uint16_t> order;
    order.reserve(3 * bits);
    for (std::size_t stream = 0; stream < 3; ++stream)
        for (const std::size_t column : permutation)
            for (std::size_t row = 0; row < rows; ++row) {
                const std::size_t place = row * columns + column;
                if (place >= fillers) order.push_back(static_cast<std::uint16_t>(3 * (place - fillers) + stream));
            }
    return order;
}

}  // namespace boresight::dsp::lte
