// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/steady_turn.h"

#include <cmath>

namespace boresight::pose {

namespace {

constexpr double uneven_share = 0.05;
constexpr double ns_per_s = 1e9;

}  // namespace

SteadyTurn::SteadyTurn(MarkBearing from, double turned_deg, const PassedMark& begin, const PassedMark& end)
    : from_deg_(from.deg), turned_deg_(turned_deg), begin_(begin), end_(end) {}

double SteadyTurn::deg_per_s() const {
    const double took_s = static_cast<double>(end_.utc_ns - begin_.utc_ns) / ns_per_s;
    return took_s > 0 ? turned_deg_ / took_s : 0;
}

std::optional<AxisPose> SteadyTurn::azimuth_at(std::int64_t utc_ns) const {
    if (utc_ns < begin_.utc_ns || utc_ns > end_.utc_ns || begin_.utc_ns >= end_.utc_ns) return std::nullopt;
    const double share = static_cast<double>(utc_ns - begin_.utc_ns) / static_cast<double>(end_.utc_ns - begin_.utc_ns);
    const auto of_mark = [this](const PassedMark& mark) {
        return std::hypot(mark.sigma_deg, deg_per_s() * mark.sigma_s);
    };
    const double marks_deg = std::hypot((1 - share) * of_mark(begin_), share * of_mark(end_));
    const double uneven_deg = uneven_share * std::abs(turned_deg_) * 4 * share * (1 - share);
    return AxisPose{once_round(from_deg_ + share * turned_deg_), std::hypot(marks_deg, uneven_deg)};
}

}  // namespace boresight::pose
