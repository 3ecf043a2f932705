// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/revisit.h"

#include <cmath>

#include "aim/angle.h"

namespace boresight::aim {

namespace {

constexpr double same_azimuth_deg = 1;
constexpr double most_sigmas = 3;
constexpr double drift_unit_s = 600, usual_drift_db = 0.8, usual_revisit_db = 0.7;

}  // namespace

double revisit_limit_db(double dwell_variance, double passed_s) {
    const double drift = usual_drift_db * usual_drift_db * passed_s / drift_unit_s;
    return most_sigmas * std::sqrt(2 * (dwell_variance + usual_revisit_db * usual_revisit_db + drift));
}

std::vector<StopPair> second_visits(std::span<const Stop> stops) {
    std::vector<StopPair> out;
    for (std::size_t after = 1; after < stops.size(); ++after)
        for (std::size_t before = after; before-- > 0;) {
            if (stops[after].azimuth_sigma_deg || stops[before].azimuth_sigma_deg) continue;
            if (std::abs(wrap_deg(stops[after].azimuth_deg - stops[before].azimuth_deg)) >= same_azimuth_deg) continue;
            out.push_back({before, after});
            break;
        }
    return out;
}

std::vector<Revisit> revisits_of(std::span<const Stop> stops, std::span<const Reading> readings) {
    std::vector<Revisit> out;
    for (const auto& [before, after] : second_visits(stops)) {
        const Reading &first = readings[before], &second = readings[after];
        if (first.kind != ReadingKind::full || second.kind != ReadingKind::full) continue;
        const double own = 0.5 * (first.sigma_db * first.sigma_db + second.sigma_db * second.sigma_db);
        out.push_back({.before = before,
                       .after = after,
                       .step_db = second.level_db - first.level_db,
                       .limit_db = revisit_limit_db(own, stops[after].time_s - stops[before].time_s)});
    }
    return out;
}

}  // namespace boresight::aim
