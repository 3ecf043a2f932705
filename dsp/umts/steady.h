// SPDX-License-Identifier: GPL-3.0-or-later
// Matched samples as an alignment has them without its errors: carrier at 0 Hz, a chip exactly two samples long, and
// any place of the matched samples at sample 0. Interpolated to -45 dB within the carrier's band. Pure; any thread.
#pragma once

#include <cstddef>

#include "dsp/core/fft.h"
#include "dsp/core/iq.h"

namespace boresight::dsp::umts {

// Sample n of `out` (`count` of them) is that at `start` + n (1 + clock_ppm 1e-6) of `matched`, 0 outside of it, turned
// back by the offset since matched sample 0.
void make_steady(IqSpan matched, double start, double cfo_hz, double clock_ppm, std::size_t count, IqBuffer& out);

}  // namespace boresight::dsp::umts
