// SPDX-License-Identifier: GPL-3.0-or-later
// The shortest way over the Earth (WGS 84) from one place to another, by GeographicLib: true bearing at the start, and
// length, with what the errors of both positions make of them. Degrees and metres; a position's error is one sigma of
// the distance from the true one in each of north and east. Pure; any thread; nothing fails.
#pragma once

#include "platform/position.h"
#include "pose/bearing.h"

namespace boresight::pose {

struct GeodesicWay {
    TrueBearing bearing;
    double bearing_sigma_deg = 0;  // 180 where the places are too near to tell any direction
    double distance_m = 0;         // along the ground
    double distance_sigma_m = 0;
};

GeodesicWay way_between(const Position& from, double from_error_m, const Position& to, double to_error_m);

}  // namespace boresight::pose
