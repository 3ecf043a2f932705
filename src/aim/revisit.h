// SPDX-License-Identifier: GPL-3.0-or-later
// Second visits to one azimuth, by which a drift or a step of the level shows. Levels in dB, times in seconds, azimuths
// in degrees. Pure; nothing fails.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "aim/dwell.h"
#include "aim/likelihood.h"

namespace boresight::aim {

struct Revisit {
    std::size_t before = 0, after = 0;
    double step_db = 0;   // the later less the earlier
    double limit_db = 0;  // what it may be

    bool alarms() const { return step_db > limit_db || step_db < -limit_db; }
};

// How much two dwells at one azimuth may differ: three sigmas of dwell (mean variance of both), revisit and drift.
double revisit_limit_db(double dwell_variance, double passed_s);

// Each stop that is a second visit, with the latest one before it at the same azimuth. What was passed in a steady turn
// is no visit: where it was isn't known that well.
struct StopPair {
    std::size_t before = 0, after = 0;
};
std::vector<StopPair> second_visits(std::span<const Stop> stops);

// Of those whose dwells are full at both visits.
std::vector<Revisit> revisits_of(std::span<const Stop> stops, std::span<const Reading> readings);

}  // namespace boresight::aim
