// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/snapshot_advise.h"

#include <fmt/format.h>

namespace boresight::app {

namespace {

RankedCarrier ranked(const advise::RankedCarrier& carrier, std::optional<double> azimuth_deg) {
    return {std::to_string(carrier.band),
            carrier.earfcn,
            carrier.pci,
            Interval{carrier.expected_mbps, carrier.capacity_mbps.low, carrier.capacity_mbps.high},
            azimuth_deg,
            carrier.why};
}

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

LockSteps steps_of(const advise::Lock& lock, const std::string& device) {
    LockSteps steps;
    steps.device = device;
    steps.family = lock.family_name;
    steps.sure = lock.sure;
    if (lock.steps) {
        steps.query = lock.steps->query;
        steps.undo = lock.steps->undo;
        steps.lock = lock.steps->lock;
        steps.verify = lock.steps->verify;
    }
    if (lock.cell) {
        append(steps.query, lock.cell->steps.query);
        append(steps.undo, lock.cell->steps.undo);
        append(steps.lock, lock.cell->steps.lock);
        append(steps.verify, lock.cell->steps.verify);
    }
    steps.why_not = lock.possible() ? "" : lock.why_not;
    steps.warnings = lock.warnings;
    for (const advise::Blank& blank : lock.blanks)
        steps.warnings.push_back(fmt::format("{} stands for {}.", blank.written, blank.meaning));
    return steps;
}

}  // namespace

AdviseState advise_state(const AdviseOutcome& outcome, const std::string& device) {
    AdviseState state;
    state.known = true;
    const std::optional<double> azimuth = outcome.source ? outcome.source->azimuth_deg : std::nullopt;
    for (const advise::RankedCarrier& carrier : outcome.ranking.carriers)
        state.ranking.push_back(ranked(carrier, azimuth));
    for (const advise::LeftOut& left : outcome.ranking.not_measured)
        state.not_measured.push_back({std::to_string(left.band), left.why});
    for (const advise::LeftOut& left : outcome.ranking.not_usable)
        state.not_measured.push_back({std::to_string(left.band), left.why});
    if (outcome.lock) state.lock = steps_of(*outcome.lock, device);
    if (!outcome.lock && !outcome.why_no_lock.empty()) {
        state.lock = LockSteps{};
        state.lock->device = device;
        state.lock->why_not = outcome.why_no_lock;
    }
    if (outcome.circular) state.circular = outcome.circular->sentence;
    if (!outcome.ranking.why_empty.empty()) state.notes.push_back(outcome.ranking.why_empty);
    append(state.notes, advise::ranking_notes(outcome.ranking));
    return state;
}

}  // namespace boresight::app
