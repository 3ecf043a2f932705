// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/diagnosis.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "aim/normal.h"
#include "aim/revisit.h"

namespace boresight::aim {

namespace {

constexpr double least_noise_step_db = 1.5;
constexpr double least_common_step_db = 2;
constexpr double same_gain_db = 0.05;
constexpr double unsteady_share = 0.5, unsteady_revisit_db = 2;
constexpr double least_independent = 3;  // blocks in a dwell
constexpr double dwell_of_correlation = 4, longest_dwell_s = 20;
constexpr double sure_of_two = 0.9, maybe_two = 0.3, skewed = 0.2;
constexpr double worse_marks = 1.5;

void find_overload(const SweepEvidence& evidence, std::vector<Diagnosis>& out) {
    Diagnosis found{.trouble = Trouble::overload, .remedy = Remedy::lower_gain};
    for (std::size_t i = 0; i < evidence.health.size(); ++i) {
        if (!evidence.health[i].overloaded) continue;
        found.stops.push_back(i);
        found.amount = std::max(found.amount, evidence.health[i].clipped_share);
    }
    if (!found.stops.empty()) out.push_back(std::move(found));
}

void find_gain_changes(const SweepEvidence& evidence, std::vector<Diagnosis>& out) {
    std::optional<double> before_db;
    for (std::size_t i = 0; i < evidence.health.size(); ++i) {
        const std::optional<double> gain_db = evidence.health[i].gain_db;
        if (!gain_db) continue;
        if (before_db && std::abs(*gain_db - *before_db) > same_gain_db)
            out.push_back({.trouble = Trouble::gain_changed, .stops = {i}, .amount = *gain_db - *before_db});
        before_db = gain_db;
    }
}

// At second visits to an azimuth alone: elsewhere other cells raise the noise, or fall out of it.
void find_noise_steps(const SweepEvidence& evidence, std::vector<Diagnosis>& out) {
    const auto noise_db = [&](std::size_t i) -> std::optional<double> {
        const DwellHealth& health = evidence.health[i];
        if (!health.noise_dbfs || health.overloaded) return std::nullopt;
        return *health.noise_dbfs - health.gain_db.value_or(0);
    };
    if (evidence.health.empty()) return;
    for (const auto& [before, after] : second_visits(evidence.stops)) {
        const std::optional<double> first_db = noise_db(before), second_db = noise_db(after);
        if (first_db && second_db && std::abs(*second_db - *first_db) > least_noise_step_db)
            out.push_back({.trouble = Trouble::noise_moved,
                           .remedy = Remedy::repeat_reference,
                           .stops = {after},
                           .amount = *second_db - *first_db});
    }
}

// From a fit's own count of stops to that of the sweep.
std::size_t place_of(const SweepEvidence& evidence, std::size_t cell, std::size_t stop) {
    return evidence.fit_stops.empty() ? stop : evidence.fit_stops[cell].at(stop);
}

// The dwell from which on the level is another one: where the fit found it, else that of the revisit.
std::size_t step_place(const SweepEvidence& evidence, std::size_t cell, std::size_t otherwise) {
    if (cell < evidence.fits.size() && evidence.fits[cell] && evidence.fits[cell]->step)
        return place_of(evidence, cell, evidence.fits[cell]->step->first);
    return otherwise;
}

// What one second visit says of each cell that was heard both times.
struct CellRevisit {
    std::size_t cell = 0;
    Revisit revisit;
};
using SecondVisit = std::vector<CellRevisit>;

bool spoiled(const SweepEvidence& evidence, std::size_t stop) {
    return stop < evidence.health.size() && evidence.health[stop].overloaded;
}

// By the stop that is the second visit.
std::map<std::size_t, SecondVisit> visits_of(const SweepEvidence& evidence) {
    std::map<std::size_t, SecondVisit> out;
    for (std::size_t cell = 0; cell < evidence.cells.size(); ++cell)
        for (const Revisit& revisit : revisits_of(evidence.stops, evidence.cells[cell].readings))
            if (!spoiled(evidence, revisit.before) && !spoiled(evidence, revisit.after))
                out[revisit.after].push_back({cell, revisit});
    return out;
}

// All cells moved alike: the receiver or the cable. One alone of several: that cell. Otherwise, who knows.
std::optional<Diagnosis> judged(const SweepEvidence& evidence, const SecondVisit& visit) {
    std::vector<double> steps_db, apart_db;
    std::vector<CellRevisit> alarming;
    for (const CellRevisit& each : visit) {
        steps_db.push_back(each.revisit.step_db);
        if (each.revisit.alarms()) alarming.push_back(each);
    }
    if (alarming.empty()) return std::nullopt;
    const auto& [cell, revisit] = alarming.front();
    const double common_db = median_of(steps_db);
    for (const double step_db : steps_db) apart_db.push_back(std::abs(step_db - common_db));
    const bool alike =
        steps_db.size() > 1 && *std::max_element(apart_db.begin(), apart_db.end()) < least_common_step_db;
    if (alike)
        return Diagnosis{.trouble = Trouble::receiver_stepped,
                         .remedy = Remedy::repeat_reference,
                         .stops = {step_place(evidence, cell, revisit.after)},
                         .amount = common_db};
    if (alarming.size() == 1 && steps_db.size() > 1)
        return Diagnosis{.trouble = Trouble::cell_stepped,
                         .stops = {step_place(evidence, cell, revisit.after)},
                         .cell = cell,
                         .amount = revisit.step_db};
    return Diagnosis{.trouble = Trouble::reference_differs,
                     .remedy = Remedy::repeat_reference,
                     .stops = {revisit.before, revisit.after},
                     .cell = cell,
                     .amount = revisit.step_db};
}

void find_steps(const SweepEvidence& evidence, std::vector<Diagnosis>& out) {
    for (const auto& [after, visit] : visits_of(evidence))
        if (auto found = judged(evidence, visit)) out.push_back(std::move(*found));
}

void judge_fit(const SweepEvidence& evidence, std::size_t cell, std::vector<Diagnosis>& out) {
    const CellFit& fit = *evidence.fits[cell];
    if (fit.fastest_drift > unsteady_share && fit.revisit_db > unsteady_revisit_db)
        out.push_back({.trouble = Trouble::unsteady, .cell = cell, .amount = fit.revisit_db});
    if (fit.inconsistent) {
        Diagnosis found{.trouble = Trouble::inconsistent,
                        .remedy = Remedy::repeat_dwells,
                        .cell = cell,
                        .amount = static_cast<double>(fit.doubted.size())};
        for (const std::size_t stop : fit.doubted) found.stops.push_back(place_of(evidence, cell, stop));
        out.push_back(std::move(found));
    }
    if (fit.marks_ratio > worse_marks)
        out.push_back(
            {.trouble = Trouble::marks_worse, .remedy = Remedy::check_marks, .cell = cell, .amount = fit.marks_ratio});
    if (!fit.usable_direction) return;
    if (fit.p_two > sure_of_two && !fit.bearing.tied())
        out.push_back({.trouble = Trouble::second_path, .cell = cell, .amount = fit.second ? fit.second->power_db : 0});
    else if (fit.p_two > maybe_two || fit.mean_skew > skewed)
        out.push_back({.trouble = Trouble::paths_in_beam, .cell = cell, .amount = fit.p_two});
}

void judge_dwells(const SweepEvidence& evidence, std::size_t cell, std::vector<Diagnosis>& out) {
    const CellReadings& readings = evidence.cells[cell];
    std::size_t full = 0, few = 0;
    double blocks = 0;
    for (const Reading& reading : readings.readings) {
        if (reading.kind != ReadingKind::full) continue;
        ++full;
        if (reading.independent_blocks < least_independent) ++few;
        blocks += reading.independent_blocks * readings.correlation_blocks;
    }
    if (full == 0 || 2 * few < full || !(blocks > 0)) return;
    const double block_s = evidence.dwell_s * static_cast<double>(full) / blocks;
    const double wanted_s = std::min(longest_dwell_s, dwell_of_correlation * readings.correlation_blocks * block_s);
    if (wanted_s > evidence.dwell_s)
        out.push_back(
            {.trouble = Trouble::dwell_short, .remedy = Remedy::longer_dwell, .cell = cell, .amount = wanted_s});
}

}  // namespace

std::vector<Diagnosis> diagnose(const SweepEvidence& evidence) {
    std::vector<Diagnosis> out;
    find_overload(evidence, out);
    find_noise_steps(evidence, out);
    find_steps(evidence, out);
    for (std::size_t cell = 0; cell < evidence.fits.size(); ++cell)
        if (evidence.fits[cell]) judge_fit(evidence, cell, out);
    for (std::size_t cell = 0; cell < evidence.cells.size(); ++cell) judge_dwells(evidence, cell, out);
    find_gain_changes(evidence, out);
    return out;
}

}  // namespace boresight::aim
