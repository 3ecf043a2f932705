// SPDX-License-Identifier: GPL-3.0-or-later
// Bearings as typed: "226" is on the scale that the antenna is set by, "226m" a magnetic one (a compass's), "226t" a
// true one; the latter two are turned into the scale's. Whatever can't be, for want of the scale's zero or of the
// declination, throws an Error (bad input) that says what is missing. Degrees, clockwise from 0 to 360. Pure.
#pragma once

#include <string>
#include <utility>

#include "aim/scale.h"
#include "pose/rotator_path.h"

namespace boresight::cli {

double bearing_argument(const std::string& option, const std::string& text, const aim::Scale& scale);

// "300,120": clockwise from one to the other.
std::pair<double, double> arc_argument(const std::string& option, const std::string& text, const aim::Scale& scale);

// A bearing from true north, which a scale isn't needed for: "88", "88t", or "84m" with the declination.
double true_bearing_argument(const std::string& option, const std::string& text,
                             const std::optional<double>& declination_deg);

// "-180,450", of a rotator's own count.
pose::TurnLimits limits_argument(const std::string& option, const std::string& text);

}  // namespace boresight::cli
