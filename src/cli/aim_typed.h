// SPDX-License-Identifier: GPL-3.0-or-later
// What was typed of `aim` with a radio, before it is read: empty where nothing was.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/aim_company_typed.h"
#include "cli/scan_radio.h"
#include "platform/clock.h"

namespace boresight::cli {

struct LiveAimWords {
    RadioScanWords scan;  // radio, operator, gain, place, --carrier among its channels
    std::string rotator, beamwidth, sigma, first, arc, polarizations, dwell, stops, minutes, target, wait;
    std::string tilts, place, height;
    std::string rotator_limits, rotator_tolerance;
    std::string zero, zero_sigma, declination, reference;
    std::string antenna, pattern, tower;
    std::string hotspot, rat;
    std::vector<std::string> uarfcns;  // carriers of 3G
    std::string turn_deg;              // of --turn
    bool turn = false, compass = false, no_polarization = false, resume = false, check = false;
    bool flanks = false;  // of a check
    std::filesystem::path svg;
    std::int64_t typed_ns = SystemClock().wall_ns();  // UTC
    AimCompanyWords company;
};

}  // namespace boresight::cli
