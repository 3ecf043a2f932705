// SPDX-License-Identifier: GPL-3.0-or-later
// The circle in steady turns from mark to mark instead of a ring of stops: which turns, how long each is to take, and
// into how many pieces what is heard meanwhile is cut, each of which is a stop of the fit with an azimuth sigma of its
// own. Azimuths in degrees on the scale of the stops, times in seconds. Pure; nothing fails.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "aim/sweep_plan.h"

namespace boresight::aim {

// Each turn from where the last one ended; none unless the setting wants turns. `by_deg` is clockwise positive.
struct TurnSpan {
    double from_deg = 0, by_deg = 0;

    double to_deg() const;
};
std::vector<TurnSpan> turns_of(const SweepPlanSetting& setting);

// Whether its last part was passed, or it was skipped.
bool turned(const TurnSpan& turn, std::span<const StopDone> stops);

// What a stop that stands for a skipped turn has as its azimuth.
double last_part_deg(const TurnSpan& turn);

// Wide enough that each piece holds as many looks as a reading needs, narrow enough that the gain hardly changes in it.
std::size_t pieces_of(const SweepPlanSetting& setting, double by_deg);
// How many of them share the hand's error where the bearing is found: those in one beam.
double pieces_alike(const SweepPlanSetting& setting, double by_deg);
double turn_s(const SweepPlanSetting& setting, double by_deg);

}  // namespace boresight::aim
