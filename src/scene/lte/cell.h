// SPDX-License-Identifier: GPL-3.0-or-later
// One LTE cell as a transmitter is told to send it: FDD with the normal cyclic prefix. Powers are relative to one
// resource element of the cell-specific reference signal of one port. `check` throws an Error that names the field.
#pragma once

#include <cstdint>
#include <optional>

#include "scene/lte/information.h"

namespace boresight::scene::lte {

enum class PhichDuration { normal, extended };
enum class PhichResource { sixth, half, one, two };  // Ng, TS 36.331 6.3.2

// Where a cell's control region ends and where it sends SIB1. What is more than the cell has is cut to what it has.
struct Sending {
    int control_symbols = 2;  // of every subframe, 1 to 3, if they do; a cell of 6 resource blocks has one more
    int elements = 8;         // of the control channel, from the first one on: 4 or 8
    int first_block = 0;      // resource blocks of the shared channel
    int blocks = 8;           // in a row
};

struct Cell {
    int pci = 0;       // 0..503
    int n_rb_dl = 50;  // 6, 15, 25, 50, 75 or 100
    int ports = 2;     // 1, 2 or 4
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
