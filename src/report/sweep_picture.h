// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep as a picture (SVG 1.1): dwells, fitted response, 95 % interval, present and recommended pointing on a polar
// plot. Azimuth 0 is up, clockwise; the rim is the level at the best direction, each ring 5 dB less. Pure; any thread.
#pragma once

#include <span>
#include <string>

#include "aim/fit.h"

namespace boresight::report {

struct SweepPicture {
    std::string title;
    std::string sentence;
    std::span<const aim::Stop> stops;
    std::span<const aim::Reading> readings;  // as many
    const aim::CellFit& fit;
    double present_deg = 0;
};

std::string sweep_svg(const SweepPicture& picture);

}  // namespace boresight::report
