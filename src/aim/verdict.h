// SPDX-License-Identifier: GPL-3.0-or-later
// What the fits of a sweep's cells come to: where to point, or why nobody can say, and where to measure next. Of
// several cells it is about the one that is strongest where it is best. Azimuths in degrees on the scale of the stops.
// Pure; nothing fails.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "aim/fit.h"

namespace boresight::aim {

enum class VerdictKind {
    point,         // one direction
    tie,           // several arcs that the readings can't tell apart
    no_direction,  // power doesn't depend on the direction
    not_enough,    // not decided, or too few stops heard anything
};

struct Verdict {
    VerdictKind kind = VerdictKind::not_enough;
    std::optional<std::size_t> cell;                       // whose fit it is
    std::optional<double> azimuth_deg, low_deg, high_deg;  // no azimuth where the interval is too wide to name one
    std::optional<Value> gain_over_present_db;
    std::optional<double> next_stop_deg;  // nothing where no further stop is needed
    std::optional<int> stops_to_decide;   // 0: decided; nothing: six wouldn't do
    // Where those stops would lie, clockwise.
    std::optional<double> decide_from_deg, decide_to_deg;
};

// The usable cell that is strongest where it is best; of none usable, the strongest. Nothing where none was fitted.
std::optional<std::size_t> strongest_cell(std::span<const std::optional<CellFit>> fits);

inline constexpr double usual_azimuth_sigma_deg = 3;  // of an antenna set by hand to marks

// `fits` has one entry a cell. The error of setting the antenna counts in what further stops would tell.
Verdict decide(std::span<const std::optional<CellFit>> fits, std::span<const Stop> stops, double beamwidth_deg,
               double azimuth_sigma_deg = usual_azimuth_sigma_deg);

}  // namespace boresight::aim
