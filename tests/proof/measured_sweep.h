// SPDX-License-Identifier: GPL-3.0-or-later
// A session in the middle of being measured: its stops so far, the fit of them, and how that compares with the truth.
// Azimuths in degrees, levels in dB. Nothing fails; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "aim/fit.h"
#include "tests/proof/runs.h"
#include "tests/proof/session.h"

namespace boresight::proof {

inline constexpr double limit_dbm = noise_dbm + limit_snr_db;
inline constexpr std::size_t ring_stops = 12;

// The scenario must outlive it.
class MeasuredSweep {
public:
    MeasuredSweep(const Scenario& scenario, std::uint64_t seed);

    const Session& session() const { return session_; }
    const std::vector<aim::Stop>& stops() const { return stops_; }

    // The level of the strongest cell there, if any was detected in the dwell.
    std::optional<double> measure(double azimuth_deg);

    // Twelve stops around the circle, the first again in the middle and at the end. Where it was loudest.
    double measure_ring();

    // All cells as those of one site.
    std::vector<aim::Reading> readings() const;
    std::optional<aim::CellFit> fit() const;

    SweepRun judged(const std::optional<aim::CellFit>& fit) const;

private:
    const Scenario& scenario_;
    Session session_;
    std::vector<aim::Stop> stops_;
    std::vector<std::vector<aim::Blocks>> blocks_;
    std::optional<double> loudest_rssi_dbm_;
    double loudest_deg_ = 0;
};

// Whether an interval, or one of several arcs, holds an azimuth.
bool holds(const aim::Bearing& bearing, double azimuth_deg);

}  // namespace boresight::proof
