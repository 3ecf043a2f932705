// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/snapshot_aim.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/aim_figures.h"
#include "app/aim_rows.h"
#include "app/snapshot_advise.h"
#include "app/trouble_words.h"

namespace boresight::app {

namespace {

StopUse use_of(survey::StopKind kind) {
    switch (kind) {
        case survey::StopKind::turn:
        case survey::StopKind::ring: return StopUse::ring;
        case survey::StopKind::reference: return StopUse::reference;
        case survey::StopKind::fine: return StopUse::fine;
        case survey::StopKind::elevation: return StopUse::elevation;
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

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first);
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

// How the ways to mount it compare, as far as they were.
void show_mounts(const LiveAimReport& report, AimState& aim) {
    aim.mounts.clear();
    aim.mount = trimmed(mount_sentence(report));
    aim.tilt = trimmed(tilt_sentence(report));
    if (report.estimate().rolls.empty()) return;
    for (const pose::Polarization& one : survey::polarizations_of(report.outcome.setting)) {
        AimMount mount{.name = one.label, .better_db = {}};
        for (const survey::RolledFit& roll : report.estimate().rolls)
            if (roll.deg == one.deg && roll.fit) mount.better_db = interval_of(roll.fit->difference_db);
        aim.mounts.push_back(mount);
    }
}

void show_troubles(const LiveAimReport& report, AimState& aim) {
    aim.troubles.clear();
    for (const aim::Diagnosis& trouble : told_troubles(report)) aim.troubles.push_back(trouble_words(report, trouble));
}

// "Back at 120: 0.4 dB lower than before." Of the latest second visit.
std::string revisit_words(const LiveAimReport& report, const survey::CellSeries& cell) {
    const auto& readings = cell.levels.readings;
    for (std::size_t i = readings.size(); i-- > 1;)
        for (std::size_t k = i; k-- > 0;) {
            if (std::abs(cell.places[i].azimuth_deg - cell.places[k].azimuth_deg) > 0.5) continue;
            if (!readings[i].detected() || !readings[k].detected()) continue;
            const double step_db = readings[i].level_db - readings[k].level_db;
            const double minutes = (cell.places[i].time_s - cell.places[k].time_s) / 60;
            return fmt::format("Back at {}: {} dB {} than {:.0f} min before.",
                               azimuth_words(report.outcome.setting.scale, cell.places[i].azimuth_deg),
                               decibels(std::abs(step_db)), step_db < 0 ? "lower" : "higher", std::max(1.0, minutes));
        }
    return {};
}

std::string on_one_line(const std::vector<std::string>& commands) {
    std::string out;
    for (const std::string& command : commands) out += (out.empty() ? "" : "  then  ") + command;
    return out;
}

void show_lock(const LiveAimReport& report, AimState& aim) {
    const AimLock found = live_lock(report);
    aim.lock = aim.undo = "";
    if (!found.lock || !report.who.hotspot) return;
    const LockSteps steps = lock_steps(*found.lock, report.who.hotspot->name);
    aim.lock = on_one_line(steps.lock);
    aim.undo = on_one_line(steps.undo);
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
        "Turn the antenna to {}, tighten the bolts, then check it.",
        azimuth_words(report.outcome.setting.scale, report.estimate().pointing_deg.value_or(*azimuth_deg)));
}

}  // namespace

void show_announced(const survey::StopAnnounced& stop, bool by_hand, AimState& aim) {
    aim.phase = by_hand ? AimPhase::asking : AimPhase::turning;
    aim.by_hand = by_hand;
    aim.hold_share.reset();
    if (stop.kind == survey::StopKind::ring && stop.nth == 1) aim.present_deg = stop.target.azimuth.deg;
    aim.next = AimNext{.azimuth_deg = stop.target.azimuth.deg,
                       .use = use_of(stop.kind),
                       .polarization = stop.target.polarization ? stop.target.polarization->label : "",
                       .elevation_deg = stop.target.elevation_deg,
                       .nth = stop.nth,
                       .of_planned = stop.of_planned,
                       .turn_s = stop.turn_s};
    if (stop.turn_by_deg) aim.next->turn_to_deg = pose::once_round(stop.target.azimuth.deg + *stop.turn_by_deg);
}

void show_estimate(const LiveAimReport& report, AimState& aim) {
    const survey::LiveEstimate& estimate = report.estimate();
    if (estimate.cells.empty()) return;
    const std::size_t cell = shown_cell(estimate);
    const aim::CellFit* fit = cell < estimate.fits.size() && estimate.fits[cell] ? &*estimate.fits[cell] : nullptr;
    const survey::SweepCell& shown = report.outcome.sweep.cells[cell];
    const survey::SweepCarrier* carrier = carrier_of(report, shown);
    aim.cell = carrier ? fmt::format("{}, {}", identity_words(shown), carrier_words(report, *carrier)) : "";
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
    if (const auto& reach = report.outcome.setting.plan.reach)
        aim.reach_deg = Interval{reach->from_deg, reach->from_deg, reach->to_deg};
    show_mounts(report, aim);
    aim.revisit = revisit_words(report, estimate.cells[cell]);
    show_troubles(report, aim);
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
    std::erase_if(aim.notes, [&aim](const std::string& note) {
        return std::find(aim.troubles.begin(), aim.troubles.end(), note) != aim.troubles.end();
    });
    show_lock(report, aim);
    aim.next_step = next_step(report);
}

}  // namespace boresight::app
