// SPDX-License-Identifier: GPL-3.0-or-later
// What `spectrum` says: as text for people with a small plot, as the JSON object that other programs rely on
// (docs/commands/spectrum.md), as CSV, and as a picture. Pure: strings out.
#pragma once

#include <string>
#include <vector>

#include "cli/context.h"
#include "survey/spectrum_look.h"

namespace boresight::cli {

struct SpectrumReport {
    std::string file;  // as typed
    std::string name;  // of the recording, without its folder
    std::vector<std::string> notes;
    survey::SpectrumLook look;
    bool max_hold = false;
    bool waterfall = false;
};

std::string spectrum_text(const Context& context, const SpectrumReport& report);
std::string spectrum_json(const SpectrumReport& report);
std::string spectrum_csv(const SpectrumReport& report);
std::string spectrum_picture(const SpectrumReport& report);

// The plot alone, at most `width` columns wide: bars of the mean, with max_hold dots where the highest value lay;
// dBFS/Hz to the left, MHz below.
std::string spectrum_plot(const survey::SpectrumLook& look, std::size_t width, bool max_hold = false);

}  // namespace boresight::cli
