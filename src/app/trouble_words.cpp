// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trouble_words.h"

#include <fmt/format.h>

#include <cmath>

#include "app/aim_figures.h"
#include "app/counted.h"

namespace boresight::app {

namespace {

using aim::Diagnosis;
using aim::Trouble;

// "stop 7 (at 150)", "stops 3 (at 40), 7 (at 150) and 9 (at 200)".
std::string stop_names(const LiveAimReport& report, const std::vector<std::size_t>& stops) {
    const auto& all = report.outcome.sweep.stops;
    std::string out = stops.size() == 1 ? "stop " : "stops ";
    for (std::size_t i = 0; i < stops.size(); ++i) {
        out += i == 0 ? "" : i + 1 == stops.size() ? " and " : ", ";
        out += std::to_string(stops[i] + 1);
        if (stops[i] < all.size()) out += fmt::format(" (at {})", degrees(all[stops[i]].azimuth_deg));
    }
    return out;
}

std::string from_stop(const LiveAimReport& report, const Diagnosis& trouble) {
    return trouble.stops.empty() ? std::string("in mid-sweep")
                                 : "from " + stop_names(report, {trouble.stops.front()}) + " on";
}

std::string cell_name(const LiveAimReport& report, const Diagnosis& trouble) {
    const auto& cells = report.outcome.sweep.cells;
    return trouble.cell && *trouble.cell < cells.size() ? fmt::format("cell ({})", identity_words(cells[*trouble.cell]))
                                                        : std::string("cell");
}

const char* direction(double db) {
    return db < 0 ? "lower" : "higher";
}

// Where the antenna comes back to, whichever visit is named.
std::string where(const LiveAimReport& report, const Diagnosis& trouble) {
    const auto& all = report.outcome.sweep.stops;
    if (trouble.stops.empty() || trouble.stops.back() >= all.size()) return "a direction";
    return azimuth_words(report.outcome.setting.scale, all[trouble.stops.back()].azimuth_deg);
}

std::string spoiled_words(const LiveAimReport& report, const Diagnosis& trouble) {
    const std::string stops = stop_names(report, trouble.stops);
    if (report.outcome.sweep.end == survey::LiveSweepEnd::overload)
        return fmt::format(
            "The radio was driven to full scale at {}: nothing measured there counts. Sweep again with less gain "
            "(--gain {:.0f}).",
            stops, report.outcome.sweep.gain_db);
    return fmt::format("The radio was driven to full scale, or its gain was changed, at {}: not used, measured again.",
                       stops);
}

std::string receiver_words(const LiveAimReport& report, const Diagnosis& trouble) {
    const std::string amount = decibels(std::abs(trouble.amount));
    switch (trouble.trouble) {
        case Trouble::overload: return spoiled_words(report, trouble);
        case Trouble::gain_changed:
            return fmt::format("The gain was set {} dB {} {}: levels are corrected by the step, to 0.3 dB.", amount,
                               direction(trouble.amount), from_stop(report, trouble));
        case Trouble::noise_moved:
            return fmt::format(
                "The radio's gain seems to have moved at {}: its noise is {} dB {} than when the antenna was there "
                "before. "
                "Measure {} once more.",
                stop_names(report, trouble.stops), amount, direction(trouble.amount), where(report, trouble));
        case Trouble::receiver_stepped:
            return fmt::format(
                "All cells are {} dB {} {}: that is the radio, the cable or the mast, not the towers. See to the "
                "plugs, "
                "and measure the first direction once more.",
                amount, direction(trouble.amount), from_stop(report, trouble));
        case Trouble::cell_stepped:
            return fmt::format("The {} changed its own power {}, by {} dB; the others didn't. The fit allows for it.",
                               cell_name(report, trouble), from_stop(report, trouble), decibels(trouble.amount));
        default: break;
    }
    return fmt::format(
        "Back at {}, the level is {} dB {} than at the visit before, more than drift explains: mast or cable moved, or "
        "the level drifted. Measure that direction once more.",
        where(report, trouble), amount, direction(trouble.amount));
}

}  // namespace

const char* trouble_name(Trouble trouble) {
    switch (trouble) {
        case Trouble::overload: return "overload";
        case Trouble::gain_changed: return "gain_changed";
        case Trouble::noise_moved: return "noise_moved";
        case Trouble::receiver_stepped: return "receiver_stepped";
        case Trouble::cell_stepped: return "cell_stepped";
        case Trouble::reference_differs: return "reference_differs";
        case Trouble::unsteady: return "unsteady";
        case Trouble::inconsistent: return "inconsistent";
        case Trouble::marks_worse: return "marks_worse";
        case Trouble::dwell_short: return "dwell_short";
        case Trouble::second_path: return "second_path";
        case Trouble::paths_in_beam: break;
    }
    return "paths_in_beam";
}

const char* remedy_name(aim::Remedy remedy) {
    switch (remedy) {
        case aim::Remedy::none: return "none";
        case aim::Remedy::lower_gain: return "lower_gain";
        case aim::Remedy::repeat_reference: return "repeat_reference";
        case aim::Remedy::repeat_dwells: return "repeat_dwells";
        case aim::Remedy::longer_dwell: return "longer_dwell";
        case aim::Remedy::check_marks: break;
    }
    return "check_marks";
}

std::string trouble_words(const LiveAimReport& report, const Diagnosis& trouble) {
    const aim::CellFit* fit =
        trouble.cell && *trouble.cell < report.estimate().fits.size() && report.estimate().fits[*trouble.cell]
            ? &*report.estimate().fits[*trouble.cell]
            : nullptr;
    switch (trouble.trouble) {
        case Trouble::unsteady:
            return fmt::format(
                "The signal is unsteady: two visits to one direction differ by {:.1f} dB or so. That is why the ranges "
                "are wide.",
                trouble.amount);
        case Trouble::inconsistent:
            return fmt::format(
                "The readings don't fit each other: {} {} out. Measure there again; perhaps the scale was turned, or "
                "somebody stood before the antenna.",
                stop_names(report, trouble.stops), trouble.stops.size() == 1 ? "stands" : "stand");
        case Trouble::marks_worse:
            return fmt::format(
                "The marks seem worse than stated: the antenna was set {:.1f} times less well than ± {:.1f}°. See that "
                "the scale doesn't slip, or give --sigma.",
                trouble.amount, report.outcome.setting.plan.azimuth_sigma_deg);
        case Trouble::dwell_short:
            return fmt::format(
                "The signal of the {} fades slowly, so each stop was short for it: {:.0f} s a stop (--dwell {:.0f}) "
                "would tell more.",
                cell_name(report, trouble), std::ceil(trouble.amount), std::ceil(trouble.amount));
        case Trouble::second_path:
            if (fit != nullptr && fit->second)
                return fmt::format(
                    "The signal also comes on a second path, from {}, {:.0f} dB weaker: off a hill or a building.",
                    azimuth_words(report.outcome.setting.scale, fit->second->azimuth_deg.value),
                    -fit->second->power_db);
            return "The signal also comes on a second path: off a hill or a building.";
        case Trouble::paths_in_beam:
            return "Two paths may share the beam: the bearing is the best compromise here, not the tower's direction.";
        default: break;
    }
    return receiver_words(report, trouble);
}

std::vector<Diagnosis> told_troubles(const LiveAimReport& report) {
    std::vector<Diagnosis> out;
    for (const Diagnosis& one : report.estimate().troubles)
        if (!one.cell || one.cell == report.estimate().verdict.cell) out.push_back(one);
    return out;
}

}  // namespace boresight::app
