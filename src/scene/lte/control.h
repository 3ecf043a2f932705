// SPDX-License-Identifier: GPL-3.0-or-later
// The control region of a subframe: which resource elements PCFICH, PHICH and PDCCH have (TS 36.211 6.7.4, 6.9.3,
// 6.8.5), FDD with the normal cyclic prefix, and the bits of PCFICH and PDCCH before they are modulated. Pure.
#pragma once

#include <array>
#include <vector>

#include "scene/lte/bits.h"
#include "scene/lte/cell.h"

namespace boresight::scene::lte {

struct Place {
    int symbol = 0;      // of the subframe
    int subcarrier = 0;  // from the lowest
};
using Group = std::array<Place, 4>;

// As many symbols as the cell is told to give its control region, or those that at least an announcement needs.
int control_symbols(const Cell& cell);

struct ControlRegion {
    std::vector<Group> pcfich;  // in the order of mapping
    std::vector<Group> phich;
    std::vector<Group> pdcch;  // by place in the sequence of all control channel elements, nine each

    ControlRegion(const Cell& cell, int symbols);  // 1..3, or 2..4 with up to 10 resource blocks
};

constexpr int groups_per_element = 9;
constexpr int bits_per_group = 8;

// 32 bits that say how many symbols the region has.
Bits pcfich_bits(const Cell& cell, int subframe, int symbols);

// Format 1A for everybody's system information. Elements `first`, ... `first` + `count` - 1.
Bits pdcch_bits(const Cell& cell, int subframe, const Bits& message, int first, int count);

}  // namespace boresight::scene::lte
