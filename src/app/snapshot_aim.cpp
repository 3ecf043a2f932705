// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/snapshot_aim.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/snapshot_cells.h"

namespace boresight::app {

namespace {

StopUse use_of(survey::StopKind kind) {
    switch (kind) {
        case survey::StopKind::ring: return StopUse::ring;
        case survey::StopKind::reference: return StopUse::reference;
        case survey::StopKind::fine: return StopUse::fine;
        case survey::StopKind::polarization: break;
    }
    return StopUse::polarization;
}

VerdictWord word_of(aim::VerdictKind kind) {
    switch (kind) {
        case aim::VerdictKind::point: return VerdictWord::point;
        case aim::VerdictKind::tie: return VerdictWord::tie;
        case aim::VerdictKind::no_direction: return VerdictWord::no_direction;
        case aim::VerdictKind::not_enough: break;
    }
    return VerdictWord::not_enough;
}

// The verdict's; before there is one, that which was heard at most stops.
std::size_t shown_cell(const survey::LiveEstimate& estimate) {
    if (estimate.verdict.cell) return *estimate.verdict.cell;
    const auto heard = [](const survey::CellSeries& cell) {
        return std::count_if(cell.levels.readings.begin(), cell.levels.readings.end(),
                             [](const aim::Reading& reading) { return reading.detected(); });
    };
    const auto most = std::max_element(
        estimate.cells.begin(), estimate.cells.end(),
        [&heard](const survey::CellSeries& a, const survey::CellSeries& b) { return heard(a) < heard(b); });
    return static_cast<std::size_t>(most - estimate.cells.begin());
}

Interval interval_of(const aim::Value& value) {
    return {value.value, value.low, value.high};
}

void show_stops(const survey::CellSeries& cell, const aim::CellFit* fit, const std::vector<survey::StopKind>& kinds,
                AimState& aim) {
    aim.stops.clear();
    for (std::size_t i = 0; i < cell.places.size() && i < cell.levels.readings.size(); ++i) {
        const aim::Reading& reading = cell.levels.readings[i];
        AimStop stop;
        stop.azimuth_deg = cell.places[i].azimuth_deg;
        if (reading.detected()) stop.level_db = Measured{reading.level_db, reading.sigma_db};
        if (i < cell.stops.size() && cell.stops[i] < kinds.size()) stop.use = use_of(kinds[cell.stops[i]]);
        stop.doubted = fit != nullptr && std::find(fit->doubted.begin(), fit->doubted.end(), i) != fit->doubted.end();
        aim.stops.push_back(stop);
    }
}

void show_fit(const aim::CellFit& fit, AimState& aim) {
    aim.fit_db.assign(fit.mean_gain_db.begin(), fit.mean_gain_db.end());
    aim.peak_db = fit.level_db;
    aim.p_no_direction = fit.p_isotropic;
}

std::string degrees(double azimuth_deg) {
    return fmt::format("{:.0f}", std::fmod(std::round(azimuth_deg) + 360, 360.0));
}

std::string gain_words(const aim::Verdict& verdict) {
    if (!verdict.gain_over_present_db) return "";
    const aim::Value& gain = *verdict.gain_over_present_db;
    return fmt::format(" That is {:.1f} dB more than now ({:.1f} to {:.1f}, 95 %).", gain.value, gain.low, gain.high);
}

std::string sentence_of(const survey::LiveEstimate& estimate) {
    const aim::Verdict& verdict = estimate.verdict;
    switch (verdict.kind) {
        case aim::VerdictKind::point:
            if (verdict.azimuth_deg && verdict.low_deg && verdict.high_deg)
                return fmt::format("Point to {} ({} to {}, 95 %) on your scale.{}", degrees(*verdict.azimuth_deg),
                                   degrees(*verdict.low_deg), degrees(*verdict.high_deg), gain_words(verdict));
            break;
        case aim::VerdictKind::tie:
            return "Several directions are as good as each other: take the one that is easier to mount." +
                   gain_words(verdict);
        case aim::VerdictKind::no_direction:
            return "No direction is better than another here: a directional antenna doesn't help at this spot. Try "
                   "height or another wall.";
        case aim::VerdictKind::not_enough: break;
    }
    if (verdict.low_deg && verdict.high_deg)
        return fmt::format("I can't tell yet: the best direction lies between {} and {} (95 %).",
                           degrees(*verdict.low_deg), degrees(*verdict.high_deg));
    return "I can't tell yet.";
}

std::string polarization_words(const aim::PolarizationFit& fit) {
    const aim::Value& difference = fit.difference_db;
    const std::string numbers =
        fmt::format("{:.1f} dB ({:.1f} to {:.1f}, 95 %)", difference.value, difference.low, difference.high);
    switch (fit.choice) {
        case aim::PolarizationChoice::a: return "Polarization: keep the first; second minus first is " + numbers + ".";
        case aim::PolarizationChoice::b: return "Polarization: take the second; second minus first is " + numbers + ".";
        case aim::PolarizationChoice::equal: return "Polarization: no difference that matters; " + numbers + ".";
        case aim::PolarizationChoice::undecided: break;
    }
    return "Polarization: undecided; second minus first is " + numbers + ".";
}

std::string end_words(survey::LiveSweepEnd end) {
    switch (end) {
        case survey::LiveSweepEnd::nothing_heard: return "No cell was heard at any stop of the circle.";
        case survey::LiveSweepEnd::overload: return "The radio was overdriven at several stops in a row.";
        case survey::LiveSweepEnd::quit: return "The sweep was stopped; what was measured is kept, and it can go on.";
        case survey::LiveSweepEnd::most_stops:
        case survey::LiveSweepEnd::out_of_time: return "More stops would be needed to be sure.";
        case survey::LiveSweepEnd::decided:
        case survey::LiveSweepEnd::no_direction: break;
    }
    return "";
}

}  // namespace

std::vector<std::string> sweep_cell_names(const std::vector<survey::SweepCarrier>& carriers) {
    std::vector<std::string> names;
    for (const survey::SweepCarrier& carrier : carriers)
        for (const survey::SweepCell& cell : carrier.cells)
            names.push_back(cell_words(cell.pci, carrier.frequency_hz, carrier.names));
    return names;
}

void show_announced(const survey::StopAnnounced& stop, bool by_hand, AimState& aim) {
    aim.phase = by_hand ? AimPhase::asking : AimPhase::turning;
    aim.by_hand = by_hand;
    aim.hold_share.reset();
    if (stop.kind == survey::StopKind::ring && stop.nth == 1) aim.present_deg = stop.target.azimuth.deg;
    aim.next = AimNext{stop.target.azimuth.deg, use_of(stop.kind),
                       stop.target.polarization ? stop.target.polarization->label : "", stop.nth, stop.of_planned};
}

void show_estimate(const survey::LiveEstimate& estimate, const std::vector<survey::StopKind>& kinds,
                   const std::vector<std::string>& cell_names, AimState& aim) {
    if (estimate.cells.empty()) return;
    const std::size_t cell = shown_cell(estimate);
    const aim::CellFit* fit = cell < estimate.fits.size() && estimate.fits[cell] ? &*estimate.fits[cell] : nullptr;
    aim.cell = cell < cell_names.size() ? cell_names[cell] : "";
    show_stops(estimate.cells[cell], fit, kinds, aim);
    if (fit != nullptr) show_fit(*fit, aim);
    const aim::Verdict& verdict = estimate.verdict;
    aim.verdict = word_of(verdict.kind);
    aim.recommended_deg.reset();
    if (verdict.azimuth_deg && verdict.low_deg && verdict.high_deg)
        aim.recommended_deg = Interval{*verdict.azimuth_deg, *verdict.low_deg, *verdict.high_deg};
    aim.gain_over_present_db.reset();
    if (verdict.gain_over_present_db) aim.gain_over_present_db = interval_of(*verdict.gain_over_present_db);
    aim.sentence = sentence_of(estimate);
    aim.notes.clear();
    if (estimate.polarization) aim.notes.push_back(polarization_words(*estimate.polarization));
}

void show_end(const survey::LiveSweepResult& result, const aim::Scale& scale, AimState& aim) {
    aim.phase = AimPhase::done;
    aim.present_deg = result.present_deg;
    if (aim.recommended_deg) {
        const Interval& best = *aim.recommended_deg;
        if (const auto bearing = aim::to_true(scale, best.value, best.low, best.high))
            aim.sentence += fmt::format(" From true north that is {} ({} to {}).", degrees(bearing->azimuth_deg),
                                        degrees(bearing->low_deg), degrees(bearing->high_deg));
    }
    aim.next.reset();
    aim.hold_share.reset();
    const std::string words = end_words(result.end);
    if (!words.empty()) aim.notes.push_back(words);
}

}  // namespace boresight::app
