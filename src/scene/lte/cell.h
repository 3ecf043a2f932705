// SPDX-License-Identifier: GPL-3.0-or-later
// One LTE cell as a transmitter is told to send it. Powers are relative to one resource element of the cell-specific
// reference signal of one port. `check` throws an Error that names the field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scene/lte/information.h"

namespace boresight::scene::lte {

enum class Prefix { normal, extended };  // cyclic
enum class PhichDuration { normal, extended };
enum class PhichResource { sixth, half, one, two };  // Ng, TS 36.331 6.3.2

struct Tdd {
    int config = 0;   // 0..6, which subframes are downlink and uplink: TS 36.211 table 4.2-2
    int special = 0;  // 0..8, or 0..6 with the extended prefix: table 4.2-1
};

// Frames `offset_frames`, + `period_frames`, ... or four in a row from each of them on, with their subframes for
// multicast: '1' for those of 1, 2, 3, 6, 7, 8 (FDD) or 3, 4, 7, 8, 9 and a last that means nothing (TDD).
// TS 36.331 6.3.7
struct Mbsfn {
    int period_frames = 1;                         // 1 to 32; at least 4 for four frames
    int offset_frames = 0;                         // 0 to 7
    std::vector<std::string> subframes{"000000"};  // of 1 or 4 frames
};

// Which resource blocks a message takes and how the control channel says so: format 1A, blocks in a row or distributed
// over the carrier, or the shorter 1C, always distributed. TS 36.212 5.3.3.1.3, 5.3.3.1.4; TS 36.211 6.2.3
enum class Format { a, c };
struct Allocation {
    Format format = Format::a;
    bool distributed = false;
    bool second_gap = false;  // distributed over less, where there are 50 resource blocks or more
    int first_block = 0;      // virtual resource blocks
    int blocks = 8;           // in a row; 1C counts by 2, or by 4 from 50 resource blocks on
};

// Where a cell's control region ends and where it sends its system information. What is more than the cell has is cut
// to what it has.
struct Sending {
    int control_symbols = 2;  // of every subframe, 1 to 3, if they do; a cell of 6 resource blocks has one more
    int elements = 8;         // of the control channel, from the first one on: 4 or 8
    Allocation sib1 = {};
    Allocation messages = {};
    int message_subframe = 9;  // of each frame of a message's window; else the last before it that is free
};

struct Cell {
    int pci = 0;       // 0..503
    int n_rb_dl = 50;  // 6, 15, 25, 50, 75 or 100
    int ports = 2;     // 1, 2 or 4
    Prefix prefix = Prefix::normal;
    std::optional<Tdd> tdd = {};    // else FDD
    std::vector<Mbsfn> mbsfn = {};  // up to 8
    PhichDuration phich_duration = PhichDuration::normal;
    PhichResource phich_resource = PhichResource::sixth;
    double occupancy = 0.5;                       // share of the resource blocks that carry data, 0..1
    double load_power_db = 0;                     // of a resource element with data, per port
    double sync_power_db = 0;                     // of a resource element of PSS and SSS, all ports together
    bool sync_on_all_ports = false;               // else from port 0 alone
    std::uint64_t seed = 1;                       // of the load
    std::optional<Information> information = {};  // sent with PCFICH and PDCCH; else the cell sends none of the three
    Sending sending = {};
};

void check(const Cell& cell);

}  // namespace boresight::scene::lte
