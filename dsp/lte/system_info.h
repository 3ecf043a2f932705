// SPDX-License-Identifier: GPL-3.0-or-later
// System information block type 1 of TS 36.331 6.2.2 in unaligned PER: who a cell belongs to and how it may be used.
// Layout of BCCH-DL-SCH-Message, first bit first: 0 (c1), 1 (type 1), three bits for p-Max, TDD and extensions, then
// the fields in the order below. What is shorter than it says, or out of range, is no block. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsp/lte/si_message.h"

namespace boresight::dsp::lte {

struct Sib1 {
    struct Scheduling {
        int period_frames = 0;  // 8 to 512
        std::vector<int> sibs;  // numbers of the blocks in this message; SIB2 is always in the first one
    };

    std::vector<std::string> plmns;  // "310-410", the first is the cell's main one; 1 to 6
    int tac = 0;                     // 16 bits
    std::uint32_t cell_id = 0;       // 28 bits
    bool barred = false;
    bool intra_frequency_reselection = false;
    bool csg = false;
    std::optional<std::uint32_t> csg_id;  // 27 bits
    int q_rxlevmin_dbm = 0;               // twice the element's value
    std::optional<int> q_rxlevmin_offset_db;
    std::optional<int> p_max_dbm;
    int band = 0;                  // 1 to 64 in the block itself, up to 256 by its extension
    std::vector<int> other_bands;  // multiBandInfoList, with those of the extension
    std::vector<Scheduling> scheduling;
    std::optional<int> tdd_config;   // subframe assignment, 0 to 6
    std::optional<int> tdd_special;  // special subframe pattern, 0 to 8
    int si_window_ms = 0;
    int value_tag = 0;
};

// All of one cell. Messages come every 80 ms to 5.12 s, so a short capture may hold none.
struct SystemInfo {
    std::vector<std::uint8_t> sib1_block;  // as received, padding included
    Sib1 sib1;
    std::vector<std::vector<std::uint8_t>> si_blocks{};  // messages as received, in the order of the schedule
    std::optional<Sib2> sib2{};
    std::optional<std::vector<NeighbourCarrier>> sib5{};
};

// The transport block as received, padding included.
std::optional<Sib1> parse_sib1(std::span<const std::uint8_t> block);

}  // namespace boresight::dsp::lte
