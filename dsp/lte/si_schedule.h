// SPDX-License-Identifier: GPL-3.0-or-later
// When a cell sends which message of system information: each has a window, SIB1 says how long and how often, and comes
// once or several times anywhere in it. TS 36.331 5.2.3. Pure; any thread.
#pragma once

#include <optional>

#include "dsp/lte/cell.h"

namespace boresight::dsp::lte {

struct SiPlace {
    int message = 0;    // place in SIB1's schedule
    int in_window = 0;  // subframes since its window began
};

// What subframe 0..9 of frame `sfn` may carry; nothing where there is no window, where SIB1 is, and where the subframe
// isn't wholly the downlink's.
std::optional<SiPlace> si_place(const Sib1& sib1, int sfn, int subframe);

// m_i of TS 36.211 table 6.9-1: how many times the groups of FDD the PHICH has in that subframe.
int phich_factor(std::optional<int> tdd_config, int subframe);

// Whether a message has a block that is kept: the first one always holds SIB2.
bool holds_kept_block(const Sib1& sib1, int message);

}  // namespace boresight::dsp::lte
