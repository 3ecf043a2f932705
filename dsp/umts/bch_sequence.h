// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the broadcast channel of a cell from its frames as they came, without knowing where a block begins: both ways
// of taking frames in pairs are tried, and blocks that don't agree with most of the others in their count of frames are
// left out. What is too weak alone is added up over repetitions: the master block comes every 80 ms
// (TS 25.331 8.1.1.1.1) and others in 2 to 16 times that, alike but for the SFN at their beginning. The code is linear,
// so soft bits are brought to another SFN by the code word of the difference, CRC and all. Pure but for the decoder's
// memory.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dsp/umts/bch.h"

namespace boresight::dsp::umts {

struct BchSequence {
    struct Place {
        std::size_t frame;  // of the block's first
        BchBlock block;
    };
    std::vector<Place> blocks;  // in their order; of a block that took repetitions one
    std::optional<int> sfn;     // of the first frame; nothing without a block
};

BchSequence read_blocks(std::span<const SoftFrame> frames, BchDecoder& decoder);

}  // namespace boresight::dsp::umts
