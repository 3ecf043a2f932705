// SPDX-License-Identifier: GPL-3.0-or-later
// A level over the ground as a picture (SVG 1.1), north up: at the left the level in colours (dark weak, bright
// strong), at the right how sure it is (± dB, 95 %), with the measured places as dots. Where the measurements don't
// support a value there is no colour but hatching, which the legend calls "no data". Places in metres. 960 units wide,
// no fonts needed but sans-serif. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "aim/level_map.h"

namespace boresight::report {

struct HeatPlace {
    std::string name;  // empty: a place of a walk
    double east_m = 0, north_m = 0;
    double level_db = 0;
    double sigma_db = 0;
};

struct HeatMap {
    std::string title, subtitle;
    std::string unit;  // "signal strength (RSRP), dB below the strongest place"
    std::vector<HeatPlace> places;
    const aim::LevelMap* map = nullptr;  // null: too few places to say anything between them
};

std::string heat_map_svg(const HeatMap& picture);

}  // namespace boresight::report
