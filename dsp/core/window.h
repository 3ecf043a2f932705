// SPDX-License-Identifier: GPL-3.0-or-later
// Windows for spectra, from liquid-dsp, periodic (point n of a window of n points would be point 0 again), peak 1.
// Pure; any thread. FFTs of windowed samples show a tone as a main lobe of main_lobe_bins() to either side and side
// lobes below side_lobe_db(); white noise falls into enbw_bins() bins' worth of bandwidth.
#pragma once

#include <cstddef>
#include <span>

#include "dsp/core/fft.h"

namespace boresight::dsp {

enum class Window {
    kaiser,  // beta 3 pi: side lobes at -69 dB, the choice for looking beside strong carriers
    hann,    // narrower: side lobes begin at -31 dB and fall by 18 dB an octave
};

FloatBuffer make_window(Window window, std::size_t points);

double main_lobe_bins(Window window);  // from the middle to the first null
double side_lobe_db(Window window);    // the highest side lobe, over the main lobe

// Equivalent noise bandwidth: points * sum of squares / square of sum.
double enbw_bins(std::span<const float> window);

}  // namespace boresight::dsp
