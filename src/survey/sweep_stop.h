// SPDX-License-Identifier: GPL-3.0-or-later
// What a live sweep keeps of each stop: looks at the cells of each carrier, power of the channels, pose, gain and what
// went wrong. The same values are written to the database and read back to go on with a sweep that was broken off. A
// look's level is in dBFS at the dwell's gain; a cell that wasn't detected in a look has noise but no level there, and
// a look whose level can't be known (samples lost or at full scale) is left out and counted. Plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/records.h"
#include "survey/sweep_carriers.h"

namespace boresight::survey {

enum class StopKind {
    ring,
    reference,
    fine,
    polarization,
    elevation,
    turn,  // a piece of a steady turn
};

// Of the circle; else it compares ways to mount the antenna.
constexpr bool finds_direction(StopKind kind) {
    return kind != StopKind::polarization && kind != StopKind::elevation;
}

struct CellLook {
    std::size_t cell = 0;  // of the sweep's list of cells
    store::Reading reading;
};

// One carrier during one stop.
struct CarrierDwell {
    double frequency_hz = 0;
    store::Dwell dwell = {};
    std::vector<CellLook> looks = {};
    std::vector<store::BandReading> bands = {};
    int looks_taken = 0;
    int looks_missing = 0;
    double clipped_share = 0;
};

struct SweepStopRecord {
    StopKind kind = StopKind::ring;
    double azimuth_deg = 0;
    std::optional<double> azimuth_sigma_deg = {};  // of a piece of a turn; else it is that of the sweep
    double polarization_deg = 0;
    std::optional<double> elevation_deg = {};  // nothing: as it was
    std::int64_t start_ns = 0, end_ns = 0;     // UTC
    std::vector<CarrierDwell> carriers;        // empty: it was skipped
    std::string why_skipped = {};              // a sentence; may be empty. Not kept: a skipped stop leaves nothing
    bool skipped() const { return carriers.empty(); }
    bool full_scale() const;
    bool gain_moved() const;  // while it was measured: nobody knows which look had which
    bool spoiled() const { return full_scale() || gain_moved(); }
};

// Told of each look at a cell whose level is known, detected or not, before the next is taken.
using Looked = std::function<void(const SweepCell&, const store::Reading&)>;

// More samples than that at full scale spoil a dwell.
constexpr double most_clipped_share = 1e-4;

inline bool SweepStopRecord::full_scale() const {
    for (const CarrierDwell& carrier : carriers)
        if (carrier.clipped_share > most_clipped_share) return true;
    return false;
}

inline bool SweepStopRecord::gain_moved() const {
    for (const CarrierDwell& carrier : carriers)
        if (carrier.dwell.flags & store::dwell_flag::gain_moved) return true;
    return false;
}

}  // namespace boresight::survey
