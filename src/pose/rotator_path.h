// SPDX-License-Identifier: GPL-3.0-or-later
// Which way a rotator turns. It counts azimuths on through more than one round (as in -180..450), so that 10 may be
// meant as 10 or as 370: that one is taken that lies within its limits and is nearest to where it is, so that no cable
// is ever wound up beyond what the rotator was built for. A mount with an arc is never turned through what lies outside
// of it. Degrees, clockwise; pure, nothing fails.
#pragma once

#include <optional>

#include "pose/antenna_holder.h"

namespace boresight::pose {

// Of the rotator's own count, low < high.
struct TurnLimits {
    double low_deg = 0, high_deg = 360;

    bool operator==(const TurnLimits&) const = default;
};

// What to ask the rotator for, which is at `from_deg` of its own count; nothing where it can't get there.
std::optional<double> way_to(MarkBearing target, double from_deg, const TurnLimits& limits,
                             const std::optional<MountReach>& reach = std::nullopt);

// The rotator's own count of what it reads, where it may tell but the rest of a round: what is nearest to where it was
// last asked to go to. `reported_deg` where nobody has asked.
double counted_on(double reported_deg, const std::optional<double>& asked_deg, const TurnLimits& limits);

// How far apart two directions are, 0..180.
double apart_deg(double one_deg, double other_deg);

}  // namespace boresight::pose
