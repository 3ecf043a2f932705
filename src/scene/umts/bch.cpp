// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/umts/bch.h"

#include <array>
#include <bit>
#include <cstddef>

#include "scene/umts/information.h"

namespace boresight::scene::umts {
namespace {

constexpr int tail_length = 8;

// How blocks of system information and their segments are told from each other, TS 25.331 10.2.48.
enum Payload { nothing = 0, first = 1, subsequent = 2, last_short = 3, complete = 9, last = 10 };
constexpr int master = 0;
constexpr std::size_t most_short = 214;  // of a last segment that says its length

void append_content(Bits& bits, const Bits& content, std::size_t begin, std::size_t count) {
    const auto from = content.begin() + static_cast<std::ptrdiff_t>(begin);
    bits.insert(bits.end(), from, from + static_cast<std::ptrdiff_t>(count));
}

void append_complete(Bits& bits, int type, const Bits& content) {
    append(bits, complete, 4);
    append_number(bits, type, 0, 5);
    append_content(bits, content, 0, content.size());
}

void append_segment(Bits& bits, const InformationBlock& block, std::size_t index) {
    const std::size_t begin = index * segment_length;
    const std::size_t rest = block.content.size() - begin;
    const bool is_last = index + 1 == block.sfns.size();
    append(bits, index == 0 ? first : !is_last ? subsequent : rest <= most_short ? last_short : last, 4);
    append_number(bits, block.type, 0, 5);
    append_number(bits, static_cast<int>(index == 0 ? block.sfns.size() : index), 1, 4);
    if (is_last && rest <= most_short) append_number(bits, static_cast<int>(rest), 1, 8);
    append_content(bits, block.content, begin, is_last ? rest : segment_length);
}

void append_block(Bits& bits, const Cell& cell, int sfn) {
    const auto blocks = information_blocks(cell);
    if (sfn % 8 == 0) {
        append_complete(bits, master, master_information(cell, blocks));
        return;
    }
    for (const InformationBlock& block : blocks)
        for (std::size_t i = 0; i < block.sfns.size(); ++i) {
            if (sfn % block.period_frames != block.sfns[i]) continue;
            if (block.sfns.size() > 1) {
                append_segment(bits, block, i);
            } else {
                append_complete(bits, block.type, block.content);
            }
            return;
        }
    append(bits, nothing, 4);
}

// TS 25.212 4.2.1: attached last bit first.
void append_crc(Bits& bits) {
    const std::uint32_t remainder = remainder_of(bits, check_16);
    for (int i = 0; i < check_16.length; ++i) bits.push_back(static_cast<std::uint8_t>(remainder >> i & 1U));
}

// TS 25.212 4.2.3.1
Bits convolve(const Bits& bits) {
    constexpr std::array<std::uint32_t, 2> generators{0561, 0753};
    std::uint32_t state = 0;  // the newest bit highest, of nine
    Bits out;
    for (const std::uint8_t bit : bits) {
        state = state >> 1 | static_cast<std::uint32_t>(bit) << 8;
        for (const std::uint32_t generator : generators)
            out.push_back(static_cast<std::uint8_t>(std::popcount(state & generator) & 1));
    }
    return out;
}

// TS 25.212 4.2.11: written in rows of 30, read by columns in this order.
Bits interleave_frame(const Bits& bits) {
    constexpr std::array<std::size_t, 30> columns{0, 20, 10, 5, 15, 25, 3,  13, 23, 8,  18, 28, 1,  11, 21,
                                                  6, 16, 26, 4, 14, 24, 19, 9,  29, 12, 2,  7,  22, 27, 17};
    Bits out;
    for (const std::size_t column : columns)
        for (std::size_t i = column; i < bits.size(); i += columns.size()) out.push_back(bits[i]);
    return out;
}

}  // namespace

Bits bch_block(const Cell& cell, int sfn) {
    Bits bits;
    append_number(bits, sfn / 2, 0, 11);
    append_block(bits, cell, sfn);
    bits.resize(bch_block_length);
    return bits;
}

Bits bch_coded(const Bits& block) {
    Bits bits = block;
    append_crc(bits);
    append(bits, 0, tail_length);
    const Bits coded = convolve(bits);
    std::array<Bits, 2> frames;  // TS 25.212 4.2.5: bits take turns
    for (std::size_t i = 0; i < coded.size(); ++i) frames[i % 2].push_back(coded[i]);
    Bits out = interleave_frame(frames[0]);
    const Bits second = interleave_frame(frames[1]);
    out.insert(out.end(), second.begin(), second.end());
    return out;
}

}  // namespace boresight::scene::umts
