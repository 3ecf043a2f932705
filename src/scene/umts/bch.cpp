// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/umts/bch.h"

#include <array>
#include <bit>

namespace boresight::scene::umts {
namespace {

using Bits = std::vector<std::uint8_t>;

constexpr int crc_length = 16;
constexpr int tail_length = 8;

void append(Bits& bits, int value, int count) {
    for (int i = count - 1; i >= 0; --i) bits.push_back(static_cast<std::uint8_t>(value >> i & 1));
}

// How a block of system information is told from others, TS 25.331 10.2.48.
enum Payload { no_segment = 0, complete = 9 };
enum BlockType { master = 0, block_1 = 1, block_3 = 3 };

constexpr int schedule_rep16 = 2;  // of the choice of repetitions

// Where a block lies that is repeated every 16 frames: TS 25.331 10.2.48.8.1.
void append_schedule(Bits& bits, BlockType type, int value_tag_length, int first_sfn) {
    append(bits, type == block_1 ? 0 : 2, 5);
    append(bits, 0, value_tag_length);
    append(bits, 0, 2);  // one segment, no offsets
    append(bits, schedule_rep16, 4);
    append(bits, first_sfn / 2, 3);
}

constexpr int block_1_sfn = 2;
constexpr int block_3_sfn = 4;

Bits master_information(const Cell& cell) {
    Bits bits;
    append(bits, 0, 1);  // no extension
    append(bits, 0, 3);  // value tag 1
    append(bits, 0, 2);  // GSM-MAP
    for (const int i : {0, 1, 2}) append(bits, cell.plmn[static_cast<std::size_t>(i)] - '0', 4);
    append(bits, cell.plmn.size() == 7, 1);
    for (std::size_t i = 4; i < cell.plmn.size(); ++i) append(bits, cell.plmn[i] - '0', 4);
    append(bits, 1, 5);  // two blocks
    append_schedule(bits, block_1, 8, block_1_sfn);
    append_schedule(bits, block_3, 2, block_3_sfn);
    return bits;
}

Bits information_1(const Cell& cell) {
    Bits bits;
    append(bits, 0, 3);  // no timers, no extension
    append(bits, 1, 3);  // two octets
    append(bits, cell.lac, 16);
    append(bits, 1, 2);     // two domains
    append(bits, 0b00, 2);  // circuits, GSM-MAP
    append(bits, 1, 3);
    append(bits, 0x0A01, 16);  // registration every hour, attach and detach
    append(bits, 0, 2);
    append(bits, 0b10, 2);  // packets, GSM-MAP
    append(bits, 1, 3);
    append(bits, 0x0101, 16);  // routing area 1
    append(bits, 0, 2);
    return bits;
}

Bits information_3(const Cell& cell) {
    Bits bits;
    append(bits, 0, 2);  // no extension, no block 4
    append(bits, cell.cell_id, 28);
    append(bits, 0b00, 2);    // no mapping, no hierarchy
    append(bits, 0b000, 3);   // quality by Ec/N0 without a second hysteresis, FDD
    append(bits, 0b0000, 4);  // no search limits
    append(bits, -18 + 24, 5);
    append(bits, -58 + 58, 6);  // -115 dBm
    append(bits, 2, 5);
    append(bits, 1, 5);
    append(bits, 24 + 50, 7);  // dBm
    append(bits, 0b0111, 4);   // no classes barred, the cell neither barred nor reserved
    return bits;
}

void append_information(Bits& bits, BlockType type, const Bits& information) {
    append(bits, complete, 4);
    append(bits, type, 5);
    bits.insert(bits.end(), information.begin(), information.end());
}

// TS 25.212 4.2.1: D^16 + D^12 + D^5 + 1, attached last bit first.
void append_crc(Bits& bits) {
    std::uint32_t remainder = 0;
    for (const std::uint8_t bit : bits) {
        const std::uint32_t out = (remainder >> 15 ^ bit) & 1U;
        remainder = (remainder << 1 & 0xFFFFU) ^ (out ? 0x1021U : 0U);
    }
    for (int i = 0; i < crc_length; ++i) bits.push_back(static_cast<std::uint8_t>(remainder >> i & 1U));
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
    append(bits, sfn / 2, 11);
    if (sfn % 8 == 0) {
        append_information(bits, master, master_information(cell));
    } else if (sfn % 16 == block_1_sfn) {
        append_information(bits, block_1, information_1(cell));
    } else if (sfn % 16 == block_3_sfn) {
        append_information(bits, block_3, information_3(cell));
    } else {
        append(bits, no_segment, 4);
    }
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
