// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "aim/angle.h"
#include "app/aim_figures.h"
#include "cli/aim_report.h"
#include "cli/catalog_arguments.h"
#include "cli/signal_words.h"

namespace boresight::cli {

namespace {

using aim::CellFit;
using aim::PolarizationChoice;
using aim::VerdictKind;
using app::decibels;
using app::degrees;
using app::polarization_words;
using app::with_half;

constexpr double second_path_sure = 0.9, second_path_possible = 0.3, telling_skew = 0.2;
constexpr double alarming_sigmas = 3;
constexpr double fewest_independent = 3;
constexpr double longest_dwell_s = 20;
constexpr double unsteady_db = 2, unsteady_share = 0.5;

std::string gain_words(const aim::Value& gain, double present_deg) {
    return fmt::format("Gain over now ({}): {} dB ({} to {}).", degrees(present_deg), decibels(gain.value),
                       decibels(gain.low), decibels(gain.high));
}

std::string arcs_words(const CellFit& fit) {
    std::string places, shares;
    for (const aim::Arc& arc : fit.bearing.arcs) {
        const double half =
            std::max(aim::azimuth_of(arc.high_deg - arc.centre_deg), aim::azimuth_of(arc.centre_deg - arc.low_deg));
        places += (places.empty() ? "" : " and ") + with_half(arc.centre_deg, half);
        shares += fmt::format("{}{:.2f}", shares.empty() ? "" : " / ", arc.probability);
    }
    return fmt::format("{} directions are tied: {} on your scale (probability {}).", fit.bearing.arcs.size(), places,
                       shares);
}

// How the levels of the stops scatter: where no direction matters, that is how well a level repeats, drift included.
double scatter_db(const std::vector<aim::Reading>& readings) {
    double n = 0, mean = 0, squares = 0;
    for (const aim::Reading& reading : readings) {
        if (!reading.detected()) continue;
        n += 1;
        const double off = reading.level_db - mean;
        mean += off / n;
        squares += off * (reading.level_db - mean);
    }
    return n > 1 ? std::sqrt(squares / (n - 1)) : 0;
}

std::string bearing_sentence(const AimReport& report) {
    const aim::Verdict& verdict = report.estimate.verdict;
    if (!verdict.cell)
        return fmt::format("Not enough was heard: no cell at {} stops or more, so there is nothing to fit.",
                           aim::least_heard_stops);
    const CellFit& fit = *report.estimate.fits[*verdict.cell];
    switch (verdict.kind) {
        case VerdictKind::point:
            return fmt::format("Turn to {} on your scale (95 %). True bearing unknown (no scale zero). {}",
                               with_half(*verdict.azimuth_deg, fit.bearing.half_width_deg()),
                               gain_words(fit.gain_over_present_db, report.estimate.present_deg));
        case VerdictKind::tie:
            return fmt::format("{} True bearing unknown (no scale zero). {}", arcs_words(fit),
                               gain_words(fit.gain_over_present_db, report.estimate.present_deg));
        case VerdictKind::no_direction:
            return fmt::format(
                "No usable direction: power differs by less than the repeatability ({:.1f} dB). A "
                "directional antenna does not help at this spot; try height or another wall.",
                scatter_db(report.estimate.cells[*verdict.cell].readings));
        case VerdictKind::not_enough: break;
    }
    if (verdict.low_deg)
        return fmt::format("Not decided: the best direction lies between {} and {} on your scale (95 %).",
                           degrees(*verdict.low_deg), degrees(*verdict.high_deg));
    return fmt::format(
        "Not decided: there is no usable direction with probability {:.2f}; the best so far is {} on "
        "your scale.",
        fit.p_isotropic, degrees(fit.recommended_deg));
}

std::string polarization_sentence(const AimReport& report) {
    if (!report.estimate.polarization)
        return "Not enough dwells to compare polarizations: each needs two in which a cell was heard, in the order A B "
               "B A.";
    const aim::PolarizationFit& fit = *report.estimate.polarization;
    if (fit.choice == PolarizationChoice::a || fit.choice == PolarizationChoice::b)
        return polarization_words(fit, "A (pol 0)", "B (pol 1)");
    return polarization_words(fit, "A", "B");
}

std::string stop_list(const AimReport& report, const std::vector<std::size_t>& stops) {
    std::string out;
    for (const std::size_t stop : stops)
        out +=
            fmt::format("{}{} (at {})", out.empty() ? "" : ", ", stop, degrees(report.sweep.stops[stop].azimuth_deg));
    return out;
}

void note_paths(const CellFit& fit, std::vector<std::string>& notes) {
    if (fit.p_two > second_path_sure && fit.second) {
        const aim::Value& second = fit.second->azimuth_deg;
        const double half =
            std::max(aim::azimuth_of(second.high - second.value), aim::azimuth_of(second.value - second.low));
        notes.push_back(fmt::format("A second path comes from {}, {:.0f} dB weaker.", with_half(second.value, half),
                                    -fit.second->power_db));
    } else if (fit.p_two > second_path_possible || fit.mean_skew > telling_skew) {
        notes.push_back(
            "Two paths may share the beam: the bearing is the best compromise here, not the tower's "
            "direction.");
    }
}

// The first stop's azimuth is measured again and again: what differs there is drift, or something moved.
void note_revisits(const AimReport& report, const CellFit& fit, std::vector<std::string>& notes) {
    const auto& stops = report.sweep.stops;
    const auto& readings = report.estimate.cells[*report.estimate.verdict.cell].readings;
    const double drift_db = fit.fastest_drift > unsteady_share ? aim::drifts_db.back() : aim::drifts_db[1];
    std::size_t before = 0, visits = 1;
    for (std::size_t i = 1; i < stops.size(); ++i) {
        if (stops[i].azimuth_deg != stops[0].azimuth_deg) continue;
        ++visits;
        const aim::Reading &a = readings[before], &b = readings[i];
        if (a.detected() && b.detected()) {
            const double variance = (a.sigma_db * a.sigma_db + b.sigma_db * b.sigma_db) +
                                    2 * fit.revisit_db * fit.revisit_db +
                                    2 * drift_db * drift_db * (stops[i].time_s - stops[before].time_s) / 600;
            if (std::abs(a.level_db - b.level_db) > alarming_sigmas * std::sqrt(variance))
                notes.push_back(
                    fmt::format("Mast or cable moved, or the level drifted: stops {} and {}, both at {}, "
                                "differ by {:.1f} dB. Repeat that stop.",
                                before, i, degrees(stops[0].azimuth_deg), std::abs(a.level_db - b.level_db)));
        }
        before = i;
    }
    if (visits < 2) notes.push_back("The first stop wasn't measured again, so drift can't be told from direction.");
}

void note_dwells(const AimReport& report, const CellFit& fit, std::vector<std::string>& notes) {
    const aim::CellReadings& cell = report.estimate.cells[*report.estimate.verdict.cell];
    if (fit.inconsistent)
        notes.push_back("The readings are inconsistent; these fit to no single picture: stops " +
                        stop_list(report, fit.doubted) + ".");
    else if (!fit.doubted.empty())
        notes.push_back("Not used at full weight, because they don't fit to the others: stop " +
                        stop_list(report, fit.doubted) + ".");
    std::size_t full = 0, short_ones = 0;
    for (const aim::Reading& reading : cell.readings) {
        if (reading.kind != aim::ReadingKind::full) continue;
        ++full;
        if (reading.independent_blocks < fewest_independent) ++short_ones;
    }
    if (2 * short_ones > full) {
        const double wanted_s = std::min(longest_dwell_s, 4 * cell.correlation_blocks * report.sweep.block_s);
        notes.push_back(
            fmt::format("The signal fades slowly: dwells of {:.0f} s would tell more, beyond that more "
                        "visits.",
                        std::max(wanted_s, report.sweep.stops.front().dwell_s)));
    }
    if (fit.fastest_drift > unsteady_share && fit.revisit_db > unsteady_db)
        notes.push_back("The level was unsteady throughout: take the intervals with care.");
}

}  // namespace

std::string aim_sentence(const AimReport& report) {
    if (report.sweep.kind == survey::SweepFile::Kind::polarization) return polarization_sentence(report);
    const aim::Verdict& verdict = report.estimate.verdict;
    const std::string sentence = bearing_sentence(report);
    if (report.sweep.cells() == 1 || !verdict.cell) return sentence;
    return fmt::format("By cell {} of {}, the strongest where it is best: {}", *verdict.cell, report.sweep.cells(),
                       sentence);
}

std::vector<std::string> aim_notes(const AimReport& report) {
    std::vector<std::string> notes;
    if (report.sweep.kind == survey::SweepFile::Kind::polarization) {
        notes.push_back("The difference holds for this spot: half a wavelength away it may be another.");
        return notes;
    }
    const aim::Verdict& verdict = report.estimate.verdict;
    if (!verdict.cell) return notes;
    const CellFit& fit = *report.estimate.fits[*verdict.cell];
    if (fit.usable_direction && !fit.bearing.tied()) note_paths(fit, notes);
    note_dwells(report, fit, notes);
    note_revisits(report, fit, notes);
    notes.push_back(fmt::format("No lock: {}.", recorded_lock_reason()));
    return notes;
}

std::string recorded_lock_reason() {
    return "the file doesn't say on which carriers its cells are";
}

std::string aim_next(const AimReport& report) {
    const aim::Verdict& verdict = report.estimate.verdict;
    if (report.sweep.kind == survey::SweepFile::Kind::polarization) {
        const auto& fit = report.estimate.polarization;
        const bool open = !fit || fit->choice == PolarizationChoice::undecided;
        if (open && report.sweep.stops.size() < 16) return "Next: measure four more dwells, in the order B A A B.";
        return fit && fit->choice == PolarizationChoice::b ? "Next: mount the antenna as in B."
                                                           : "Next: keep the antenna as in A.";
    }
    if (verdict.kind == VerdictKind::no_direction)
        return "Next: sweep again somewhere else, higher or at another wall.";
    if (verdict.next_stop_deg && verdict.kind == VerdictKind::point)
        return fmt::format("Next: turn the antenna to {} on your scale; one more stop at {} would narrow the interval.",
                           degrees(*verdict.azimuth_deg), degrees(*verdict.next_stop_deg));
    if (verdict.next_stop_deg)
        return fmt::format("Next: measure one more stop at {}, then estimate again.", degrees(*verdict.next_stop_deg));
    if (verdict.azimuth_deg)
        return fmt::format("Next: turn the antenna to {} on your scale.", degrees(*verdict.azimuth_deg));
    return "Next: sweep the whole circle, the first direction again in the middle and at the end.";
}

}  // namespace boresight::cli
