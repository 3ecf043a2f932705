// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a cell's alignment as fine as its pilot allows: carrier offset to a few Hz, timing of the strongest path to
// hundredths of a chip, and the clock's error from how that timing moves. Sums are coherent over a slot at most, phases
// are compared over up to a frame. Pure but for the scratch memory of the symbols.
#pragma once

#include "dsp/umts/pilot_symbols.h"

namespace boresight::dsp::umts {

struct PilotFit {
    Alignment alignment;
    double cfo_sigma_hz = 0;
    double clock_sigma_ppm = 0;  // 0: the samples were too short to measure it, the alignment has what it had
};

// Whether the clock's error is measured, or kept as a stronger cell of the same capture gave it.
enum class Clock { measured, kept };

// `near`: offset to 100 Hz, timing to two samples over all of the matched samples.
PilotFit fit_pilot(IqSpan matched, const Alignment& near, const IqBuffer& code, Clock clock, PilotSymbols& symbols);

}  // namespace boresight::dsp::umts
