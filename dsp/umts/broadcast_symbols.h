// SPDX-License-Identifier: GPL-3.0-or-later
// From fingers to the soft bits of the broadcast channel, frame by frame: the channel on each path from its pilot, over
// as long a time as foretells a pilot best that it doesn't contain, then all paths in proportion to their share. Pure.
#pragma once

#include <vector>

#include "dsp/umts/bch.h"
#include "dsp/umts/fingers.h"

namespace boresight::dsp::umts {

struct PilotQuality {
    double sinr = 0;      // of a pilot symbol, all paths
    double sigma_db = 0;  // standard error
};
PilotQuality pilot_quality(const Fingers& fingers);

// Whole frames from the alignment's frame on.
std::vector<SoftFrame> soft_frames(const Fingers& fingers);

}  // namespace boresight::dsp::umts
