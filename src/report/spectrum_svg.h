// SPDX-License-Identifier: GPL-3.0-or-later
// A spectrum as a picture (SVG 1.1): the power density over frequency with its noise floor, the bands and carriers in
// it shaded and named, if wanted the highest values ever seen, and below it if wanted the waterfall, time from top to
// bottom. 800 units wide, light background, no fonts needed but sans-serif. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsp/spectrum/welch.h"

namespace boresight::report {

struct SpectrumMark {
    std::string name;
    double low_hz = 0;  // absolute where the spectrum's centre is known
    double high_hz = 0;
    bool carrier = false;  // else a band
};

struct SpectrumPicture {
    std::string title;     // the recording
    std::string subtitle;  // what it is and how it was made
    const dsp::spectrum::Spectrum* spectrum = nullptr;
    std::optional<double> center_frequency_hz;  // none: frequencies are shown relative to the middle
    double floor_density = 0;                   // 0: not drawn
    std::string floor_name = "noise floor";
    double filter_edge_hz = 0;  // beyond this from the middle the radio's filter bends the spectrum
    std::vector<SpectrumMark> marks;
    bool max_hold = false;
    bool waterfall = false;
    std::string footnote;
};

std::string spectrum_svg(const SpectrumPicture& picture);

}  // namespace boresight::report
