// SPDX-License-Identifier: GPL-3.0-or-later
// Where an antenna points, in degrees clockwise from 0 up to 360, as three types that can't be mistaken for each other:
// from true north, from the compass's north, from the zero of a scale on the mast. What turns one into another has a
// type of its own: the declination (east positive) and where the scale's zero lies. Plain values; nothing fails.
#pragma once

#include <cmath>

namespace boresight::pose {

struct TrueBearing {
    double deg = 0;

    bool operator==(const TrueBearing&) const = default;
};

struct MagneticBearing {
    double deg = 0;

    bool operator==(const MagneticBearing&) const = default;
};

struct MarkBearing {
    double deg = 0;

    bool operator==(const MarkBearing&) const = default;
};

struct Declination {
    double deg = 0;
};

// The true bearing of the scale's zero.
struct ScaleZero {
    double deg = 0;
};

// Into [0, 360).
inline double once_round(double deg) {
    const double left = deg - 360 * std::floor(deg / 360);
    return left < 360 ? left : 0;
}

inline TrueBearing operator+(MagneticBearing bearing, Declination declination) {
    return {once_round(bearing.deg + declination.deg)};
}
inline TrueBearing operator+(MarkBearing bearing, ScaleZero zero) {
    return {once_round(bearing.deg + zero.deg)};
}
inline MagneticBearing operator-(TrueBearing bearing, Declination declination) {
    return {once_round(bearing.deg - declination.deg)};
}
inline MarkBearing operator-(TrueBearing bearing, ScaleZero zero) {
    return {once_round(bearing.deg - zero.deg)};
}

}  // namespace boresight::pose
