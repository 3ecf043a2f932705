// SPDX-License-Identifier: GPL-3.0-or-later
// From the stops of a live sweep to what is known so far: each cell's looks to readings, readings to a fit, fits to a
// verdict, and the comparison of polarizations. Levels are in dB over full scale less the gain they were taken at, so
// that a known change of gain does no harm; only their differences mean anything. Spoiled dwells are left out. Cells of
// one site are fitted as one. Pure; a fit takes some 50 ms a cell.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "aim/capacity.h"
#include "aim/diagnosis.h"
#include "aim/elevation.h"
#include "aim/fit.h"
#include "aim/polarization.h"
#include "aim/sweep_plan.h"
#include "aim/verdict.h"
#include "survey/sweep_stop.h"

namespace boresight::survey {

// A cell at those stops of the sweep at which it was listened for.
struct CellSeries {
    std::vector<std::size_t> stops;  // of the list of stops
    std::vector<aim::Stop> places;
    aim::CellReadings levels;
    // Of each stop: per resource element, interference included; of UMTS all that is received.
    std::vector<double> noise_db;
    std::vector<std::optional<double>> sinr_db;  // of each stop: dwell's mean power over mean noise, port 0; LTE
};

// A cell that was fitted together with others of its site.
struct PooledCell {
    std::size_t with = 0;  // the first of them
    double offset_db = 0;  // how far it lies above that one
};

// A polarization against that of the sweep; no fit: too few dwells yet.
struct RolledFit {
    double deg = 0;
    std::optional<aim::PolarizationFit> fit;
    std::optional<double> p_best = {};  // of all, where there are more than two
};

struct LiveEstimate {
    std::vector<CellSeries> cells;                  // the ring and what is around the bearing
    std::vector<std::optional<PooledCell>> pooled;  // one a cell; nothing: fitted alone
    std::vector<aim::Diagnosis> troubles;           // stops are those of the list of stops, the worst first
    std::vector<std::optional<aim::CellFit>> fits;  // one a cell; all empty while the ring isn't done
    std::optional<aim::CapacityChoice> choice;      // of the carriers, in their order
    std::optional<std::size_t> leading;             // the cell that the choice is about: what the sweep is aimed by
    aim::Verdict verdict;                           // by that cell
    // Where to turn the antenna: the verdict's bearing, or beside it where the best carrier is disturbed less there.
    std::optional<double> pointing_deg;
    std::optional<aim::CapacityChoice> there;          // the carriers with the antenna turned that way
    std::optional<aim::PolarizationFit> polarization;  // of the sweep's own against the best of the others
    double other_polarization_deg = 0;                 // which that is
    std::vector<RolledFit> rolls;                      // each of the others against the sweep's own
    std::optional<double> own_p_best;                  // of the sweep's own, where there are more than two
    std::size_t polarization_dwells = 0;
    std::optional<aim::ElevationFit> elevation;
    std::size_t elevation_dwells = 0;
    std::vector<aim::StopDone> done;  // for the plan: without spoiled stops
};

// A cell at the stops of one purpose: `ring` stands for all that find the direction.
CellSeries series_of(std::span<const SweepStopRecord> stops, std::size_t cell, StopKind purpose);

struct EstimateWish {
    bool fit = true;
    double present_deg = 0;
};

// Whether the first round is done: before it fits cost time and tell nothing.
bool ring_is_done(std::span<const SweepStopRecord> stops, const aim::SweepPlanSetting& plan);

struct SweptCells {
    std::span<const SweepCarrier> carriers;
    std::span<const SweepCell> cells;
};

LiveEstimate estimate_live(std::span<const SweepStopRecord> stops, const SweptCells& swept,
                           const aim::SweepPlanSetting& plan, const EstimateWish& wish);

// What the next stop is planned by: the leading cell's alone, where there is one.
std::vector<std::optional<aim::CellFit>> leading_fits(const SweptCells& swept, const LiveEstimate& estimate);

// Power of all ports of a look, of UMTS its RSCP, in dBFS; nothing where the cell wasn't detected.
std::optional<double> look_level_dbfs(const store::Reading& reading);

}  // namespace boresight::survey
