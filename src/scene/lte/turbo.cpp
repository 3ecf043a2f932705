// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/turbo.h"

#include <array>
#include <utility>

namespace boresight::scene::lte {
namespace {

constexpr std::uint8_t nothing = 2;  // a filler, which is never sent
constexpr std::size_t columns = 32;
using Streams = std::array<Bits, 3>;

// f1 and f2 of TS 36.212 table 5.1.3-3 for 40, 48, ... 512 bits.
constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 60> permutations{
    {{3, 10},    {7, 12},   {19, 42},  {7, 16},   {7, 18},   {11, 20},  {5, 22},    {11, 24},  {7, 26},   {41, 84},
     {103, 90},  {15, 32},  {9, 34},   {17, 108}, {9, 38},   {21, 120}, {101, 84},  {21, 44},  {57, 46},  {23, 48},
     {13, 50},   {27, 52},  {11, 36},  {27, 56},  {85, 58},  {29, 60},  {33, 62},   {15, 32},  {17, 198}, {33, 68},
     {103, 210}, {19, 36},  {19, 74},  {37, 76},  {19, 78},  {21, 120}, {21, 82},   {115, 84}, {193, 86}, {21, 44},
     {133, 90},  {81, 46},  {45, 94},  {23, 48},  {243, 98}, {151, 40}, {155, 102}, {25, 52},  {51, 106}, {47, 72},
     {91, 110},  {29, 168}, {29, 114}, {247, 58}, {29, 118}, {89, 180}, {91, 122},  {157, 62}, {55, 84},  {31, 64}}};

// One of the two encoders, (1 + D + D^3) / (1 + D^2 + D^3): parity of the block, then three pairs that empty it.
struct Encoded {
    Bits parity;
    std::array<std::uint8_t, 3> tail{}, tail_parity{};
};
Encoded encode(const Bits& block) {
    Encoded out;
    std::array<int, 3> past{};  // latest first
    const auto step = [&past](int fed) {
        const int parity = fed ^ past[0] ^ past[2];
        past = {fed, past[0], past[1]};
        return static_cast<std::uint8_t>(parity);
    };
    for (const std::uint8_t bit : block) out.parity.push_back(step(bit ^ past[1] ^ past[2]));
    for (std::size_t i = 0; i < out.tail.size(); ++i) {
        out.tail[i] = static_cast<std::uint8_t>(past[1] ^ past[2]);
        out.tail_parity[i] = step(0);
    }
    return out;
}

Streams turbo_code(const Bits& block) {
    const auto size = static_cast<std::uint32_t>(block.size());
    const auto [f1, f2] = permutations[(size - 40) / 8];
    Bits permuted;
    for (std::uint32_t i = 0; i < size; ++i) permuted.push_back(block[(f1 * i + f2 * i % size * i) % size]);
    const Encoded a = encode(block), b = encode(permuted);
    Streams d{block, a.parity, b.parity};
    const auto end = [&d](std::initializer_list<std::uint8_t> first, std::initializer_list<std::uint8_t> second,
                          std::initializer_list<std::uint8_t> third) {
        d[0].insert(d[0].end(), first);
        d[1].insert(d[1].end(), second);
        d[2].insert(d[2].end(), third);
    };
    // 5.1.3.2.2
    end({a.tail[0], a.tail_parity[1], b.tail[0], b.tail_parity[1]},
        {a.tail_parity[0], a.tail[2], b.tail_parity[0], b.tail[2]},
        {a.tail[1], a.tail_parity[2], b.tail[1], b.tail_parity[2]});
    return d;
}

// 5.1.4.1.1: written in rows of 32 filled up in front, read by columns in reversed-bit order; the third stream a place
// further on.
Bits interleave(const Bits& stream, std::size_t further) {
    const std::size_t rows = (stream.size() + columns - 1) / columns, size = rows * columns;
    Bits padded(size - stream.size(), nothing);
    padded.insert(padded.end(), stream.begin(), stream.end());
    Bits out;
    for (std::size_t k = 0; k < size; ++k) {
        std::size_t column = 0;
        for (std::size_t b = 0; b < 5; ++b) column |= (k / rows >> b & 1U) << (4 - b);
        out.push_back(padded[(column + columns * (k % rows) + further) % size]);
    }
    return out;
}

}  // namespace

Bits shared_code(const Bits& transport_block, int redundancy_version, std::size_t length) {
    Bits sent = transport_block;
    append(sent, remainder_of(transport_block, check_24a), check_24a.length);
    const std::size_t fillers = (8 - sent.size() % 8) % 8 + (sent.size() < 40 ? 40 - (sent.size() + 7) / 8 * 8 : 0);
    sent.insert(sent.begin(), fillers, 0);
    Streams d = turbo_code(sent);
    for (std::size_t i = 0; i < fillers; ++i) d[0][i] = d[1][i] = nothing;
    Bits ring = interleave(d[0], 0);
    const Bits second = interleave(d[1], 0), third = interleave(d[2], 1);
    const std::size_t rows = ring.size() / columns;
    for (std::size_t k = 0; k < second.size(); ++k) {
        ring.push_back(second[k]);
        ring.push_back(third[k]);
    }
    const std::size_t eighths = (ring.size() + 8 * rows - 1) / (8 * rows);
    std::size_t at = rows * (2 * eighths * static_cast<std::size_t>(redundancy_version) + 2);
    Bits out;
    while (out.size() < length) {
        const std::uint8_t bit = ring[at++ % ring.size()];
        if (bit != nothing) out.push_back(bit);
    }
    return out;
}

}  // namespace boresight::scene::lte
