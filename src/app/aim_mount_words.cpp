// SPDX-License-Identifier: GPL-3.0-or-later
// Where a sweep was made, and how the antenna is to be mounted there, in words.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/aim_figures.h"
#include "app/aim_words.h"
#include "app/counted.h"

namespace boresight::app {

namespace {

using aim::PolarizationChoice;

std::string label_of(const std::vector<pose::Polarization>& all, double deg) {
    const auto found = std::find_if(all.begin(), all.end(), [deg](const auto& one) { return one.deg == deg; });
    return found == all.end() ? fmt::format("{:g}", deg) : found->label;
}

// ", the best of 4 with 93 %", where more than two were compared.
std::string best_words(const std::optional<double>& p_best, std::size_t all) {
    if (!p_best) return "";
    return fmt::format(", the best of {} with {:.0f} %", all, std::min(99.0, std::floor(100 * *p_best)));
}

}  // namespace

std::string polarization_label(const LiveAimReport& report) {
    const std::vector<pose::Polarization> all = survey::polarizations_of(report.outcome.setting);
    return report.estimate().polarization ? label_of(all, report.estimate().other_polarization_deg) : all[1].label;
}

std::string mount_sentence(const LiveAimReport& report) {
    const auto& compared = report.estimate().polarization;
    if (!compared) return {};
    const std::string a = report.outcome.setting.polarizations[0].label, b = polarization_label(report);
    const aim::Value& difference = compared->difference_db;
    const double half = (difference.high - difference.low) / 2;
    const double most = std::max(std::abs(difference.low), std::abs(difference.high));
    const auto& rolls = report.estimate().rolls;
    const auto other = std::find_if(rolls.begin(), rolls.end(), [&](const survey::RolledFit& roll) {
        return roll.deg == report.estimate().other_polarization_deg;
    });
    const std::size_t all = rolls.size() + 1;
    switch (compared->choice) {
        case PolarizationChoice::a:
            return fmt::format(" Mount it {}: {:.1f} ± {:.1f} dB better than {}{}.", a, -difference.value, half, b,
                               best_words(report.estimate().own_p_best, all));
        case PolarizationChoice::b:
            return fmt::format(" Mount it {}: {:.1f} ± {:.1f} dB better than {}{}.", b, difference.value, half, a,
                               other == rolls.end() ? "" : best_words(other->p_best, all));
        case PolarizationChoice::equal:
            return fmt::format(" Mount it {} or {}: no different within {:.1f} dB.", a, b, most);
        case PolarizationChoice::undecided: break;
    }
    return fmt::format(" Mount it {} or {}: undecided after {}, at most {:.1f} dB.", a, b,
                       counted(static_cast<long long>(compared->dwells), "dwell"), most);
}

std::string tilt_sentence(const LiveAimReport& report) {
    const auto& fit = report.estimate().elevation;
    if (!fit) return {};
    const aim::Value &tilt = fit->elevation_deg, &gain = fit->gain_over_present_db;
    switch (fit->choice) {
        case aim::ElevationChoice::better:
            return fmt::format(" Tilt it {} ({} to {}): {} dB better than level ({} to {}).", tilt_words(tilt.value),
                               tilt_words(tilt.low), tilt_words(tilt.high), decibels(gain.value), decibels(gain.low),
                               decibels(gain.high));
        case aim::ElevationChoice::equal: return " Leave it level: no tilt of those tried gains a decibel.";
        case aim::ElevationChoice::undecided: break;
    }
    return fmt::format(" Leave it level: whether a tilt is better is undecided after {}, at most {} dB.",
                       counted(static_cast<long long>(fit->dwells), "dwell"), decibels(fit->most_gain_db));
}

std::string place_words(const LiveAimReport& report) {
    const auto& height_m = report.outcome.setting.height_m;
    std::string where = report.outcome.site;
    if (height_m) where += fmt::format("{}{:g} m up", where.empty() ? "" : ", ", *height_m);
    return where.empty() ? where : fmt::format("At {}: ", where);
}

}  // namespace boresight::app
