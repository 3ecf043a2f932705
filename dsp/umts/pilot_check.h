// SPDX-License-Identifier: GPL-3.0-or-later
// The third step of the cell search: is there the pilot of a scrambling code? CPICH symbols are summed coherently over
// 50 of them (3.3 ms) at every offset nearby, powers over all such blocks. This assures a cell's identity: both
// synchronization channels alone name none (TS 25.213 5.2.3 gives them to whole groups). One object belongs to one
// thread.
#pragma once

#include <vector>

#include "dsp/core/fft.h"
#include "dsp/umts/pilot_symbols.h"

namespace boresight::dsp::umts {

constexpr std::size_t block_symbols = 50;  // that are summed coherently

struct PilotEvidence {
    double metric = 0;     // power of the coherent sums over what all that is received would give without a pilot
    double threshold = 0;  // what it had to pass
    double cfo_hz = 0;     // with the most power
    bool present() const { return metric > threshold; }
};

class PilotCheck {
public:
    PilotCheck();

    // At the alignment that the symbols were made for, over offsets within reach_hz of its.
    PilotEvidence check(PilotSymbols& symbols, const IqBuffer& code, double cfo_hz, double reach_hz);

private:
    Fft transform_;
    IqBuffer block_, spectrum_;
    std::vector<double> powers_;
};

}  // namespace boresight::dsp::umts
