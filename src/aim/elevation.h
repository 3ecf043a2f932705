// SPDX-License-Identifier: GPL-3.0-or-later
// Which tilt of the antenna hears one cell best (or the cells of one site, pooled), from dwells at several tilts, there
// and back so that a drift falls on all alike. The same care as for polarization: drift and what a second visit differs
// by are weighed as in the fit of a sweep, and where tilting gains less than a decibel that is the answer. Elevations
// in degrees above the horizon, levels in dB, times in seconds. Pure; nothing fails; a fit takes some 20 ms.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "aim/dwell.h"
#include "aim/fit.h"

namespace boresight::aim {

struct ElevationStop {
    double time_s = 0;  // middle of the dwell
    double elevation_deg = 0;
};

struct ElevationSetting {
    double beamwidth_deg = 0;        // half-power width in the vertical plane
    double elevation_sigma_deg = 2;  // random error of setting the tilt
    double present_deg = 0;          // what gains are counted from
};

enum class ElevationChoice {
    better,     // this tilt is better than the present one
    equal,      // no tilt of those tried gains a decibel
    undecided,  // more dwells would tell
};

struct ElevationFit {
    ElevationChoice choice = ElevationChoice::undecided;
    double tilt_deg = 0;           // of those between the lowest and the highest tried, what loses least on average
    Value elevation_deg{};         // the best of those, 95 %
    Value gain_over_present_db{};  // at tilt_deg
    double p_better = 0;           // that the best tilt is better than the present one
    double most_gain_db = 0;       // 95 % sure not to be exceeded
    std::size_t dwells = 0;
};

// As many readings as stops. Nothing where the cell was heard at fewer than three tilts or in fewer than
// least_heard_stops dwells.
std::optional<ElevationFit> fit_elevation(std::span<const ElevationStop> stops, std::span<const Reading> readings,
                                          const ElevationSetting& setting);

// What the mount allows and what is tried first.
struct ElevationPlan {
    double present_deg = 0;
    double lowest_deg = -20, highest_deg = 40;
    double beamwidth_deg = 0;
    double step_deg = 5;  // tilts asked for are multiples of it
};

// Tilts in the order they are measured: the present one, others to either side within reach, and back.
std::vector<double> elevations_to_try(const ElevationPlan& plan);

}  // namespace boresight::aim
