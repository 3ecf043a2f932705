// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/aim_job.h"

#include <fmt/format.h>

#include <memory>

#include "platform/error.h"

namespace boresight::app {

namespace {

constexpr std::int64_t pause_ns = 10'000'000'000;  // between a made world's earlier run and this one

bool over(survey::LiveSweepEnd end) {
    return end != survey::LiveSweepEnd::quit && end != survey::LiveSweepEnd::overload;
}

// A full disk, say: what was kept is there, and the person on the ladder needn't begin anew.
void keep(survey::SweepRecorder& recorder, const survey::SweepStopRecord& stop,
          const std::vector<survey::SweepCell>& cells) {
    try {
        recorder.keep(stop, cells);
    } catch (const Error& error) {
        if (error.kind() != Error::Kind::fault || recorder.readings() == 0) throw;
        ErrorText text = error.text();
        text.fix += ". \"boresight aim --resume\" then goes on after the last stop that is safe";
        throw Error(Error::Kind::fault, text);
    }
}

// What explains the readings, by the words of the store's events.
void keep(survey::SweepRecorder& recorder, const survey::SweepMishap& mishap) {
    const std::string gains = fmt::format("from {:.2f} to {:.2f} dB", mishap.from_db, mishap.to_db);
    switch (mishap.kind) {
        case survey::MishapKind::radio_lost: recorder.tell("unplugged", "in the middle of a sweep"); return;
        case survey::MishapKind::radio_back: recorder.tell("resume", "the radio is back"); return;
        case survey::MishapKind::antenna_lost: recorder.tell("rotator_lost", mishap.why); return;
        case survey::MishapKind::antenna_back: recorder.tell("resume", "the rotator is back"); return;
        case survey::MishapKind::gain_lowered: recorder.tell("gain_change", gains + ": full scale"); return;
        case survey::MishapKind::gain_distrusted:
            recorder.tell("gain_change", gains + ": full scale, and the level doesn't follow");
            return;
        case survey::MishapKind::gain_changed: break;
    }
    recorder.tell("gain_change", gains + ": by somebody else");
}

AimOutcome run(radio::Radio& radio, survey::LiveSweep& sweep, const survey::SweepOrigin& origin,
               const std::filesystem::path& database, survey::LiveSweepEvents events, StopToken stop,
               const survey::Comeback& comeback) {
    AimOutcome outcome;
    outcome.setting = origin.setting;
    outcome.operator_name = origin.operator_name;
    outcome.site = origin.site;
    outcome.simulated = origin.simulated;
    std::unique_ptr<survey::SweepRecorder> recorder;
    if (!database.empty()) recorder = std::make_unique<survey::SweepRecorder>(database, origin, radio.clock());
    survey::LiveSweep::Keep kept;
    if (recorder)
        kept = [&recorder](const survey::SweepStopRecord& one, const std::vector<survey::SweepCell>& cells) {
            keep(*recorder, one, cells);
        };
    events.mishap = [&recorder, &outcome, told = events.mishap](const survey::SweepMishap& mishap) {
        if (recorder) keep(*recorder, mishap);
        outcome.mishaps.push_back(mishap);
        if (told) told(mishap);
    };
    outcome.sweep = sweep.run(events, kept, stop, comeback);
    outcome.setting.plan = sweep.setting().plan;
    if (!recorder) return outcome;
    recorder->finish(over(outcome.sweep.end) ? store::SweepState::done : store::SweepState::stopped);
    outcome.kept_readings = recorder->readings();
    return outcome;
}

}  // namespace

AimOutcome aim_job(radio::Radio& radio, pose::AntennaHolder& holder, const AimRequest& request,
                   const survey::LiveSweepEvents& events, StopToken stop, const survey::Comeback& comeback) {
    survey::CarrierChoice choice = survey::choose_carriers(request.cells, request.wish);
    if (choice.swept.empty())
        throw Error(Error::Kind::bad_input, {.what = request.wish.operator_name.empty()
                                                         ? "no cell was heard whose carrier could be swept"
                                                         : "no cell of " + request.wish.operator_name + " was heard",
                                             .where = "aim",
                                             .expected = "a cell whose master information block (MIB) could be read",
                                             .fix = "Turn the antenna elsewhere and scan again"});
    survey::LiveSweep sweep(radio, holder, request.setting, choice);
    survey::SweepOrigin origin{.radio = radio.name().arguments,
                               .antenna = request.antenna,
                               .operator_name = request.wish.operator_name,
                               .site = request.site,
                               .hotspot = request.who.hotspot ? request.who.hotspot->id : "",
                               .country = request.who.country ? request.who.country->iso : "",
                               .microcell = swept_with(request.who.own),
                               .reach = radio.limits().tuner,
                               .simulated = radio.name().simulated,
                               .setting = sweep.setting(),
                               .carriers = choice.swept};
    for (const survey::BandNotHeard& one : request.not_heard) origin.not_heard.push_back(one.band->number);
    AimOutcome outcome = run(radio, sweep, origin, request.database, events, stop, comeback);
    outcome.left_out = std::move(choice.left_out);
    return outcome;
}

void pass_time_after(std::int64_t wall_ns, radio::Radio& radio) {
    Clock& clock = radio.clock();
    const std::int64_t behind_ns = wall_ns - clock.wall_ns();
    if (radio.name().own_time && behind_ns > 0) clock.sleep_until(clock.monotonic_ns() + behind_ns + pause_ns);
}

AimOutcome resume_aim_job(radio::Radio& radio, pose::AntennaHolder& holder, const survey::StoredSweep& stored,
                          const std::filesystem::path& database, const survey::LiveSweepEvents& events, StopToken stop,
                          const survey::Comeback& comeback) {
    pass_time_after(stored.stops.back().end_ns, radio);
    if (stored.gain_db) radio.set_gain_db(*stored.gain_db);
    survey::SweepOrigin origin = stored.origin;
    origin.continues = stored.session;
    survey::LiveSweep sweep(radio, holder, origin.setting, {.swept = origin.carriers, .left_out = {}});
    sweep.take_over(stored.stops, stored.cells);
    origin.setting = sweep.setting();
    return run(radio, sweep, origin, database, events, stop, comeback);
}

}  // namespace boresight::app
