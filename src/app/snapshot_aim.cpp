// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/snapshot_aim.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/aim_rows.h"

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

void show_stops(const survey::CellSeries& cell, const aim::CellFit* fit,
                const std::vector<survey::SweepStopRecord>& stops, AimState& aim) {
    aim.stops.clear();
    for (std::size_t i = 0; i < cell.places.size() && i < cell.levels.readings.size(); ++i) {
        const aim::Reading& reading = cell.levels.readings[i];
        AimStop stop;
        stop.azimuth_deg = cell.places[i].azimuth_deg;
        if (reading.detected()) stop.level_db = Measured{reading.level_db, reading.sigma_db};
        if (i < cell.stops.size() && cell.stops[i] < stops.size()) stop.use = use_of(stops[cell.stops[i]].kind);
        stop.doubted = fit != nullptr && std::find(fit->doubted.begin(), fit->doubted.end(), i) != fit->doubted.end();
        aim.stops.push_back(stop);
    }
}

void show_fit(const aim::CellFit& fit, AimState& aim) {
    aim.fit_db.assign(fit.mean_gain_db.begin(), fit.mean_gain_db.end());
    aim.peak_db = fit.level_db;
    aim.p_no_direction = fit.p_isotropic;
}

// What can be done now; verdict and reasons are told elsewhere.
std::string next_step(const LiveAimReport& report) {
    switch (report.outcome.sweep.end) {
        case survey::LiveSweepEnd::quit: return "What was measured is kept: go on with the sweep when you like.";
        case survey::LiveSweepEnd::overload: return "Sweep again: the gain is looked for anew.";
        case survey::LiveSweepEnd::no_direction: return "Sweep again somewhere else, higher or at another wall.";
        case survey::LiveSweepEnd::nothing_heard: return "Scan again: no cell was heard at any stop of the circle.";
        default: break;
    }
    const auto& azimuth_deg = report.estimate().verdict.azimuth_deg;
    if (!azimuth_deg) return "Sweep again, perhaps from another place: more stops would be needed to be sure.";
    return fmt::format(
        "Turn the antenna to {}, then see what to lock.",
        azimuth_words(report.outcome.setting.scale, report.estimate().pointing_deg.value_or(*azimuth_deg)));
}

}  // namespace

void show_announced(const survey::StopAnnounced& stop, bool by_hand, AimState& aim) {
    aim.phase = by_hand ? AimPhase::asking : AimPhase::turning;
    aim.by_hand = by_hand;
    aim.hold_share.reset();
    if (stop.kind == survey::StopKind::ring && stop.nth == 1) aim.present_deg = stop.target.azimuth.deg;
    aim.next = AimNext{stop.target.azimuth.deg, use_of(stop.kind),
                       stop.target.polarization ? stop.target.polarization->label : "", stop.nth, stop.of_planned};
}

void show_estimate(const LiveAimReport& report, AimState& aim) {
    const survey::LiveEstimate& estimate = report.estimate();
    if (estimate.cells.empty()) return;
    const std::size_t cell = shown_cell(estimate);
    const aim::CellFit* fit = cell < estimate.fits.size() && estimate.fits[cell] ? &*estimate.fits[cell] : nullptr;
    const survey::SweepCell& shown = report.outcome.sweep.cells[cell];
    const survey::SweepCarrier* carrier = carrier_of(report, shown);
    aim.cell = carrier ? fmt::format("PCI {}, {}", shown.pci, carrier_words(report, *carrier)) : "";
    aim.scale = aim::scale_name(report.outcome.setting.scale.kind);
    show_stops(estimate.cells[cell], fit, report.outcome.sweep.stops, aim);
    if (fit != nullptr) show_fit(*fit, aim);
    const aim::Verdict& verdict = estimate.verdict;
    aim.verdict = word_of(verdict.kind);
    aim.recommended_deg.reset();
    if (verdict.azimuth_deg && verdict.low_deg && verdict.high_deg)
        aim.recommended_deg = Interval{*verdict.azimuth_deg, *verdict.low_deg, *verdict.high_deg};
    aim.point_to_deg =
        aim.recommended_deg ? std::optional(estimate.pointing_deg.value_or(aim.recommended_deg->value)) : std::nullopt;
    aim.gain_over_present_db.reset();
    if (verdict.gain_over_present_db) aim.gain_over_present_db = interval_of(*verdict.gain_over_present_db);
    aim.sentence = report.fit() == nullptr ? "Nothing can be said before the circle is done." : live_sentence(report);
    aim.notes.clear();
    aim.cells = aim_cell_rows(report);
    aim.carriers = aim_carrier_rows(report);
}

void show_end(const LiveAimReport& report, AimState& aim) {
    aim.phase = AimPhase::done;
    aim.present_deg = report.outcome.sweep.present_deg;
    aim.next.reset();
    aim.hold_share.reset();
    aim.sentence = live_sentence(report);
    aim.notes = live_notes(report);
    aim.next_step = next_step(report);
}

}  // namespace boresight::app
