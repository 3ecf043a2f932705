// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/rotator_path.h"

#include <algorithm>
#include <cmath>

namespace boresight::pose {

namespace {

constexpr double round_deg = 360;
constexpr double slack_deg = 0.01;      // of readings with two decimals
constexpr double beside_reach_deg = 5;  // so far outside of its arc a mount may stand when it is first turned

// Whether turning from one to the other stays within the arc, wherever that lies in the rotator's count.
bool stays_within(const MountReach& reach, double from_deg, double to_deg) {
    const double span_deg = once_round(reach.to.deg - reach.from.deg);
    const double low_deg = std::min(from_deg, to_deg), high_deg = std::max(from_deg, to_deg);
    const double target_in_deg = once_round(to_deg - reach.from.deg + slack_deg);
    if (target_in_deg > span_deg + 2 * slack_deg) return false;
    const double from_in_deg = once_round(from_deg - reach.from.deg + beside_reach_deg);
    if (from_in_deg > span_deg + 2 * beside_reach_deg) return true;  // it stands outside, and must get in
    const double begin_deg = to_deg - target_in_deg + slack_deg;     // of the arc's turn that holds the target
    return low_deg >= begin_deg - beside_reach_deg && high_deg <= begin_deg + span_deg + beside_reach_deg;
}

}  // namespace

std::optional<double> way_to(MarkBearing target, double from_deg, const TurnLimits& limits,
                             const std::optional<MountReach>& reach) {
    std::optional<double> best_deg;
    const double first = std::ceil((limits.low_deg - slack_deg - target.deg) / round_deg);
    for (double deg = target.deg + first * round_deg; deg <= limits.high_deg + slack_deg; deg += round_deg) {
        if (reach && !stays_within(*reach, from_deg, deg)) continue;
        const double middle_deg = (limits.low_deg + limits.high_deg) / 2;
        const auto cost = [&](double to_deg) {  // of two as near, that nearer to the middle
            return std::abs(to_deg - from_deg) + 1e-6 * std::abs(to_deg - middle_deg);
        };
        if (!best_deg || cost(deg) < cost(*best_deg)) best_deg = deg;
    }
    if (!best_deg) return std::nullopt;
    return std::clamp(*best_deg, limits.low_deg, limits.high_deg);
}

double counted_on(double reported_deg, const std::optional<double>& asked_deg, const TurnLimits& limits) {
    if (!asked_deg || reported_deg < 0 || reported_deg >= round_deg) return reported_deg;
    const double near_deg = *asked_deg + std::remainder(reported_deg - *asked_deg, round_deg);
    const bool possible = near_deg >= limits.low_deg - slack_deg && near_deg <= limits.high_deg + slack_deg;
    return possible ? near_deg : reported_deg;
}

double apart_deg(double one_deg, double other_deg) {
    return std::abs(std::remainder(one_deg - other_deg, round_deg));
}

}  // namespace boresight::pose
