// SPDX-License-Identifier: GPL-3.0-or-later
// What is expected of a channel before anything is measured: echoes spread evenly over some delays. Pure.
#pragma once

#include <cmath>
#include <complex>
#include <numbers>

#include "dsp/lte/numerology.h"

namespace boresight::dsp::lte {

// Correlation of the channel between subcarriers `apart`, for delays spread evenly over [-early, late] samples at 1.92
// MS/s.
inline std::complex<double> correlation(double apart, double early, double late) {
    const double width = early + late, middle = (late - early) / 2;
    const double x = std::numbers::pi * apart * width / fft_size;
    return std::polar(x == 0 ? 1.0 : std::sin(x) / x, -2 * std::numbers::pi * apart * middle / fft_size);
}

// Enough for the echoes of wide cells.
constexpr double wide_early = 4, wide_late = 9;

}  // namespace boresight::dsp::lte
