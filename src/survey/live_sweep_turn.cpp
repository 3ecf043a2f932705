// SPDX-License-Identifier: GPL-3.0-or-later
// A steady turn of a live sweep: the radio listens on while the antenna goes from one mark to the next, and what it
// heard is cut into stops.
#include <algorithm>

#include "aim/turn_plan.h"
#include "survey/live_sweep_run.h"
#include "survey/turn_pieces.h"

namespace boresight::survey {

namespace {

constexpr double longest_turns = 6;  // times what it is to take: then nobody turns it any more

}  // namespace

LiveSweep::Run::Outcome LiveSweep::Run::follow(StopAnnounced announced) {
    if (stop.stop_requested()) return Outcome::quit;
    gain_is_new();
    const aim::SweepPlanSetting& plan = sweep.setting_.plan;
    const aim::TurnSpan span{announced.target.azimuth.deg, announced.turn_by_deg.value_or(0)};
    announced.turn_s = aim::turn_s(plan, span.by_deg);
    if (events.stop_announced) events.stop_announced(announced);
    SweepStopRecord record = record_of(announced);
    const pose::Arrival begun = sweep.holder_.begin_turn(
        {.from = announced.target.azimuth, .by_deg = span.by_deg, .seconds = announced.turn_s}, stop);
    if (begun.end == pose::Turned::quit || stop.stop_requested()) return Outcome::quit;
    pose::Turning how = begun.there() ? pose::Turning::under_way : pose::Turning::skipped;
    const auto goes_on = [&](double since_s) {
        how = sweep.holder_.turning(since_s);
        const double share = std::min(1.0, since_s / announced.turn_s);
        if (how == pose::Turning::under_way && since_s > longest_turns * announced.turn_s) how = pose::Turning::skipped;
        if (how == pose::Turning::under_way && events.dwelling && !events.dwelling(share)) how = pose::Turning::quit;
        return how == pose::Turning::under_way;
    };
    if (begun.there()) {
        const DwellEnd end = dwell->follow(goes_on, stop, record);
        if (end == DwellEnd::unplugged) return wait_for_radio() ? Outcome::again : Outcome::quit;
        if (end == DwellEnd::stopped || how == pose::Turning::quit) return Outcome::quit;
    }
    if (how != pose::Turning::passed) {
        record.carriers.clear();
        record.azimuth_deg = aim::last_part_deg(span);
        record.start_ns = record.end_ns = sweep.radio_.clock().wall_ns();
        return take({record});
    }
    complete(record, begun, gain_is_new());
    const double sigma_deg = begun.azimuth.sigma_deg;
    const pose::SteadyTurn turn(announced.target.azimuth, span.by_deg,
                                {.utc_ns = record.start_ns, .sigma_deg = sigma_deg},
                                {.utc_ns = record.end_ns, .sigma_deg = sigma_deg});
    return take(cut_turn(record, turn, aim::pieces_of(plan, span.by_deg), aim::pieces_alike(plan, span.by_deg)));
}

}  // namespace boresight::survey
