// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/diagnosis.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "aim/angle.h"
#include "aim/normal.h"

namespace boresight::aim {

namespace {

constexpr double least_noise_step_db = 1.5;
constexpr double least_common_step_db = 2;
constexpr double same_gain_db = 0.05;
constexpr double same_azimuth_deg = 1;
constexpr double most_sigmas = 3;
constexpr double drift_unit_s = 600, usual_drift_db = 0.8, usual_revisit_db = 0.7;
constexpr double unsteady_share = 0.5, unsteady_revisit_db = 2;
constexpr double least_independent = 3;  // blocks in a dwell
constexpr double dwell_of_correlation = 4, longest_dwell_s = 20;
constexpr double sure_of_two = 0.9, maybe_two = 0.3, skewed = 0.2;
constexpr double worse_marks = 1.5;

double median_or(std::vector<double> values, double otherwise) {
    return values.empty() ? otherwise : median_of(std::move(values));
}

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

// Medians before and after, so that one loud neighbour is no step. The place where they differ most.
void find_noise_step(const SweepEvidence& evidence, std::vector<Diagnosis>& out) {
    std::vector<std::size_t> stops;
    std::vector<double> noise_db;  // less the gain
    for (std::size_t i = 0; i < evidence.health.size(); ++i) {
        const DwellHealth& health = evidence.health[i];
        if (!health.noise_dbfs || health.overloaded) continue;
        stops.push_back(i);
        noise_db.push_back(*health.noise_dbfs - health.gain_db.value_or(0));
    }
    constexpr std::size_t least_either_side = 2;
    Diagnosis found{.trouble = Trouble::noise_moved, .remedy = Remedy::repeat_reference};
    for (std::size_t k = least_either_side; k + least_either_side <= stops.size(); ++k) {
        const auto at = noise_db.begin() + static_cast<std::ptrdiff_t>(k);
        const double step_db = median_or({at, noise_db.end()}, 0) - median_or({noise_db.begin(), at}, 0);
        if (std::abs(step_db) <= std::max(least_noise_step_db, std::abs(found.amount))) continue;
        found.amount = step_db;
        found.stops = {stops[k]};
    }
    if (!found.stops.empty()) out.push_back(std::move(found));
}

// Two full dwells at one azimuth, the later one against the one before it.
struct Revisit {
    std::size_t before = 0, after = 0;
    double step_db = 0, limit_db = 0;

    bool alarms() const { return std::abs(step_db) > limit_db; }
};

std::optional<Revisit> revisit_of(const SweepEvidence& evidence, std::size_t cell, std::size_t before,
                                  std::size_t after) {
    const std::vector<Reading>& readings = evidence.cells[cell].readings;
    if (readings[before].kind != ReadingKind::full || readings[after].kind != ReadingKind::full) return std::nullopt;
    const auto health_spoils = [&](std::size_t i) {
        return i < evidence.health.size() && evidence.health[i].overloaded;
    };
    if (health_spoils(before) || health_spoils(after)) return std::nullopt;
    const double passed_s = evidence.stops[after].time_s - evidence.stops[before].time_s;
    const double own = 0.5 * (std::pow(readings[before].sigma_db, 2) + std::pow(readings[after].sigma_db, 2));
    return Revisit{.before = before,
                   .after = after,
                   .step_db = readings[after].level_db - readings[before].level_db,
                   .limit_db = revisit_limit_db(own, passed_s)};
}

// Each dwell with the latest one before it at the same azimuth.
std::vector<std::pair<std::size_t, std::size_t>> revisited(std::span<const Stop> stops) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::size_t after = 1; after < stops.size(); ++after)
        for (std::size_t before = after; before-- > 0;) {
            if (std::abs(wrap_deg(stops[after].azimuth_deg - stops[before].azimuth_deg)) >= same_azimuth_deg) continue;
            out.emplace_back(before, after);
            break;
        }
    return out;
}

// The dwell from which on the level is another one: where the fit found it, else that of the revisit.
std::size_t step_place(const SweepEvidence& evidence, std::optional<std::size_t> cell, std::size_t otherwise) {
    if (cell && *cell < evidence.fits.size() && evidence.fits[*cell] && evidence.fits[*cell]->step)
        return evidence.fits[*cell]->step->first;
    return otherwise;
}

// All cells moved alike: the receiver or the cable. One alone of several: that cell. Otherwise, who knows.
std::optional<Diagnosis> judged(const SweepEvidence& evidence, std::size_t before, std::size_t after) {
    std::vector<double> steps_db;
    std::vector<std::size_t> alarming;
    for (std::size_t cell = 0; cell < evidence.cells.size(); ++cell) {
        const std::optional<Revisit> revisit = revisit_of(evidence, cell, before, after);
        if (!revisit) continue;
        steps_db.push_back(revisit->step_db);
        if (revisit->alarms()) alarming.push_back(cell);
    }
    if (steps_db.size() < 2 && alarming.empty()) return std::nullopt;
    const double common_db = median_of(steps_db);
    std::vector<double> apart_db;
    for (const double step_db : steps_db) apart_db.push_back(std::abs(step_db - common_db));
    const bool alike =
        steps_db.size() > 1 && *std::max_element(apart_db.begin(), apart_db.end()) < least_common_step_db;
    if (alike && std::abs(common_db) > least_common_step_db)
        return Diagnosis{
            .trouble = Trouble::receiver_stepped,
            .remedy = Remedy::repeat_reference,
            .stops = {step_place(evidence, alarming.empty() ? std::nullopt : std::optional(alarming.front()), after)},
            .cell = {},
            .amount = common_db};
    if (alarming.empty()) return std::nullopt;
    const std::size_t cell = alarming.front();
    const double step_db = revisit_of(evidence, cell, before, after)->step_db;
    if (alarming.size() == 1 && steps_db.size() > 2)
        return Diagnosis{.trouble = Trouble::cell_stepped,
                         .remedy = Remedy::none,
                         .stops = {step_place(evidence, cell, after)},
                         .cell = cell,
                         .amount = step_db};
    return Diagnosis{.trouble = Trouble::reference_differs,
                     .remedy = Remedy::repeat_reference,
                     .stops = {before, after},
                     .cell = cell,
                     .amount = step_db};
}

void find_steps(const SweepEvidence& evidence, std::vector<Diagnosis>& out) {
    for (const auto& [before, after] : revisited(evidence.stops))
        if (auto found = judged(evidence, before, after)) out.push_back(std::move(*found));
}

void judge_fit(const SweepEvidence& evidence, std::size_t cell, std::vector<Diagnosis>& out) {
    const CellFit& fit = *evidence.fits[cell];
    if (fit.fastest_drift > unsteady_share && fit.revisit_db > unsteady_revisit_db)
        out.push_back({.trouble = Trouble::unsteady, .cell = cell, .amount = fit.revisit_db});
    if (fit.inconsistent)
        out.push_back({.trouble = Trouble::inconsistent,
                       .remedy = Remedy::repeat_dwells,
                       .stops = fit.doubted,
                       .cell = cell,
                       .amount = static_cast<double>(fit.doubted.size())});
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

double revisit_limit_db(double dwell_variance, double passed_s) {
    return most_sigmas * std::sqrt(2 * (dwell_variance + usual_revisit_db * usual_revisit_db +
                                        usual_drift_db * usual_drift_db * passed_s / drift_unit_s));
}

std::vector<Diagnosis> diagnose(const SweepEvidence& evidence) {
    std::vector<Diagnosis> out;
    find_overload(evidence, out);
    find_noise_step(evidence, out);
    find_steps(evidence, out);
    for (std::size_t cell = 0; cell < evidence.fits.size(); ++cell)
        if (evidence.fits[cell]) judge_fit(evidence, cell, out);
    for (std::size_t cell = 0; cell < evidence.cells.size(); ++cell) judge_dwells(evidence, cell, out);
    find_gain_changes(evidence, out);
    return out;
}

}  // namespace boresight::aim
