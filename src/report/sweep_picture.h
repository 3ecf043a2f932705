// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep as a picture (SVG 1.1): dwells, fitted response, 95 % interval, present and recommended pointing on a polar
// plot, and the power of channels over azimuth, whichever cells send there. Azimuth 0 is up, clockwise; the rim is the
// level at the best direction, each ring 5 dB less; a channel's power is drawn against its own highest. 640 units wide,
// as high as its words need. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "aim/fit.h"

namespace boresight::report {

struct BandTrace {
    struct Power {
        double azimuth_deg = 0;
        double db = 0;
    };
    std::string label;  // "band 12"
    std::vector<Power> powers;
};

struct SweepPicture {
    std::string title;
    std::string sentence;
    std::span<const aim::Stop> stops;
    std::span<const aim::Reading> readings;  // as many
    const aim::CellFit& fit;
    double present_deg = 0;
    std::optional<double> recommended_deg = {};  // where the sweep says to turn to; nothing: where this fit does
    std::span<const BandTrace> bands = {};
    std::string scale_words = {};  // what the azimuths are: "degrees true"; empty: not said
};

std::string sweep_svg(const SweepPicture& picture);

}  // namespace boresight::report
