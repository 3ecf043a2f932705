// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an antenna that was mounted for good does what its sweep has promised: one dwell at the cell that the sweep
// chose, with the radio at the sweep's gain, against the SINR and the level that the sweep's fits expect where it
// points. Passes unless one of them lies below that by more than both uncertainties together (95 %) and another
// decibel. While it can still be turned, a dwell on each flank of the lobe shows how far beside its mark it points,
// which a dwell at the peak hardly does; then it fails as well where that is surely more than hardly anything. Azimuths
// on the sweep's scale, levels in dB. Pure but for CheckEar, which throws what the radio does.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "aim/draws.h"
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
    double beamwidth_deg = 0, azimuth_sigma_deg = 0;  // of the sweep's antenna
    std::vector<aim::Draw> draws;                     // of the cell's fit
    std::shared_ptr<const aim::Pattern> pattern;      // that they refer to
};

// Nothing where the sweep has no direction, or nothing to expect there.
std::optional<CheckTarget> check_target(const StoredSweep& sweep, const LiveEstimate& estimate);

enum class CheckOutcome {
    pass,
    too_weak,    // fails
    beside,      // fails: the flanks show that it points beside its mark
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
    std::optional<aim::Value> beside_deg;  // by the flanks: clockwise of its mark, 95 %
};

// Where to listen, in this order: the mark alone, or both flanks before it.
std::vector<double> check_azimuths(const CheckTarget& target, bool flanks);

// `dwells` isn't empty. Without one on each flank it is the dwell nearest to the mark alone that is judged.
CheckResult judge_check(const CheckTarget& target, std::span<const SweepStopRecord> dwells,
                        const std::vector<SweepCell>& cells);

// Listens for the check, with the radio at the sweep's gain; the target must outlive it.
class CheckEar {
public:
    CheckEar(radio::Radio& radio, const CheckTarget& target);

    // With the antenna there; dwells that were broken off aren't kept.
    DwellEnd measure(double azimuth_deg, double seconds, const std::function<bool(double)>& progress, StopToken stop);

    const std::vector<SweepStopRecord>& dwells() const { return dwells_; }
    const std::vector<SweepCell>& cells() const { return ear_.cells(); }

private:
    const CheckTarget& target_;
    LiveDwell ear_;
    std::vector<SweepStopRecord> dwells_;
};

}  // namespace boresight::survey
