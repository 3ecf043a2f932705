// SPDX-License-Identifier: GPL-3.0-or-later
// How good a signal is, as a word. No standard sets the limits; these are the ones most makers of modems print. Pure.
#pragma once

namespace boresight::app {

enum class SignalQuality { unknown, very_poor, poor, fair, good, excellent };

SignalQuality quality_of(double sinr_db);
SignalQuality quality_of_ecno(double ecno_db);  // of a cell of UMTS

// "excellent", "good", "fair", "poor", "very poor" or "unknown".
const char* quality_word(SignalQuality quality);

}  // namespace boresight::app
