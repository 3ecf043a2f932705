// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/verdict.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "aim/angle.h"

namespace boresight::aim {

namespace {

constexpr double sure_isotropic = 0.95;
constexpr double widest_half_deg = 30;  // beyond it no azimuth is named
constexpr double good_half_deg = 5;     // no further stop is asked for
// Flanks first, in beam widths from the bearing: there the level changes most with the azimuth. Never the peak itself.
constexpr std::array flanks{-0.5, 0.5, -0.3, 0.3};

double nearest_stop_deg(std::span<const Stop> stops, double azimuth_deg) {
    double nearest = 360;
    for (const Stop& stop : stops) nearest = std::min(nearest, std::abs(wrap_deg(stop.azimuth_deg - azimuth_deg)));
    return nearest;
}

// The flank that lies farthest from every stop; of tied arcs, the one with the fewest stops.
double next_stop(const CellFit& fit, std::span<const Stop> stops, double beamwidth_deg) {
    if (fit.bearing.tied()) {
        const auto stops_near = [&](const Arc& arc) {
            return std::count_if(stops.begin(), stops.end(), [&](const Stop& stop) {
                return std::abs(wrap_deg(stop.azimuth_deg - arc.centre_deg)) < beamwidth_deg / 2;
            });
        };
        return std::round(
            std::min_element(fit.bearing.arcs.begin(), fit.bearing.arcs.end(), [&](const Arc& a, const Arc& b) {
                return stops_near(a) < stops_near(b);
            })->centre_deg);
    }
    double best_deg = 0, farthest = -1;
    for (const double flank : flanks) {
        const double azimuth_deg = std::round(azimuth_of(fit.recommended_deg + flank * beamwidth_deg));
        const double distance = nearest_stop_deg(stops, azimuth_deg);
        if (distance > farthest) {
            farthest = distance;
            best_deg = azimuth_deg;
        }
    }
    return azimuth_of(best_deg);
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

Verdict decide(std::span<const std::optional<CellFit>> fits, std::span<const Stop> stops, double beamwidth_deg) {
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
        verdict.next_stop_deg = next_stop(fit, stops, beamwidth_deg);
    return verdict;
}

}  // namespace boresight::aim
