// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/live_sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "aim/polarization_plan.h"
#include "platform/error.h"
#include "survey/live_dwell.h"

namespace boresight::survey {

namespace {

constexpr double less_gain_db = 10;       // after a dwell at full scale
constexpr int most_spoiled_in_a_row = 2;  // then the sweep must begin again with less gain

StopKind kind_of(aim::StopPurpose purpose) {
    switch (purpose) {
        case aim::StopPurpose::ring: return StopKind::ring;
        case aim::StopPurpose::reference: return StopKind::reference;
        case aim::StopPurpose::fine: break;
    }
    return StopKind::fine;
}

LiveSweepEnd end_of(aim::SweepEnd end) {
    switch (end) {
        case aim::SweepEnd::decided: return LiveSweepEnd::decided;
        case aim::SweepEnd::no_direction: return LiveSweepEnd::no_direction;
        case aim::SweepEnd::most_stops: return LiveSweepEnd::most_stops;
        case aim::SweepEnd::out_of_time: return LiveSweepEnd::out_of_time;
        case aim::SweepEnd::nothing_heard: break;
    }
    return LiveSweepEnd::nothing_heard;
}

}  // namespace

struct LiveSweep::Run {
    LiveSweep& sweep;
    const LiveSweepEvents& events;
    const Keep& keep;
    StopToken stop;
    LiveDwell dwell;
    LiveSweepResult result;
    int spoiled_in_a_row = 0;

    enum class Outcome { measured, skipped, spoiled, quit };

    bool any_good() const;
    void estimate();
    Outcome visit(const StopAnnounced& announced);
    bool go_on_after(Outcome outcome);
    void circle();
    void compare();
};

bool LiveSweep::Run::any_good() const {
    return std::any_of(result.stops.begin(), result.stops.end(),
                       [](const SweepStopRecord& s) { return !s.spoiled() && !s.skipped(); });
}

void LiveSweep::Run::estimate() {
    const bool fit = ring_is_done(result.stops, sweep.setting_.plan) || result.end != LiveSweepEnd::quit;
    result.cells = dwell.cells();
    result.estimate = estimate_live(result.stops, {result.carriers, result.cells}, sweep.setting_.plan,
                                    {.fit = fit, .present_deg = result.present_deg});
}

LiveSweep::Run::Outcome LiveSweep::Run::visit(const StopAnnounced& announced) {
    if (stop.stop_requested()) return Outcome::quit;
    if (events.stop_announced) events.stop_announced(announced);
    SweepStopRecord record;
    record.kind = announced.kind;
    record.azimuth_deg = announced.target.azimuth.deg;
    record.polarization_deg =
        announced.target.polarization ? announced.target.polarization->deg : sweep.setting_.polarizations[0].deg;
    const pose::Arrival arrival = sweep.holder_.turn(announced.target, stop);
    if (arrival.end == pose::Turned::quit || stop.stop_requested()) return Outcome::quit;
    if (arrival.end == pose::Turned::lost)
        throw Error(Error::Kind::fault, {.what = fmt::format("the rotator is lost: {}; the {} stops before are kept",
                                                             arrival.why, result.stops.size()),
                                         .where = fmt::format("stop {}", result.stops.size() + 1),
                                         .expected = "an antenna that turns",
                                         .fix = "Bring it back, and go on with \"boresight aim --resume\""});
    if (arrival.end == pose::Turned::skipped) {
        record.start_ns = record.end_ns = sweep.radio_.clock().wall_ns();
    } else {
        const bool search = announced.kind == StopKind::ring || announced.kind == StopKind::reference;
        const DwellEnd end =
            dwell.measure({.seconds = sweep.setting_.plan.dwell_s, .search = search}, events.dwelling, stop, record);
        if (end == DwellEnd::stopped) return Outcome::quit;
        if (end == DwellEnd::unplugged)
            throw Error(
                Error::Kind::fault,
                {.what = fmt::format("the radio is gone in the middle of stop {}; the {} stops before it are "
                                     "kept",
                                     result.stops.size() + 1, result.stops.size()),
                 .where = sweep.radio_.name().label,
                 .expected = "samples",
                 .fix = radio::bring_back(sweep.radio_.name()) + ", and go on with \"boresight aim --resume\""});
        for (CarrierDwell& carrier : record.carriers) {
            carrier.dwell.position = sweep.setting_.position;
            carrier.dwell.pose.azimuth_deg = record.azimuth_deg;
            carrier.dwell.pose.azimuth_sigma_deg = sweep.setting_.plan.azimuth_sigma_deg;
            carrier.dwell.pose.polarization_deg = record.polarization_deg;
        }
    }
    const bool spoiled = record.spoiled();
    result.stops.push_back(std::move(record));
    if (keep) keep(result.stops.back(), dwell.cells());
    estimate();
    if (events.stop_done) events.stop_done(result);
    return result.stops.back().skipped() ? Outcome::skipped : spoiled ? Outcome::spoiled : Outcome::measured;
}

// A gain may only be changed as long as nothing was measured at it.
bool LiveSweep::Run::go_on_after(Outcome outcome) {
    if (outcome == Outcome::quit) return false;
    spoiled_in_a_row = outcome == Outcome::spoiled ? spoiled_in_a_row + 1 : 0;
    if (outcome != Outcome::spoiled) return true;
    const double less_db = sweep.radio_.gain_db() - less_gain_db;
    if (!any_good() && less_db >= sweep.radio_.limits().gain_low_db) {
        result.gain_db = sweep.radio_.set_gain_db(less_db);
        spoiled_in_a_row = 0;
        return true;
    }
    if (spoiled_in_a_row < most_spoiled_in_a_row) return true;
    result.end = LiveSweepEnd::overload;
    return false;
}

void LiveSweep::Run::circle() {
    for (;;) {
        const aim::SweepStep step = aim::next_stop(sweep.setting_.plan, result.estimate.done,
                                                   leading_fits({result.carriers, result.cells}, result.estimate));
        if (const auto* end = std::get_if<aim::SweepEnd>(&step)) {
            result.end = end_of(*end);
            return;
        }
        const auto& next = std::get<aim::NextStop>(step);
        StopAnnounced announced{.kind = kind_of(next.purpose),
                                .target = {.azimuth = {next.azimuth_deg}},
                                .nth = next.nth,
                                .of_planned = next.of_planned};
        if (!any_good()) announced.target.polarization = sweep.setting_.polarizations[0];
        if (!go_on_after(visit(announced))) return;
    }
}

void LiveSweep::Run::compare() {
    const aim::VerdictKind kind = result.estimate.verdict.kind;
    if (!sweep.setting_.compare_polarizations || !result.estimate.verdict.cell) return;
    if (kind != aim::VerdictKind::point && kind != aim::VerdictKind::tie) return;
    const double wanted_deg = result.estimate.fits[*result.estimate.verdict.cell]->recommended_deg;
    const double step_deg = sweep.setting_.plan.azimuth_step_deg;
    const double azimuth_deg = pose::once_round(step_deg * std::round(wanted_deg / step_deg));
    for (;;) {
        const auto next = aim::next_polarization(result.estimate.polarization_dwells, result.estimate.polarization);
        if (!next) return;
        const StopAnnounced announced{
            .kind = StopKind::polarization,
            .target = {.azimuth = {azimuth_deg}, .polarization = sweep.setting_.polarizations[next->b ? 1 : 0]},
            .nth = next->nth,
            .of_planned = std::max(next->nth, aim::usual_polarization_dwells)};
        const Outcome outcome = visit(announced);
        if (outcome == Outcome::skipped || !go_on_after(outcome)) return;
    }
}

LiveSweep::LiveSweep(radio::Radio& radio, pose::AntennaHolder& holder, LiveSweepSetting setting, CarrierChoice carriers)
    : radio_(radio), holder_(holder), setting_(std::move(setting)), carriers_(std::move(carriers)) {
    setting_.plan.azimuth_sigma_deg = holder_.azimuth_sigma_deg();
    setting_.plan.azimuth_step_deg = holder_.azimuth_step_deg();
    setting_.plan.move_s = holder_.move_s();
}

void LiveSweep::take_over(std::vector<SweepStopRecord> stops, std::vector<SweepCell> cells) {
    earlier_ = std::move(stops);
    earlier_cells_ = std::move(cells);
}

LiveSweepResult LiveSweep::run(const LiveSweepEvents& events, const Keep& keep, StopToken stop) {
    Run run{.sweep = *this,
            .events = events,
            .keep = keep,
            .stop = stop,
            .dwell = LiveDwell(radio_, carriers_.swept, events.looked),
            .result = {}};
    for (const SweepCell& cell : earlier_cells_) run.dwell.add_cell(cell);
    run.result.carriers = carriers_.swept;
    run.result.gain_db = radio_.gain_db();
    run.result.stops = earlier_;
    setting_.plan.dwell_s = run.dwell.dwell_s(setting_.plan.dwell_s);
    run.result.present_deg = setting_.plan.first_azimuth_deg;
    run.estimate();
    if (events.begins) events.begins(aim::expected_length(setting_.plan));
    run.circle();
    run.estimate();
    if (run.result.end != LiveSweepEnd::quit && run.result.end != LiveSweepEnd::overload) run.compare();
    run.result.look_spacing_s = run.dwell.spacing_s();
    return std::move(run.result);
}

}  // namespace boresight::survey
