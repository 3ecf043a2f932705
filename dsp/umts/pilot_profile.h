// SPDX-License-Identifier: GPL-3.0-or-later
// What impulse responses say of a cell in the mean: its offset of frequency and of clock from the alignment, the paths
// on which it arrives, its power. Taken between units that follow each other, so that noise has no share on average
// and the channel may fade. Pure.
#pragma once

#include <optional>
#include <vector>

#include "dsp/umts/impulse_responses.h"

namespace boresight::dsp::umts {

struct LagPath {
    double lag = 0;    // from the alignment's frame; lags_per_chip a chip
    double power = 0;  // of full scale, in the pulse's middle
};

struct Drift {
    double cfo_hz = 0, cfo_sigma_hz = 0;
    std::optional<double> clock_ppm;  // none where it isn't known to 1 ppm
    double clock_sigma_ppm = 0;
};

// Over the alignment's own.
Drift drift_of(const ImpulseResponses& responses);

// Earliest first; empty where no pilot stands out.
std::vector<LagPath> paths_of(const ImpulseResponses& responses, double cfo_hz);

// The cell's power in each pair of units that follow each other, noise not counted; within the paths' lags.
std::vector<double> pilot_powers(const ImpulseResponses& responses, double cfo_hz, const std::vector<LagPath>& paths);

}  // namespace boresight::dsp::umts
