// SPDX-License-Identifier: GPL-3.0-or-later
// The control region of a subframe: which resource elements PCFICH, PHICH and PDCCH have (TS 36.211 6.7.4, 6.9.3,
// 6.8.5) and the bits of PCFICH and PDCCH before they are modulated. Pure.
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

// As many symbols as the cell is told to give its control region, within what the standard allows (TS 36.211 table
// 6.7-1, 6.9.3) and enough for an announcement where that can be.
int control_symbols(const Cell& cell, int subframe, bool mbsfn = false);

struct ControlRegion {
    std::vector<Group> pcfich;  // in the order of mapping
    std::vector<Group> phich;
    std::vector<Group> pdcch;  // by place in the sequence of all control channel elements, nine each

    ControlRegion(const Cell& cell, int subframe, bool mbsfn = false);

private:
    friend int control_symbols(const Cell& cell, int subframe, bool mbsfn);
    ControlRegion(const Cell& cell, int subframe, bool is_short, int symbols);
};

constexpr int groups_per_element = 9;
constexpr int bits_per_group = 8;

// 32 bits that say how many symbols the region has.
Bits pcfich_bits(const Cell& cell, int subframe, int symbols);

// A message for everybody's system information. Elements `first`, ... `first` + `count` - 1.
Bits pdcch_bits(const Cell& cell, int subframe, const Bits& message, int first, int count);

}  // namespace boresight::scene::lte
