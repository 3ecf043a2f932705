// SPDX-License-Identifier: GPL-3.0-or-later
// What was typed of `aim` with a radio, before it is read: empty where nothing was.
#pragma once

#include <filesystem>
#include <string>

#include "cli/scan_radio.h"

namespace boresight::cli {

struct LiveAimWords {
    RadioScanWords scan;  // radio, operator, gain, place, --carrier among its channels
    std::string rotator, beamwidth, sigma, first, arc, polarizations, dwell, stops, minutes, target;
    std::string zero, zero_sigma, declination;
    std::string hotspot;
    bool compass = false, no_polarization = false, resume = false, check = false;
    std::filesystem::path svg;
};

}  // namespace boresight::cli
