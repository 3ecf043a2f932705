// SPDX-License-Identifier: GPL-3.0-or-later
// What a UMTS cell tells everyone about itself: TS 25.331 11.3, unaligned PER. Block 1 has the area and block 3 the
// cell's identity, block 5 the power of the pilot and channels of a usual cell, block 11, where there are any, the
// neighbours; the master block has the network and says when the others come. Pure.
#pragma once

#include <vector>

#include "scene/bits.h"
#include "scene/umts/cell.h"

namespace boresight::scene::umts {

constexpr int segment_length = 222;  // of all but the last, and the most of that

struct InformationBlock {
    int type = 0;                // of SIB-Type: 1 to 7 and 11 to 13
    int value_tag = 1;           // 1..256 of type 1, else 1..4
    int period_frames = 16;      // a power of two
    std::vector<int> sfns = {};  // of the segments, within the period: even, rising
    Bits content = {};
};

// All but the master block.
std::vector<InformationBlock> information_blocks(const Cell& cell);

// When the segments of a block come: an entry of the lists in the master block. 10.2.48.8.1
Bits scheduling(const InformationBlock& block);

Bits master_information(const Cell& cell, const std::vector<InformationBlock>& blocks);

Bits information_5(int cpich_dbm);
Bits information_11(const std::vector<int>& neighbor_pscs, const std::vector<FarNeighbor>& far_neighbors);

}  // namespace boresight::scene::umts
