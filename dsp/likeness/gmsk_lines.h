// SPDX-License-Identifier: GPL-3.0-or-later
// How clearly samples are of GSM: its modulation (GMSK, 270.833 kbit/s: TS 45.004 2) squared has two lines, 270.833 kHz
// apart, which no other signal has there. The figure is how far both lines stand over the median of the squared
// spectrum, in decibels, of the weaker one; noise reaches 2, LTE 6 where the capture ends, what counts is 5. Pure; any
// thread.
#pragma once

#include "dsp/core/iq.h"

namespace boresight::dsp::likeness {

constexpr double gmsk_lines_rate_hz = 480e3;
constexpr double clear_gmsk_lines_db = 5;

// Samples at gmsk_lines_rate_hz, the carrier within 40 kHz of 0 Hz; 10 ms or more tell.
double gmsk_lines_db(IqSpan samples);

}  // namespace boresight::dsp::likeness
