// SPDX-License-Identifier: GPL-3.0-or-later
// The messages that follow block type 1. Enumerated values are written as their places in the standard's lists.
#include <algorithm>
#include <array>
#include <string>

#include "scene/bits.h"
#include "scene/lte/cell.h"
#include "scene/lte/numbers.h"

namespace boresight::scene::lte {
namespace {

void append_first_contact(Bits& bits) {
    append(bits, 0, 2);               // no extension, no group A
    append(bits, 12, 4);              // 52 preambles
    append(bits, 3, 2);               // 6 dB a step
    append(bits, 8, 4);               // from -104 dBm on
    append(bits, 6, 4);               // 10 times
    append(bits, 0b111'111, 6);       // 10 and 64 subframes
    append_number(bits, 4, 1, 3);     // times the third message
    append(bits, 3, 2);               // BCCH: 16 paging cycles between changes
    append(bits, 0, 2);               // PCCH: a cycle of 32 frames
    append(bits, 2, 3);               // as many paging subframes
    append_number(bits, 128, 0, 10);  // PRACH: root sequence
    append_number(bits, 3, 0, 6);
    append(bits, 0, 1);  // nobody drives fast
    append(bits, 5, 4);
    append_number(bits, 0, 0, 7);
}

void append_channels(Bits& bits, const Information::Radio& radio) {
    append_number(bits, radio.reference_power_dbm, -60, 7);
    append_number(bits, radio.p_b, 0, 2);
    append_number(bits, 1, 1, 2);  // PUSCH: one subband
    append(bits, 0, 1);            // hops between subframes
    append_number(bits, 2, 0, 7);
    append(bits, 0, 1);              // no 64QAM
    append(bits, 0, 1 + 5 + 1 + 3);  // its references don't hop
    append(bits, 0, 2);              // PUCCH
    append_number(bits, 1, 0, 7);
    append(bits, 0, 3);
    append_number(bits, 12, 0, 11);
    append(bits, 0, 1);  // no sounding
    append_number(bits, -85, -126, 8);
    append(bits, 4, 3);  // 0.7
    append_number(bits, -107, -127, 5);
    append(bits, 0b01'01'10'10'10, 10);
    append_number(bits, 6, -1, 3);
}

int place_of_width(int n_rb) {
    constexpr std::array widths{6, 15, 25, 50, 75, 100};
    return static_cast<int>(std::find(widths.begin(), widths.end(), n_rb) - widths.begin());
}

void append_multicast(Bits& bits, const std::vector<Mbsfn>& list) {
    append_number(bits, static_cast<int>(list.size()), 1, 3);
    for (const Mbsfn& mbsfn : list) {
        append(bits, static_cast<std::uint32_t>(place_of_power(mbsfn.period_frames)), 3);
        append_number(bits, mbsfn.offset_frames, 0, 3);
        append(bits, mbsfn.subframes.size() == 4, 1);
        for (const std::string& frame : mbsfn.subframes)
            for (const char bit : frame) append(bits, bit == '1', 1);
    }
}

void append_block_2(Bits& bits, const Cell& cell) {
    const Information::Radio& radio = *cell.information->radio;
    append(bits, 0, 2);  // no extension, nobody is kept out
    append(bits, !cell.mbsfn.empty(), 1);
    append(bits, 0, 1);
    append_first_contact(bits);
    append_channels(bits, radio);
    append(bits, cell.prefix == Prefix::extended, 1);  // the uplink's
    append(bits, 0, 1);
    append(bits, 0b111'000'011'000'011'000, 18);  // timers and constants
    append(bits, radio.uplink_earfcn.has_value(), 1);
    append(bits, radio.uplink_n_rb.has_value(), 1);
    if (radio.uplink_earfcn) append_number(bits, *radio.uplink_earfcn, 0, 16);
    if (radio.uplink_n_rb) append_number(bits, place_of_width(*radio.uplink_n_rb), 0, 3);
    append_number(bits, 1, 1, 5);
    if (!cell.mbsfn.empty()) append_multicast(bits, cell.mbsfn);
    append(bits, 7, 3);  // timing holds for ever
}

void append_block_3(Bits& bits, const Cell&) {
    append(bits, 0, 2);  // no extension, nobody drives fast
    append(bits, 2, 4);  // 2 dB
    append(bits, 1, 1);
    append_number(bits, 3, 0, 5);  // when to look for other carriers
    append_number(bits, 2, 0, 5);
    append_number(bits, 6, 0, 3);  // priority of this one
    append(bits, 0b1100, 4);       // of the cells of this carrier: with a highest power, and when to look for them
    append_level(bits, -122);
    append_number(bits, 23, -30, 6);
    append_number(bits, 5, 0, 5);
    append(bits, 1, 1);     // two ports at least
    append(bits, 0b01, 2);  // none of them with multicast
    append_number(bits, 1, 0, 3);
}

void append_block_5(Bits& bits, const Cell& cell) {
    const auto& neighbors = cell.information->neighbors;
    append(bits, 0, 1);
    append_number(bits, static_cast<int>(neighbors.size()), 1, 3);
    for (const auto& neighbor : neighbors) {
        append(bits, 0b0001000, 7);  // of what may be said only the priority
        append_number(bits, neighbor.earfcn, 0, 16);
        append_level(bits, neighbor.q_rxlevmin_dbm);
        append_number(bits, 1, 0, 3);  // a second
        append_number(bits, 4, 0, 5);
        append_number(bits, 2, 0, 5);
        append_number(bits, place_of_width(neighbor.n_rb_dl), 0, 3);
        append(bits, 0, 1);
        append_number(bits, 5, 0, 3);
        append(bits, 0b00, 2);
    }
}

}  // namespace

Bits message_bits(const Cell& cell, std::size_t message) {
    const Information& information = *cell.information;
    if (!information.radio) return {};
    std::vector<int> blocks = information.messages.at(message).blocks;
    if (message == 0) blocks.insert(blocks.begin(), 2);
    Bits bits;
    append(bits, 0, 4);  // no extension; a message; of this version; nothing after it
    append_number(bits, static_cast<int>(blocks.size()), 1, 5);
    for (const int block : blocks) {
        const bool known = block == 2 || block == 3 || (block == 5 && !information.neighbors.empty());
        if (!known) return {};
        append(bits, 0, 1);
        append_number(bits, block, 2, 4);
        (block == 2 ? append_block_2 : block == 3 ? append_block_3 : append_block_5)(bits, cell);
    }
    return blocks.empty() ? Bits{} : bits;
}

}  // namespace boresight::scene::lte
