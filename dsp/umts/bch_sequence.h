// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the broadcast channel of a cell from its frames as they came, without knowing where a block begins: both ways
// of taking frames in pairs are tried, and what passes the CRC must agree in its count of frames with others or, if it
// is alone, more with the soft bits than chance makes it. Keeps the decoder's memory; one thread.
#pragma once

#include <optional>
#include <vector>

#include "dsp/umts/bch.h"

namespace boresight::dsp::umts {

struct BchSequence {
    struct Place {
        std::size_t frame;  // of the block's first
        BchBlock block;
    };
    std::vector<Place> blocks;  // in their order
    std::optional<int> sfn;     // of the first frame; nothing without a block
};

BchSequence read_blocks(const std::vector<SoftFrame>& frames, BchDecoder& decoder);

}  // namespace boresight::dsp::umts
