// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/turn_plan.h"

#include <algorithm>
#include <cmath>

#include "aim/angle.h"

namespace boresight::aim {

namespace {

constexpr double pieces_a_beam = 4;
constexpr double beams_alike = 1;  // both flanks and what is between them
constexpr double least_piece_s = 3, piece_share_of_dwell = 3.0 / 8;
constexpr double last_part = 0.75, middle_of_last_part = 0.875;

double nearest_settable(const SweepPlanSetting& setting, double azimuth_deg) {
    const std::vector<double> azimuths_deg = settable_azimuths(setting);
    if (azimuths_deg.empty()) return azimuth_of(azimuth_deg);
    return *std::min_element(azimuths_deg.begin(), azimuths_deg.end(), [&](double a, double b) {
        return std::abs(wrap_deg(a - azimuth_deg)) < std::abs(wrap_deg(b - azimuth_deg));
    });
}

}  // namespace

double TurnSpan::to_deg() const {
    return azimuth_of(from_deg + by_deg);
}

std::vector<TurnSpan> turns_of(const SweepPlanSetting& setting) {
    std::vector<TurnSpan> turns;
    if (!setting.turn_deg) return turns;
    const double reach_deg = setting.reach ? azimuth_of(setting.reach->to_deg - setting.reach->from_deg) : 0;
    const double whole_deg = reach_deg > 0 ? reach_deg : 360;
    double start_deg = setting.first_azimuth_deg, way = 1;
    if (reach_deg > 0) {  // from the end that is nearer to where it points
        const double to_from_deg = std::abs(wrap_deg(start_deg - setting.reach->from_deg));
        way = to_from_deg <= std::abs(wrap_deg(start_deg - setting.reach->to_deg)) ? 1 : -1;
        start_deg = way > 0 ? setting.reach->from_deg : setting.reach->to_deg;
    }
    const double n = std::ceil(whole_deg / *setting.turn_deg);
    double from_deg = nearest_settable(setting, start_deg);
    for (double k = 1; k <= n; ++k) {
        const double to_deg = nearest_settable(setting, start_deg + way * whole_deg * k / n);
        const double by_deg = wrap_deg(to_deg - from_deg);
        if (by_deg != 0) turns.push_back({from_deg, by_deg});
        from_deg = to_deg;
    }
    return turns;
}

bool turned(const TurnSpan& turn, std::span<const StopDone> stops) {
    return std::any_of(stops.begin(), stops.end(), [&](const StopDone& stop) {
        if (stop.purpose != StopPurpose::turn) return false;
        const double share = wrap_deg(stop.azimuth_deg - turn.from_deg) / turn.by_deg;
        return share > last_part && share <= 1;
    });
}

double last_part_deg(const TurnSpan& turn) {
    return azimuth_of(turn.from_deg + middle_of_last_part * turn.by_deg);
}

std::size_t pieces_of(const SweepPlanSetting& setting, double by_deg) {
    const double piece_deg = setting.beamwidth_deg / pieces_a_beam;
    return static_cast<std::size_t>(std::max(1.0 / (1 - last_part) + 1, std::ceil(std::abs(by_deg) / piece_deg)));
}

double pieces_alike(const SweepPlanSetting& setting, double by_deg) {
    const double piece_deg = std::abs(by_deg) / static_cast<double>(pieces_of(setting, by_deg));
    return std::max(1.0, beams_alike * setting.beamwidth_deg / piece_deg);
}

double turn_s(const SweepPlanSetting& setting, double by_deg) {
    return static_cast<double>(pieces_of(setting, by_deg)) *
           std::max(least_piece_s, piece_share_of_dwell * setting.dwell_s);
}

}  // namespace boresight::aim
