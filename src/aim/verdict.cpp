// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/verdict.h"

#include <algorithm>
#include <utility>

#include "aim/sweep_plan.h"

namespace boresight::aim {

namespace {

constexpr double sure_isotropic = 0.95;
constexpr double widest_half_deg = 30;  // beyond it no azimuth is named
constexpr double good_half_deg = 5;     // no further stop is asked for

// What further stops would do.
void look_ahead(const CellFit& fit, std::span<const Stop> stops, double beamwidth_deg, double azimuth_sigma_deg,
                Verdict& verdict) {
    SweepPlanSetting setting;
    setting.beamwidth_deg = beamwidth_deg;
    setting.azimuth_sigma_deg = azimuth_sigma_deg;
    setting.target_half_width_deg = good_half_deg;
    std::vector<StopDone> done;
    for (const Stop& stop : stops)
        done.push_back({.time_s = stop.time_s,
                        .azimuth_deg = stop.azimuth_deg,
                        .purpose = StopPurpose::fine,
                        .level_db = fit.level_db});
    verdict.next_stop_deg = fine_azimuth_deg(setting, done, &fit);
    if (!fit.usable_direction) return;
    if (const auto deciding = stops_to_decide(setting, done, fit)) {
        verdict.stops_to_decide = static_cast<int>(deciding->stops);
        verdict.decide_from_deg = deciding->from_deg;
        verdict.decide_to_deg = deciding->to_deg;
    }
}

VerdictKind kind_of(const CellFit& fit) {
    if (fit.p_isotropic > sure_isotropic) return VerdictKind::no_direction;
    if (!fit.usable_direction) return VerdictKind::not_enough;
    if (fit.bearing.tied()) return VerdictKind::tie;
    return fit.bearing.half_width_deg() > widest_half_deg ? VerdictKind::not_enough : VerdictKind::point;
}

}  // namespace

std::optional<std::size_t> strongest_cell(std::span<const std::optional<CellFit>> fits) {
    std::optional<std::size_t> best;
    const auto rank = [&](std::size_t cell) { return std::pair(fits[cell]->usable_direction, fits[cell]->level_db); };
    for (std::size_t cell = 0; cell < fits.size(); ++cell)
        if (fits[cell] && (!best || rank(cell) > rank(*best))) best = cell;
    return best;
}

Verdict decide(std::span<const std::optional<CellFit>> fits, std::span<const Stop> stops, double beamwidth_deg,
               double azimuth_sigma_deg) {
    Verdict verdict;
    verdict.cell = strongest_cell(fits);
    if (!verdict.cell) return verdict;
    const CellFit& fit = *fits[*verdict.cell];
    verdict.kind = kind_of(fit);
    const bool named = verdict.kind == VerdictKind::point || verdict.kind == VerdictKind::tie;
    if (named) {
        verdict.azimuth_deg = fit.bearing.azimuth_deg;
        verdict.gain_over_present_db = fit.gain_over_present_db;
    }
    if (fit.usable_direction) {
        verdict.low_deg = fit.bearing.low_deg;
        verdict.high_deg = fit.bearing.high_deg;
    }
    const bool decided = verdict.kind == VerdictKind::no_direction ||
                         (verdict.kind == VerdictKind::point && fit.bearing.half_width_deg() <= good_half_deg);
    if (decided)
        verdict.stops_to_decide = 0;
    else
        look_ahead(fit, stops, beamwidth_deg, azimuth_sigma_deg, verdict);
    return verdict;
}

}  // namespace boresight::aim
