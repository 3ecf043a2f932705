// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/live_sweep.h"

#include "survey/heard_carriers.h"
#include "survey/live_sweep_run.h"

namespace boresight::survey {

namespace {

StopKind kind_of(aim::StopPurpose purpose) {
    switch (purpose) {
        case aim::StopPurpose::ring: return StopKind::ring;
        case aim::StopPurpose::reference: return StopKind::reference;
        case aim::StopPurpose::turn: return StopKind::turn;
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

void LiveSweep::Run::estimate() {
    const bool fit = ring_is_done(result.stops, sweep.setting_.plan) || result.end != LiveSweepEnd::quit;
    result.cells = dwell->cells();
    result.estimate = estimate_live(result.stops, {result.carriers, result.cells}, sweep.setting_.plan,
                                    {.fit = fit, .present_deg = result.present_deg});
}

void LiveSweep::Run::circle() {
    for (;;) {
        const SweptCells swept{result.carriers, result.cells};
        const aim::SweepPlanSetting& plan = sweep.setting_.plan;
        const aim::SweepStep step = aim::next_stop(plan, result.estimate.done, leading_fits(swept, result.estimate),
                                                   settling_deg(swept, result.estimate, plan));
        if (const auto* end = std::get_if<aim::SweepEnd>(&step)) {
            result.end = end_of(*end);
            return;
        }
        const auto& next = std::get<aim::NextStop>(step);
        StopAnnounced announced{.kind = kind_of(next.purpose),
                                .target = {.azimuth = {next.azimuth_deg}},
                                .nth = next.nth,
                                .of_planned = next.of_planned,
                                .turn_by_deg = next.turn_by_deg};
        if (!any_good()) announced.target.polarization = sweep.setting_.polarizations[0];
        if (!go_on_after(announced.turn_by_deg ? follow(announced) : visit(announced))) return;
    }
}

LiveSweep::LiveSweep(radio::Radio& radio, pose::AntennaHolder& holder, LiveSweepSetting setting, CarrierChoice carriers)
    : radio_(radio), holder_(holder), setting_(std::move(setting)), carriers_(std::move(carriers)) {
    setting_.plan.azimuth_sigma_deg = holder_.azimuth_sigma_deg();
    setting_.plan.azimuth_step_deg = holder_.azimuth_step_deg();
    setting_.plan.move_s = holder_.move_s();
    if (!holder_.turns_steadily()) setting_.plan.turn_deg.reset();
}

void LiveSweep::take_over(std::vector<SweepStopRecord> stops, std::vector<SweepCell> cells) {
    earlier_ = std::move(stops);
    earlier_cells_ = std::move(cells);
}

LiveSweepResult LiveSweep::run(const LiveSweepEvents& events, const Keep& keep, StopToken stop,
                               const Comeback& comeback) {
    Run run{.sweep = *this, .events = events, .keep = keep, .stop = stop, .comeback = comeback};
    run.dwell.emplace(radio_, carriers_.swept, events.looked);
    for (const SweepCell& cell : earlier_cells_) run.dwell->add_cell(cell);
    run.result.carriers = carriers_.swept;
    run.result.gain_db = radio_.gain_db();
    run.result.stops = earlier_;
    setting_.plan.dwell_s = run.dwell->dwell_s(setting_.plan.dwell_s);
    run.result.present_deg = setting_.plan.first_azimuth_deg;
    run.estimate();
    if (events.begins) events.begins(aim::expected_length(setting_.plan));
    run.circle();
    if (!ring_is_done(run.result.stops, setting_.plan)) run.estimate();  // else it is: with the last stop
    if (run.result.end != LiveSweepEnd::quit && run.result.end != LiveSweepEnd::overload && run.compare()) run.tilt();
    run.result.look_spacing_s = run.dwell->spacing_s();
    return std::move(run.result);
}

}  // namespace boresight::survey
