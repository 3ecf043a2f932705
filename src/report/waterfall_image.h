// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a spectrum as a picture, dark for weak and bright for strong, and its scale. Pure.
#pragma once

#include <cstddef>
#include <string>

#include "dsp/spectrum/welch.h"

namespace boresight::report {

struct WaterfallImage {
    std::string png_base64;    // one pixel a column and row, earliest at the top
    std::string scale_base64;  // 1 by 256: strongest at the top
    double low_db = 0;         // of the weakest colour, dBFS/Hz
    double high_db = 0;
};

// `columns` at most as many as there are bins. floor_density 0: unknown.
WaterfallImage waterfall_image(const dsp::spectrum::Spectrum& spectrum, std::size_t columns, double floor_density);

}  // namespace boresight::report
