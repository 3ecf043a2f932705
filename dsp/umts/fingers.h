// SPDX-License-Identifier: GPL-3.0-or-later
// Despreads a cell on each of its strong paths: the pilot (C_ch,256,0, 1 + j times the code taken out,
// TS 25.211 5.3.3.1) and the primary common control channel (C_ch,256,1, 5.3.3.3), a symbol of 256 chips each. Keeps
// scratch memory; one thread.
#pragma once

#include <cstddef>
#include <vector>

#include "dsp/core/fft.h"
#include "dsp/umts/alignment.h"
#include "dsp/umts/chip_sampler.h"
#include "dsp/umts/pilot_symbols.h"

namespace boresight::dsp::umts {

struct Finger {
    std::vector<Sample> pilot, broadcast;  // by symbol; the first symbol of a slot has no broadcast
};

class Fingers {
public:
    Fingers();

    // Slots that lie wholly inside on every path; their places in chips from the alignment's frame.
    void take(IqSpan matched, const Alignment& alignment, const std::vector<double>& path_chips);

    const std::vector<Finger>& fingers() const { return fingers_; }
    std::size_t slots() const { return slots_; }
    std::ptrdiff_t first_slot() const { return first_slot_; }  // from the alignment's frame

private:
    ChipSampler sampler_;
    int psc_ = -1;
    IqBuffer code_, chips_;  // the code: conjugate, for symbols of 1
    std::vector<Finger> fingers_;
    std::size_t slots_ = 0;
    std::ptrdiff_t first_slot_ = 0;
};

}  // namespace boresight::dsp::umts
