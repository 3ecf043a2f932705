// SPDX-License-Identifier: GPL-3.0-or-later
// How clearly samples repeat themselves as LTE's OFDM symbols do: each begins with a copy of its own end, 1/15 kHz
// later, at places that come again with every slot (TS 36.211 table 6.12-1). That shows a carrier whose sync signals
// nobody can read, and it shows 5G of the same numerology as well. The figure is in standard deviations of what noise
// of the same spectrum gives: noise reaches 3, what counts is 5. Pure; any thread.
#pragma once

#include "dsp/core/iq.h"

namespace boresight::dsp::likeness {

constexpr double symbol_repeat_rate_hz = 1.92e6;
constexpr double clear_symbol_repeat = 5;

// Samples at symbol_repeat_rate_hz, the carrier's middle (or any part of it) at 0 Hz; 10 ms or more tell. 0 for less
// than two slots and for silence.
double symbol_repeat(IqSpan samples);

}  // namespace boresight::dsp::likeness
