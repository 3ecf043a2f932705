// SPDX-License-Identifier: GPL-3.0-or-later
// A transport block of system information on its way through the control and the shared channel: the grant that the
// PDCCH announces, format 1A (TS 36.212 5.3.3.1.3) or 1C (5.3.3.1.4), the sizes there are (TS 36.213 7.1.7.2), which
// resource blocks a grant means (TS 36.213 7.1.6.3), with virtual ones distributed over the carrier (TS 36.211
// 6.2.3.2), and their elements (6.3.5, 6.4). Pure.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "scene/bits.h"
#include "scene/lte/cell.h"
#include "scene/lte/control.h"

namespace boresight::scene::lte {

struct Grant {
    Allocation allocation = {};
    std::size_t size_index = 0;  // of the table of the format's sizes
    int redundancy_version = 0;
};

// Where blocks of the cell go that it is told to put `wanted`: cut to what the cell and the format have.
Allocation allocation_within(const Cell& cell, const Allocation& wanted);

// The smallest block of the format that holds so many bits: its index, and its size.
std::size_t size_index(Format format, std::size_t bits);
std::size_t block_size(Format format, std::size_t index);
std::size_t most_block_bits(Format format);

Bits grant_bits(const Cell& cell, const Grant& grant);

// Physical resource blocks of both slots that the virtual ones stand for, in rising order.
std::array<std::vector<int>, 2> physical_blocks(const Cell& cell, const Allocation& allocation);

// The elements of a grant in a subframe of which the whole is sent, in the order of mapping.
std::vector<Place> shared_places(const Cell& cell, int subframe, const Allocation& allocation);

}  // namespace boresight::scene::lte
