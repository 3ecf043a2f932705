// SPDX-License-Identifier: GPL-3.0-or-later
// Power within a stretch of a spectrum, over the noise that lies there too, each with its spread. Spreads are standard
// deviations of the mean, taken from how the rows of the spectrum differ (so that a signal that comes and goes is known
// less well), at least what Gaussian noise would give. Powers are full scale squared, ratios are linear. Pure.
#pragma once

#include <optional>

#include "dsp/spectrum/noise_floor.h"
#include "dsp/spectrum/welch.h"

namespace boresight::dsp::spectrum {

struct BandPower {
    double low_hz = 0;  // as measured: clipped to the capture
    double high_hz = 0;
    double power = 0;
    double power_relative_sigma = 0;
    double noise = 0;               // the floor's density over the same width
    std::optional<double> snr;      // (power - noise) / noise; none where nothing stands out of the noise
    double snr_relative_sigma = 0;  // 0 where there is none
};

// low_hz < high_hz, relative to the middle of the capture. Nothing where they lie outside of it.
std::optional<BandPower> measure_band(const Spectrum& spectrum, const NoiseFloor& floor, double low_hz, double high_hz);

// Sum of a row of densities over that stretch; bins at its ends count by the part that lies in it.
double integrate(const Spectrum& spectrum, std::span<const float> densities, double low_hz, double high_hz);

}  // namespace boresight::dsp::spectrum
