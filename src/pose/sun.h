// SPDX-License-Identifier: GPL-3.0-or-later
// Where the sun stands, from time and place alone: Meeus, Astronomical Algorithms, chapters 12, 13 and 25 (the sun's
// apparent place to 0.01 degrees, 1900 to 2100) with refraction after Saemundsson (chapter 16). The azimuth is true,
// clockwise from north; the elevation is what is seen, lifted by the air at sea level. Pure; nothing fails.
#pragma once

#include <cstdint>

#include "platform/position.h"

namespace boresight::pose {

struct SunPosition {
    double azimuth_deg = 0;
    double elevation_deg = 0;  // of its middle
};

SunPosition sun_position(const Position& place, std::int64_t utc_ns);

}  // namespace boresight::pose
