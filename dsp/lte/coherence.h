// SPDX-License-Identifier: GPL-3.0-or-later
// How long a channel stays alike: the time after which the reference signals are half like themselves (their
// correlation is 0.5), which is 0.242 over the Doppler shift where waves come from all around (Jakes). Times of up to a
// quarter of a look can be told: beyond it there are too few pieces that have nothing to do with each other. Pure.
#pragma once

#include <optional>

#include "dsp/lte/pilot_series.h"

namespace boresight::dsp::lte {

struct Coherence {
    std::optional<double> time_s;      // none: longer than the look can show
    std::optional<double> at_least_s;  // none: noise hides even the nearest slots
};

// `level` and `noise`: powers of a value's signal and noise.
Coherence coherence_of(const PilotSeries& series, double level, double noise);

}  // namespace boresight::dsp::lte
