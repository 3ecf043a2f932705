// SPDX-License-Identifier: GPL-3.0-or-later
// The density of what lies under the signals. Cells of bins are averaged; the lowest tenth of the cells, corrected for
// how far the lowest of many equal cells lie below their mean (gamma distribution, by Wilson and Hilferty), gives a
// first level; all cells that agree with it are then averaged. Right as long as a tenth of the usable band is empty. A
// band that is full shows its weakest part instead, so the floor is an upper bound of the noise. The outer tenth of the
// sample rate to either side is left out: there the radio's own filter bends the spectrum. Pure.
#pragma once

#include "dsp/spectrum/welch.h"

namespace boresight::dsp::spectrum {

// Share of the sample rate, about its middle, that a radio's filter leaves flat.
constexpr double usable_share = 0.8;

struct NoiseFloor {
    double density = 0;         // full scale squared per hertz
    double relative_sigma = 0;  // of the density, by the spread of the cells
    double empty_share = 0;     // of the usable band: what lies at this level
};

NoiseFloor estimate_noise_floor(const Spectrum& spectrum);

}  // namespace boresight::dsp::spectrum
