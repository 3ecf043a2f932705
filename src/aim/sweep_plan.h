// SPDX-License-Identifier: GPL-3.0-or-later
// Where a live sweep measures next, from what it has measured so far: a coarse ring of stops around the circle, the
// reference (first stop, or the loudest while nothing was heard at the first) again at the end of the ring and, of a
// long one, in its middle, so that a drift shows (once more where it differs too much), then fine stops until the
// direction is known, or known not to matter. Azimuths in degrees on the scale of the stops, times in seconds, levels
// in dB. Pure: the same stops and fits give the same next stop. Nothing fails.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "aim/fit.h"

namespace boresight::aim {

enum class StopPurpose {
    ring,
    reference,
    fine,
    turn,  // a piece of a steady turn: several of them make one
};

// One stop that was measured and is kept. A spoiled one is left out here, and is asked for again.
struct StopDone {
    double time_s = 0;  // since the sweep began
    double azimuth_deg = 0;
    StopPurpose purpose = StopPurpose::ring;
    std::optional<double> level_db;  // of the cell that was strongest there; nothing where none was heard
    bool skipped = false;            // the antenna couldn't be turned there: nothing was measured
};

// What the mount can reach, clockwise from one end to the other.
struct MountArc {
    double from_deg = 0, to_deg = 0;
};

// Beam width and step are above 0.
struct SweepPlanSetting {
    double beamwidth_deg = 0;
    std::shared_ptr<const Pattern> pattern = {};  // the antenna's, if known: fitted instead of a lobe
    double azimuth_sigma_deg = 0;                 // random error of setting the antenna
    double first_azimuth_deg = 0;                 // where the antenna points now: the first stop and the reference
    double azimuth_step_deg = 5;                  // azimuths asked for are multiples of it
    std::vector<double> marks_deg;                // if any: the only azimuths that can be set
    std::optional<MountArc> reach;                // nothing: the whole circle
    double target_half_width_deg = 5;             // half of the interval's width
    // Steady turns of about so many degrees each instead of the ring's stops but the first (turn_plan.h); at most 120.
    std::optional<double> turn_deg = {};
    std::optional<std::size_t> ring_stops;  // nothing: as many as the beam needs; fewer than 8 for wide beams alone
    std::optional<std::size_t> most_stops;
    std::optional<double> most_s;
    bool by_information = true;  // fine stops where most is to be learned; else on the flanks in turn
    double dwell_s = 8, move_s = 12, turn_s_per_deg = 0;
};

struct NextStop {
    double azimuth_deg = 0;
    StopPurpose purpose = StopPurpose::ring;
    std::optional<double> turn_by_deg = {};  // of a steady turn, which begins there; clockwise positive
    std::size_t nth = 0;                     // counted from 1
    std::size_t of_planned = 0;              // stops in all, as far as can be said now
};

enum class SweepEnd {
    decided,        // one direction, known to the target
    no_direction,   // power doesn't depend on the direction
    most_stops,     // not decided within the stops allowed
    out_of_time,    // the same, time
    nothing_heard,  // no cell at any stop of the ring
};

using SweepStep = std::variant<NextStop, SweepEnd>;

// Every azimuth that may be asked for.
std::vector<double> settable_azimuths(const SweepPlanSetting& setting);

// Azimuths of the ring in the order they are visited, without the visits to the reference; the first alone where the
// rest is turned past.
std::vector<double> ring_azimuths(const SweepPlanSetting& setting);

// Where a fine stop tells most of the bearing; without a fit, beside the loudest stop.
double fine_azimuth_deg(const SweepPlanSetting& setting, std::span<const StopDone> stops, const CellFit* fit);

// `fits`: of all stops so far, one entry a cell; the plan follows the strongest usable one. They matter from the end of
// the ring on and may be empty before. `settling_deg`: where a stop would settle most between carriers that can't be
// told apart; then the sweep isn't decided yet, and that is where the next fine stop is.
SweepStep next_stop(const SweepPlanSetting& setting, std::span<const StopDone> stops,
                    std::span<const std::optional<CellFit>> fits, std::optional<double> settling_deg = {});

// The azimuths that a fine stop may be asked for.
std::vector<double> worthwhile_azimuths(const SweepPlanSetting& setting, std::span<const StopDone> stops);

// What to announce before the first stop.
struct SweepLength {
    std::size_t ring = 0;   // stops and turns asked for in any case, with the reference
    std::size_t turns = 0;  // how many of them are steady turns
    std::size_t fine = 0;   // about as many more
    double duration_s = 0;  // of both
    std::size_t most = 0;   // stops in all that are never exceeded
};
SweepLength expected_length(const SweepPlanSetting& setting);

// What further stops would do: how many until the interval is as narrow as wanted, and between which azimuths.
struct DecidingStops {
    std::size_t stops = 0;
    double from_deg = 0, to_deg = 0;  // clockwise
};
// Nothing where six more stops aren't expected to be enough.
std::optional<DecidingStops> stops_to_decide(const SweepPlanSetting& setting, std::span<const StopDone> stops,
                                             const CellFit& fit);

}  // namespace boresight::aim
