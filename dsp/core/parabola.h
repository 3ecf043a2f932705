// SPDX-License-Identifier: GPL-3.0-or-later
// Where a peak lies between equidistant values: the vertex of the parabola through the largest and its neighbours.
#pragma once

#include <algorithm>

namespace boresight::dsp {

// In steps from the middle value, at most half a step; 0 where the three make no peak.
inline double vertex(double left, double middle, double right) {
    const double curvature = left - 2 * middle + right;
    return curvature < 0 ? std::clamp(0.5 * (left - right) / curvature, -0.5, 0.5) : 0.0;
}

}  // namespace boresight::dsp
