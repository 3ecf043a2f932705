// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell says of itself in system information block type 1, and that block in unaligned PER: TS 36.331 6.2.2,
// Release 8. `check` throws an Error that names the field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scene/lte/bits.h"

namespace boresight::scene::lte {

struct Information {
    struct Message {
        int period_frames = 16;        // 8 to 512
        std::vector<int> blocks = {};  // 3 to 13; block 2 is in the first message without being named
    };
    struct Tdd {
        int config = 0;   // 0 to 6
        int special = 0;  // 0 to 8
    };

    std::vector<std::string> plmns{"001-01"};  // 1 to 6
    int tac = 1;                               // 0 to 65535
    int cell_id = 1;                           // 28 bits
    bool barred = false;
    int q_rxlevmin_dbm = -130;  // -140 to -44, even
    std::optional<int> p_max_dbm = {};
    int band = 1;  // 1 to 64
    std::vector<Message> messages{{}};
    std::optional<Tdd> tdd = {};
    int si_window_ms = 20;
    int value_tag = 0;
};

void check(const Information& information);

// BCCH-DL-SCH-Message with the block, without padding.
Bits information_bits(const Information& information);

}  // namespace boresight::scene::lte
