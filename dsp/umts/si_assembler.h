// SPDX-License-Identifier: GPL-3.0-or-later
// Puts blocks of system information together from their segments as the broadcast channel brings them, over several
// repetitions where some were missed: a segment that is another than the one at its place before begins the block anew.
// TS 25.331 8.1.1.1.3. One object belongs to one cell and one thread; nothing fails.
#pragma once

#include <array>
#include <vector>

#include "dsp/umts/si_block.h"

namespace boresight::dsp::umts {

// A whole block of system information.
struct Sib {
    int type = 0;
    Bits bits;
    int first_sfn = 0, last_sfn = 0;  // of the blocks that brought it
};

class SiAssembler {
public:
    // What this block completes, in its order. SFN is that of the block's first frame.
    std::vector<Sib> add(int sfn, const std::vector<SiSegment>& segments);

    // For when the content changed: what was gathered of unfinished blocks isn't of one kind any more.
    void forget() { gathering_ = {}; }

private:
    static constexpr std::size_t types_ = 32, most_segments_ = 16;

    struct Gathering {
        int count = 0;  // 0: not known yet
        int first_sfn = 0;
        std::array<Bits, most_segments_> parts;
    };

    std::array<Gathering, types_> gathering_;
};

}  // namespace boresight::dsp::umts
