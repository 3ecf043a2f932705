// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an antenna that was mounted for good does what its sweep has promised: one dwell at the cell that the sweep
// chose, with the radio at the sweep's gain, against the SINR and the level that the sweep's fits expect where it
// points. Passes unless one of them lies below that by more than both uncertainties together (95 %) and another
// decibel. Azimuths on the
// sweep's scale, levels in dB. Pure but for measure_check(), which throws what the radio does.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "pose/antenna_holder.h"
#include "radio/radio.h"
#include "survey/live_dwell.h"
#include "survey/stored_sweep.h"

namespace boresight::survey {

struct CheckTarget {
    SweepCarrier carrier;  // with all of its cells
    SweepCell cell;        // that serves
    double azimuth_deg = 0;
    pose::Polarization mount;
    aim::Value sinr_db;       // expected, 95 %
    aim::Value level_db;      // the same of the cell's level, over full scale less the gain
    double revisit_db = 0;    // what a second visit differs by
    double drift_db = 0;      // of the level, in ten minutes
    std::int64_t end_ns = 0;  // of the sweep: from then on the level drifts
    std::optional<double> gain_db;
};

// Nothing where the sweep has no direction, or nothing to expect there.
std::optional<CheckTarget> check_target(const StoredSweep& sweep, const LiveEstimate& estimate);

enum class CheckOutcome {
    pass,
    too_weak,    // fails
    not_heard,   // fails
    other_cell,  // fails: another cell of the carrier is louder
    full_scale,  // can't be told
};

struct CheckResult {
    CheckOutcome outcome = CheckOutcome::not_heard;
    std::optional<aim::Value> sinr_db;      // measured, 95 % of what another visit may give
    double least_sinr_db = 0;               // that much passes
    std::optional<double> level_change_db;  // against what the sweep expected there
    double least_level_change_db = 0;       // that much passes; the hours since the sweep lower it
    std::optional<int> louder_pci;
};

CheckResult judge_check(const CheckTarget& target, const SweepStopRecord& dwell, const std::vector<SweepCell>& cells);

struct CheckDwell {
    DwellEnd end = DwellEnd::done;
    SweepStopRecord record;
    std::vector<SweepCell> cells;
};

CheckDwell measure_check(radio::Radio& radio, const CheckTarget& target, double seconds,
                         const std::function<bool(double)>& progress, StopToken stop);

}  // namespace boresight::survey
