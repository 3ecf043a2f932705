// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "advise/umts_throughput.h"
#include "aim/angle.h"

namespace boresight::app {

namespace {

constexpr double least_shown_half_deg = 2;

}  // namespace

std::string degrees(double azimuth_deg) {
    return fmt::format("{:.0f}", std::fmod(std::round(azimuth_deg), 360.0));
}

std::string tilt_words(double elevation_deg) {
    const double whole = std::round(elevation_deg);
    return whole == 0 ? "level" : fmt::format("{:.0f}° {}", std::abs(whole), whole > 0 ? "up" : "down");
}

std::string with_half(double value_deg, double half_deg) {
    return fmt::format("{} ± {:.0f}", degrees(value_deg), std::max(least_shown_half_deg, std::ceil(half_deg)));
}

double half_of(double azimuth_deg, double low_deg, double high_deg) {
    return std::max(aim::azimuth_of(high_deg - azimuth_deg), aim::azimuth_of(azimuth_deg - low_deg));
}

std::string decibels(double db) {
    return fmt::format("{:.1f}", std::round(10 * db) / 10 + 0.0);
}

std::string gain_interval(const aim::Value& gain) {
    return fmt::format("{} dB ({} to {})", decibels(gain.value), decibels(gain.low), decibels(gain.high));
}

std::string bearing_words(const aim::CellFit& fit) {
    if (!fit.usable_direction) return "none usable";
    const auto interval = [](double azimuth_deg, double low_deg, double high_deg) {
        return fmt::format("{:.0f} ({:.0f} to {:.0f})", azimuth_deg, low_deg, high_deg);
    };
    std::string arcs;
    for (const aim::Arc& arc : fit.bearing.arcs)
        arcs += (arcs.empty() ? "" : " or ") + interval(arc.centre_deg, arc.low_deg, arc.high_deg);
    return arcs.empty() ? interval(fit.bearing.azimuth_deg, fit.bearing.low_deg, fit.bearing.high_deg) : arcs;
}

std::string umts_capacity_words(const aim::Value& sinr_db) {
    const advise::Range range = advise::umts_capacity_range_mbps(sinr_db);
    return fmt::format("{:.0f} to {:.0f} Mbit/s", std::floor(range.low), std::ceil(range.high));
}

std::string polarization_words(const aim::PolarizationFit& fit, const std::string& a, const std::string& b) {
    using aim::PolarizationChoice;
    const aim::Value& difference = fit.difference_db;
    const double half = (difference.high - difference.low) / 2;
    switch (fit.choice) {
        case PolarizationChoice::a:
            return fmt::format("{} is better by {:.1f} ± {:.1f} dB (95 %).", a, -difference.value, half);
        case PolarizationChoice::b:
            return fmt::format("{} is better by {:.1f} ± {:.1f} dB (95 %).", b, difference.value, half);
        case PolarizationChoice::equal:
            return fmt::format("No difference (within 1 dB): {} minus {} is {:.1f} ± {:.1f} dB (95 %).", b, a,
                               difference.value, half);
        case PolarizationChoice::undecided: break;
    }
    return fmt::format("Undecided after {} dwells: {} minus {} is {:.1f} dB ({:.1f} to {:.1f}, 95 %).", fit.dwells, b,
                       a, difference.value, difference.low, difference.high);
}

}  // namespace boresight::app
