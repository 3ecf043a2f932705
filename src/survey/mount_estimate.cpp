// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/mount_estimate.h"

#include <algorithm>

#include "aim/rolls.h"

namespace boresight::survey {

namespace {

double time_of(const SweepStopRecord& stop, const SweepStopRecord& first) {
    return 1e-9 * (0.5 * static_cast<double>(stop.start_ns - first.start_ns) +
                   0.5 * static_cast<double>(stop.end_ns - first.start_ns));
}

// Against the sweep's own, by the dwells of the two alone.
std::optional<aim::PolarizationFit> fit_roll(std::span<const SweepStopRecord> stops, const CellSeries& series,
                                             double first_deg, double other_deg) {
    std::vector<aim::PolarizedStop> places;
    std::vector<aim::Reading> readings;
    for (std::size_t i = 0; i < series.stops.size(); ++i) {
        const SweepStopRecord& stop = stops[series.stops[i]];
        if (stop.polarization_deg != first_deg && stop.polarization_deg != other_deg) continue;
        places.push_back({.time_s = time_of(stop, stops.front()), .b = stop.polarization_deg == other_deg});
        readings.push_back(series.levels.readings[i]);
    }
    if (places.empty()) return std::nullopt;
    const std::vector<std::vector<aim::Reading>> cells{readings};
    return aim::fit_polarization(places, cells);
}

// All at once, so that the best of several isn't thought better than it is.
void fit_all_rolls(std::span<const SweepStopRecord> stops, const CellSeries& series, LiveEstimate& estimate) {
    std::vector<aim::RolledStop> places;
    for (const std::size_t stop : series.stops) {
        const auto found = std::find_if(estimate.rolls.begin(), estimate.rolls.end(), [&](const RolledFit& roll) {
            return roll.deg == stops[stop].polarization_deg;
        });
        const auto nth = static_cast<std::size_t>(found - estimate.rolls.begin());
        places.push_back(
            {.time_s = time_of(stops[stop], stops.front()), .roll = found == estimate.rolls.end() ? 0 : nth + 1});
    }
    const auto all = aim::fit_rolls(places, series.levels.readings, estimate.rolls.size() + 1);
    if (!all) return;
    estimate.own_p_best = all->p_best.front();
    for (std::size_t k = 0; k < estimate.rolls.size(); ++k) {
        estimate.rolls[k].fit = all->over_first[k];
        estimate.rolls[k].p_best = all->p_best[k + 1];
    }
}

void compare_rolls(std::span<const SweepStopRecord> stops, LiveEstimate& estimate) {
    estimate.rolls.clear();
    estimate.polarization.reset();
    estimate.own_p_best.reset();
    estimate.polarization_dwells = 0;
    const double first_deg = stops.front().polarization_deg;
    for (const SweepStopRecord& stop : stops) {
        if (stop.kind != StopKind::polarization || stop.spoiled() || stop.skipped()) continue;
        ++estimate.polarization_dwells;
        const bool known = std::any_of(estimate.rolls.begin(), estimate.rolls.end(),
                                       [&](const RolledFit& roll) { return roll.deg == stop.polarization_deg; });
        if (!known && stop.polarization_deg != first_deg) estimate.rolls.push_back({stop.polarization_deg, {}});
    }
    if (!estimate.verdict.cell) return;
    const CellSeries series = series_of(stops, *estimate.verdict.cell, StopKind::polarization);
    if (estimate.rolls.size() > 1)
        fit_all_rolls(stops, series, estimate);
    else
        for (RolledFit& roll : estimate.rolls) roll.fit = fit_roll(stops, series, first_deg, roll.deg);
    const RolledFit* best = nullptr;
    for (const RolledFit& roll : estimate.rolls)
        if (roll.fit && (best == nullptr || roll.fit->difference_db.value > best->fit->difference_db.value))
            best = &roll;
    if (best == nullptr) return;
    estimate.polarization = best->fit;
    estimate.other_polarization_deg = best->deg;
}

void compare_tilts(std::span<const SweepStopRecord> stops, const aim::SweepPlanSetting& plan, LiveEstimate& estimate) {
    estimate.elevation.reset();
    estimate.elevation_dwells = 0;
    for (const SweepStopRecord& stop : stops)
        estimate.elevation_dwells += stop.kind == StopKind::elevation && !stop.spoiled() && !stop.skipped();
    if (!estimate.verdict.cell || estimate.elevation_dwells == 0) return;
    const CellSeries series = series_of(stops, *estimate.verdict.cell, StopKind::elevation);
    std::vector<aim::ElevationStop> places;
    for (const std::size_t stop : series.stops)
        places.push_back({time_of(stops[stop], stops.front()), stops[stop].elevation_deg.value_or(0)});
    if (places.empty()) return;
    // The first tilt that is tried is the present one.
    estimate.elevation =
        aim::fit_elevation(places, series.levels.readings,
                           {.beamwidth_deg = plan.beamwidth_deg, .present_deg = places.front().elevation_deg});
}

}  // namespace

std::size_t nth_roll(std::size_t dwells_done, std::size_t candidates) {
    const std::size_t round = dwells_done / (2 * candidates), place = dwells_done % (2 * candidates);
    const std::size_t roll = place < candidates ? place : 2 * candidates - 1 - place;
    return round % 2 == 0 ? roll : candidates - 1 - roll;
}

void compare_mounts(std::span<const SweepStopRecord> stops, const aim::SweepPlanSetting& plan, LiveEstimate& estimate) {
    compare_rolls(stops, estimate);
    compare_tilts(stops, plan, estimate);
}

double mounted_deg(const LiveEstimate& estimate, double sweep_deg) {
    const auto& fit = estimate.polarization;
    return fit && fit->choice == aim::PolarizationChoice::b ? estimate.other_polarization_deg : sweep_deg;
}

}  // namespace boresight::survey
