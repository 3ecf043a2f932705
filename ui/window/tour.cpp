// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tour.h"

namespace boresight::ui {

namespace {

constexpr std::size_t rows_wanted = 520;  // fills the highest waterfall

bool ended(const app::Snapshot& snapshot, app::JobKind kind) {
    const app::JobInfo* job = app::find_job(snapshot, kind);
    return job != nullptr && job->state != app::JobState::running && job->state != app::JobState::stopping &&
           job->state != app::JobState::idle;
}

std::uint64_t newest_row(const app::Snapshot& snapshot) {
    return snapshot.listen.waterfall.empty() ? 0 : snapshot.listen.waterfall.back()->number;
}

// Where a carrier and the noise beside it are both seen.
std::optional<double> edge_of_a_carrier(const app::Snapshot& snapshot) {
    if (!snapshot.cells || snapshot.cells->empty()) return std::nullopt;
    const app::CellRow& first = snapshot.cells->front();
    if (!first.frequency_hz || !first.bandwidth_mhz) return std::nullopt;
    return *first.frequency_hz - *first.bandwidth_mhz * 1e6 / 2;
}

// No radio was opened, and why stands in a message: nothing will ever happen.
bool hopeless(const app::Snapshot& snapshot) {
    return snapshot.source.label.empty() && !snapshot.messages.empty() &&
           snapshot.messages.back().weight == app::Weight::error;
}

}  // namespace

std::optional<app::Command> Tour::next(const app::Snapshot& snapshot) {
    constexpr app::JobKind jobs[]{app::JobKind::scan, app::JobKind::aim, app::JobKind::advise, app::JobKind::listen};
    if (hopeless(snapshot)) step_ = steps;
    if (done()) return std::nullopt;
    if (jobs[step_] == app::JobKind::listen) {
        if (rows_until_ == 0) {
            rows_until_ = newest_row(snapshot) + rows_wanted;
            if (const auto edge_hz = edge_of_a_carrier(snapshot)) return app::TuneTo{*edge_hz};
        }
        if (!sent_) {
            sent_ = true;
            return app::Listen{};
        }
        const app::JobInfo* listening = app::find_job(snapshot, app::JobKind::listen);
        const bool failed = listening != nullptr && listening->state == app::JobState::failed;
        if (newest_row(snapshot) < rows_until_ && !failed) return std::nullopt;
    } else if (!sent_) {
        sent_ = true;
        if (step_ == 0) return app::StartScan{};
        if (step_ == 1) return app::StartAim{};
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
