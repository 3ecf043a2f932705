// SPDX-License-Identifier: GPL-3.0-or-later
// From the channel at some subcarriers to the channel on all 72: least mean square error, with echoes spread evenly
// over some delays (channel_prior.h) and noise of a known share. Pure; a value.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "dsp/core/iq.h"
#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

using PortChannel = std::array<Sample, center_subcarriers>;

class Interpolation {
public:
    // `noise`: of each known value, over the channel's power. Echoes lie in [-early, late] samples at 1.92 MS/s.
    struct Assumed {
        double noise = 1, early = 0, late = 0;
    };

    // `places`: the known subcarriers' distances from the carrier (signed_subcarrier); `trust`: of each value, 1 or
    // less; empty: all alike.
    void prepare(std::span<const int> places, std::span<const float> trust, const Assumed& assumed);

    // As many values as there were places; each 0 where nothing is known.
    void apply(std::span<const Sample> values, PortChannel& channel) const;

private:
    std::size_t places_ = 0;
    std::vector<Sample> rows_;  // one for each of the 72
};

}  // namespace boresight::dsp::lte
