// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tour.h"

namespace boresight::ui {

namespace {

constexpr std::size_t rows_wanted = 60;

bool ended(const app::Snapshot& snapshot, app::JobKind kind) {
    const app::JobInfo* job = app::find_job(snapshot, kind);
    return job != nullptr && job->state != app::JobState::running && job->state != app::JobState::stopping &&
           job->state != app::JobState::idle;
}

std::uint64_t newest_row(const app::Snapshot& snapshot) {
    return snapshot.listen.waterfall.empty() ? 0 : snapshot.listen.waterfall.back()->number;
}

}  // namespace

std::optional<app::Command> Tour::next(const app::Snapshot& snapshot) {
    constexpr app::JobKind jobs[]{app::JobKind::scan, app::JobKind::listen, app::JobKind::aim, app::JobKind::advise};
    if (done()) return std::nullopt;
    if (jobs[step_] == app::JobKind::listen) {
        if (rows_until_ == 0) rows_until_ = newest_row(snapshot) + rows_wanted;
        if (newest_row(snapshot) < rows_until_ && !ended(snapshot, app::JobKind::listen)) return std::nullopt;
    } else if (!sent_) {
        sent_ = true;
        if (step_ == 0) return app::StartScan{};
        if (step_ == 2) return app::StartAim{};
        return app::StartAdvise{};
    } else if (!ended(snapshot, jobs[step_])) {
        if (snapshot.aim.phase == app::AimPhase::asking) return app::AntennaIsThere{};
        return std::nullopt;
    }
    ++step_;
    sent_ = false;
    return std::nullopt;
}

}  // namespace boresight::ui
