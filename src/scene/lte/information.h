// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell says of itself in its system information, and that in unaligned PER, Release 8 (TS 36.331 6.2.2, 6.3.1):
// block type 1, and messages with the types 2 (the radio), 3 (when to leave the cell) and 5 (other carriers of the
// site). Values that nobody asks for are those of a small base station without traffic. What a message can't say is
// refused by check(Cell).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scene/bits.h"

namespace boresight::scene::lte {

struct Cell;

struct Information {
    struct Message {
        int period_frames = 16;        // 8 to 512
        std::vector<int> blocks = {};  // 3 to 13; block 2 is in the first message without being named
    };
    struct Radio {
        int reference_power_dbm = 0;  // of a reference element as sent, -60 to 50
        int p_b = 0;                  // 0 to 3, TS 36.213 table 5.2-1
        std::optional<int> uplink_earfcn = {};
        std::optional<int> uplink_n_rb = {};
    };
    struct Neighbor {
        int earfcn = 0;  // 0 to 65535
        int q_rxlevmin_dbm = -130;
        int n_rb_dl = 50;  // over which to measure
    };

    std::vector<std::string> plmns{"001-01"};  // 1 to 6
    int tac = 1;                               // 0 to 65535
    int cell_id = 1;                           // 28 bits
    bool barred = false;
    int q_rxlevmin_dbm = -130;  // -140 to -44, even
    std::optional<int> p_max_dbm = {};
    int band = 1;  // 1 to 64
    std::vector<Message> messages{{}};
    int si_window_ms = 20;
    int value_tag = 0;

    // Without it the messages are announced and never sent, as if nobody heard them. With it those are sent whose
    // blocks are known here.
    std::optional<Radio> radio = {};
    std::vector<Neighbor> neighbors = {};  // of block 5, up to 8
};

// What `check` of a cell with information looks at beside the cell itself.
void check_information(const Cell& cell);

// BCCH-DL-SCH-Message with block type 1, without padding.
Bits information_bits(const Cell& cell);

// The same with a message of the schedule, counted from 0; nothing where it isn't sent.
Bits message_bits(const Cell& cell, std::size_t message);

}  // namespace boresight::scene::lte
