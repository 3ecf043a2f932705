// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of the broadcast channel added up over their repetitions. Pure but for the decoder's memory.
#pragma once

#include <span>

#include "dsp/umts/bch_sequence.h"

namespace boresight::dsp::umts {

// A master block whose SFN isn't known, of all places and counts of frames; with the SFN of the first frame.
BchSequence read_repeated_mib(std::span<const SoftFrame> frames, BchDecoder& decoder);

// The count of frames is known: what comes again in these frames and hasn't been read once.
void add_repeated_blocks(std::span<const SoftFrame> frames, BchDecoder& decoder, BchSequence& known);

}  // namespace boresight::dsp::umts
