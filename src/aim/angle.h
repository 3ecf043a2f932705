// SPDX-License-Identifier: GPL-3.0-or-later
// Angles in degrees, clockwise from the zero of whatever scale they are read on. Pure; nothing fails.
#pragma once

#include <cmath>
#include <numbers>

namespace boresight::aim {

constexpr double radians_per_degree = std::numbers::pi / 180;

// Into [-180, 180): how far to turn, and which way.
inline double wrap_deg(double angle_deg) {
    return angle_deg - 360 * std::floor((angle_deg + 180) / 360);
}

// Into [0, 360).
inline double azimuth_of(double angle_deg) {
    const double azimuth_deg = angle_deg - 360 * std::floor(angle_deg / 360);
    return azimuth_deg < 360 ? azimuth_deg : 0;
}

}  // namespace boresight::aim
