// SPDX-License-Identifier: GPL-3.0-or-later
// The check of a mounted antenna, from the window.
#include "app/engine_job.h"
#include "platform/error.h"

namespace boresight::app {

namespace {

constexpr double check_s = 8;

CheckWord word_of(const CheckReport& report) {
    if (report.stopped) return CheckWord::none;
    switch (report.result.outcome) {
        case survey::CheckOutcome::pass: return CheckWord::pass;
        case survey::CheckOutcome::full_scale: return CheckWord::untold;
        default: break;
    }
    return CheckWord::fail;
}

}  // namespace

// Whether the last finished sweep has promised anything.
bool Engine::Work::checkable() {
    try {
        if (!std::filesystem::exists(session_->database())) return false;
        store::Reader reader(session_->database());
        const auto sweep = survey::last_finished_sweep(reader);
        return sweep && survey::check_target(*sweep, survey::estimate_again(*sweep)).has_value();
    } catch (const Error& error) {
        tell(error);
        return false;
    }
}

// By hand the person says that the bolts are tight.
pose::Turned Engine::Work::begin_check(const CheckReport& report, const CheckStop& next, pose::AntennaHolder& antenna,
                                       StopToken stop) {
    const pose::Target target{.azimuth = {next.azimuth_deg}, .polarization = report.target.mount};
    publisher_.change([&](Snapshot& now) {
        now.aim.by_hand = antenna.by_hand();
        now.aim.phase = antenna.by_hand() ? AimPhase::asking : AimPhase::turning;
        now.aim.hold_share.reset();
        now.aim.next = AimNext{.azimuth_deg = next.azimuth_deg,
                               .use = StopUse::check,
                               .polarization = report.target.mount.label,
                               .elevation_deg = {},
                               .nth = next.nth,
                               .of_planned = next.of};
    });
    return antenna.turn(target, stop).end;
}

void Engine::Work::check() {
    guarded(JobKind::aim, [this](StopToken stop) {
        publisher_.change([](Snapshot& now) { now.aim.check = CheckWord::none; });
        const std::unique_ptr<pose::AntennaHolder> antenna = holder();
        const CheckRequest request{
            .database = session_->database(), .seconds = check_s, .who = looks_for(), .flanks = !antenna->by_hand()};
        const auto begins = [&](const CheckReport& report, const CheckStop& next) {
            return begin_check(report, next, *antenna, stop);
        };
        const auto progress = [this, stop](double share) {
            show_job(JobKind::aim, JobState::running, share, "checking");
            publisher_.change([share](Snapshot& now) {
                now.aim.phase = AimPhase::holding;
                now.aim.hold_share = share;
            });
            return !stop.stop_requested();
        };
        const CheckReport report = check_job(session_->radio(), request, begins, progress, stop);
        publisher_.change([&report](Snapshot& now) {
            now.aim.check = word_of(report);
            now.aim.check_sentence = check_sentence(report);
            now.aim.next_step = check_next(report).substr(std::string("Next: ").size());
        });
        return report.stopped ? JobState::stopped : JobState::done;
    });
    publisher_.change([checkable = checkable()](Snapshot& now) {
        now.aim.can_check = checkable;
        now.aim.phase = AimPhase::done;
        now.aim.next.reset();
        now.aim.hold_share.reset();
    });
}

}  // namespace boresight::app
