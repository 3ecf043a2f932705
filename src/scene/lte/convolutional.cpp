// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/convolutional.h"

#include <array>
#include <bit>

namespace boresight::scene::lte {
namespace {

// The register begins as it will end.
std::array<Bits, 3> convolve(const Bits& word) {
    constexpr std::array<std::uint32_t, 3> generators{0133, 0171, 0165};
    std::uint32_t state = 0;  // the newest bit highest, of seven
    for (std::size_t i = word.size() - 6; i < word.size(); ++i)
        state = (state >> 1) | static_cast<std::uint32_t>(word[i]) << 6;
    std::array<Bits, 3> streams;
    for (const std::uint8_t bit : word) {
        state = (state >> 1) | static_cast<std::uint32_t>(bit) << 6;
        for (std::size_t g = 0; g < streams.size(); ++g)
            streams[g].push_back(static_cast<std::uint8_t>(std::popcount(state & generators[g]) & 1));
    }
    return streams;
}

}  // namespace

// Rows are filled up in front; columns are read in reversed-bit order, the odd ones first.
std::vector<std::size_t> interleaved(std::size_t count) {
    constexpr std::size_t columns = 32;
    const std::size_t rows = (count + columns - 1) / columns;
    const std::size_t fill = rows * columns - count;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < columns; ++i) {
        std::size_t reversed = 0;
        for (std::size_t b = 0; b < 5; ++b) reversed |= (i >> b & 1U) << (4 - b);
        const std::size_t column = reversed ^ 1U;
        for (std::size_t row = 0; row < rows; ++row)
            if (row * columns + column >= fill) order.push_back(row * columns + column - fill);
    }
    return order;
}

// The three streams lie one behind the other and are read round and round.
Bits convolutional_code(const Bits& word, std::size_t length) {
    Bits ring;
    for (const Bits& stream : convolve(word))
        for (const std::size_t at : interleaved(stream.size())) ring.push_back(stream[at]);
    Bits out(length);
    for (std::size_t i = 0; i < length; ++i) out[i] = ring[i % ring.size()];
    return out;
}

}  // namespace boresight::scene::lte
