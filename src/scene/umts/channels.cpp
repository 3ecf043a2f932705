// SPDX-License-Identifier: GPL-3.0-or-later
// Block 5: the common channels of a usual cell, TS 25.331 10.2.48.8.8. Choices and enumerated values are written as
// their places in the standard's lists.
#include <initializer_list>

#include "scene/umts/information.h"

namespace boresight::scene::umts {
namespace {

enum BlockSize { small, medium };  // in octets: 8n + 48 and 16n + 312 bits
enum Logical { all_sizes, configured };
enum Interval { ten_ms, twenty_ms };
enum Coding { convolutional = 1, turbo = 2 };

struct Gains {
    int control = 0;
    int data = 0;
    int preamble_db = 0;
};

// A combination of transport formats of the random access channel.
void append_combination(Bits& bits, int number, const Gains& gains) {
    append(bits, 1, 1);
    append_number(bits, number, 0, 2);
    append(bits, 1, 1);      // by signalled gains
    append(bits, 0b000, 3);  // offset there, FDD, refers to none
    append_number(bits, gains.control, 0, 4);
    append_number(bits, gains.data, 0, 4);
    append_number(bits, gains.preamble_db, -5, 4);
}

// One format: blocks of a size, and how many of them at once.
void append_format(Bits& bits, BlockSize kind, int size, std::initializer_list<int> counts, Logical logical) {
    append(bits, 0, 1);  // FDD
    append_number(bits, kind, 0, 2);
    append_number(bits, size, 0, kind == small ? 5 : 6);
    append_number(bits, static_cast<int>(counts.size()), 1, 5);
    for (const int count : counts) {
        append_number(bits, count < 2 ? count : 2, 0, 2);
        if (count >= 2) append_number(bits, count, 2, 4);
    }
    append_number(bits, logical, 0, 2);
}

void append_coding(Bits& bits, Coding coding, int rate_matching) {
    append_number(bits, coding, 0, 2);
    if (coding == convolutional) append(bits, 0, 1);  // of rate 1/2
    append_number(bits, rate_matching, 1, 8);
    append(bits, 3, 3);  // checked by 16 bits
}

void append_uplink_access(Bits& bits) {
    append(bits, 0b11101, 5);
    append(bits, 0, 1);            // FDD
    append(bits, 0x00FF, 16);      // eight signatures
    append(bits, 0, 2);            // spreading factor 32 and more
    append(bits, 0, 4);            // preambles under code 0
    append(bits, 15, 4);           // nothing is punctured
    append(bits, 0xFFF, 12);       // every sub-channel
    append_number(bits, 1, 1, 5);  // identity
    append(bits, 1, 1);            // a common channel
    append_number(bits, twenty_ms, 0, 3);
    append_number(bits, 2, 1, 5);
    append_format(bits, small, 15, {1}, configured);
    append_format(bits, medium, 3, {1}, configured);
    append_coding(bits, convolutional, 1);
    append(bits, 0, 1 + 2 + 3);  // combinations, complete, by two bits
    append_number(bits, 2, 1, 10);
    append_combination(bits, 0, {.control = 13, .data = 15, .preamble_db = -3});
    append_combination(bits, 1, {.control = 10, .data = 15, .preamble_db = -2});
    append(bits, 0, 1 + 3);  // FDD, one class of access
    append(bits, 1, 1);
    append_number(bits, 0, 0, 4);
    append_number(bits, 7, 0, 4);
    append(bits, 0xF, 4);
    for (int group = 0; group < 7; ++group) append(bits, 0, 3);
}

void append_pilot_and_access(Bits& bits, int cpich_dbm) {
    append(bits, 0, 1);  // FDD
    append(bits, 0b11111, 5);
    append_number(bits, cpich_dbm, -10, 6);
    append_number(bits, -20, -35, 5);  // dB
    append_number(bits, 2, 1, 3);      // dB a step
    append_number(bits, 20, 1, 6);     // times
    append_number(bits, 8, 1, 5);
    append_number(bits, 0, 0, 6);
    append_number(bits, 0, 0, 6);
    append_number(bits, 2, 0, 8);  // the answers' code
    append(bits, 0, 1);            // sent from one antenna
    append(bits, 1, 1);
}

void append_forward_channel(Bits& bits, int identity) {
    append_number(bits, identity, 1, 5);
    append(bits, 0, 1);  // no broadcasts of cells
}

void append_secondary_channel(Bits& bits) {
    append(bits, 0b111, 3);
    append(bits, 0, 1);  // FDD
    append(bits, 0b001, 3);
    append(bits, 0, 1);            // the pilot may be used
    append(bits, 0, 1);            // from one antenna
    append(bits, 4, 3);            // spreading factor 64
    append_number(bits, 1, 0, 6);  // code
    append(bits, 0b01, 2);         // no pilots, formats are told
    append(bits, 1, 1);            // at flexible places
    append_number(bits, 50, 0, 8);
    append(bits, 0, 1 + 2);
    append(bits, 1, 3);  // combinations by four bits
    append_number(bits, 6, 1, 10);
    for (const int number : {0, 1, 2, 3, 4, 6}) {
        append(bits, 0, 1);
        append_number(bits, number, 0, 4);
    }
    append_number(bits, 3, 1, 3);
    const auto begin_channel = [&bits] {
        append(bits, 1, 1);
        append_number(bits, ten_ms, 0, 3);
        append_number(bits, 1, 1, 5);
    };
    begin_channel();
    append_format(bits, small, 24, {0, 1}, all_sizes);
    append_coding(bits, convolutional, 230);
    append_forward_channel(bits, 3);
    begin_channel();
    append_format(bits, small, 15, {0, 1, 2}, all_sizes);
    append_coding(bits, convolutional, 220);
    append_forward_channel(bits, 4);
    begin_channel();
    append_format(bits, medium, 3, {0, 1}, all_sizes);
    append_coding(bits, turbo, 130);
    append_forward_channel(bits, 5);
    append(bits, 0, 1);            // paging indicators, FDD
    append_number(bits, 3, 0, 8);  // code
    append(bits, 1, 2);            // 36 a frame
    append(bits, 0, 1);
}

}  // namespace

Bits information_5(int cpich_dbm) {
    Bits bits;
    append(bits, 0b100, 3);  // P-CCPCH there; no schedule of broadcasts, no extension
    append(bits, 0, 1);      // no block 6
    append_number(bits, -7, -10, 4);
    append(bits, 0, 1);  // FDD
    append_number(bits, -6, -22, 5);
    append(bits, 0, 1);
    append(bits, 0, 1);  // P-CCPCH from one antenna
    append_number(bits, 1, 1, 4);
    append_uplink_access(bits);
    append_pilot_and_access(bits, cpich_dbm);
    append_number(bits, 1, 1, 4);
    append_secondary_channel(bits);
    return bits;
}

}  // namespace boresight::scene::umts
