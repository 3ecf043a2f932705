// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/snapshot_advise.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "app/advise_words.h"
#include "catalog/hotspots.h"

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

// Questions that were asked already aren't asked again.
void append_new(std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const std::string& one : more)
        if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
}

// Bands that share a reason are told together, by their numbers.
void add_left_out(const std::vector<advise::LeftOut>& all, std::vector<BandLeftOut>& out) {
    std::vector<std::pair<std::string, std::set<int>>> reasons;
    for (const advise::LeftOut& one : all) {
        auto same = std::find_if(reasons.begin(), reasons.end(), [&](const auto& it) { return it.first == one.why; });
        if (same == reasons.end()) same = reasons.insert(same, {one.why, {}});
        same->second.insert(one.band);
    }
    for (const auto& [why, bands] : reasons) out.push_back({fmt::format("{}", fmt::join(bands, ", ")), why});
}

void add_circular(const advise::Circular& circular, const AdviseOutcome& outcome, AdviseState& state) {
    state.circular = fmt::format("As of {}{}: {}", outcome.day,
                                 outcome.day_of_scene ? " (the day of the made world)" : "", circular.sentence);
    append(state.reasons, circular.reasons);
    append(state.reasons, circular.checks);
}

}  // namespace

LockSteps lock_steps(const advise::Lock& lock, const std::string& device) {
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
        append_new(steps.query, lock.cell->steps.query);
        append(steps.undo, lock.cell->steps.undo);
        append(steps.lock, lock.cell->steps.lock);
        append_new(steps.verify, lock.cell->steps.verify);
    }
    steps.why_not = lock.possible() ? "" : lock.why_not;
    steps.warnings = lock.warnings;
    for (const advise::Blank& blank : lock.blanks)
        steps.warnings.push_back(fmt::format("{} stands for {}.", blank.written, blank.meaning));
    if (lock.possible() && !lock.why_not.empty()) steps.notes.push_back(fmt::format("But {}.", lock.why_not));
    if (lock.cell) {
        steps.notes.push_back(fmt::format("The commands for the cell: confidence {}{}.", lock.cell->sure,
                                          lock.cell->fits.empty() ? "" : ", for " + lock.cell->fits));
        if (!lock.cell->note.empty()) steps.notes.push_back(lock.cell->note + ".");
    } else if (!lock.why_no_cell.empty()) {
        steps.notes.push_back(fmt::format("Not to the cell: {}.", lock.why_no_cell));
    }
    if (!lock.restart.empty()) steps.notes.push_back(fmt::format("Restart needed: {}.", lock.restart));
    if (!lock.kept.empty()) steps.notes.push_back(fmt::format("Kept over a restart: {}.", lock.kept));
    append(steps.notes, lock.notes);
    return steps;
}

AdviseState advise_state(const AdviseOutcome& outcome, const std::string& hotspot, const std::string& microcell) {
    AdviseState state;
    state.known = true;
    const std::optional<double> azimuth = outcome.source ? outcome.source->azimuth_deg : std::nullopt;
    for (const advise::RankedCarrier& carrier : outcome.ranking.carriers)
        state.ranking.push_back(ranked(carrier, azimuth));
    add_left_out(outcome.ranking.not_measured, state.not_measured);
    add_left_out(outcome.ranking.not_usable, state.not_measured);
    if (outcome.source) {
        state.source = source_words(*outcome.source);
        append(state.notes, outcome.source->passed_over);
    }
    const catalog::Hotspot* known = hotspot.empty() ? nullptr : catalog::find_hotspot(hotspot);
    if (outcome.lock) {
        state.lock = lock_steps(*outcome.lock, hotspot);
        if (known != nullptr && !known->note.empty())
            state.lock->notes.insert(state.lock->notes.begin(), fmt::format("About this one: {}.", known->note));
    } else if (!hotspot.empty()) {
        state.lock = LockSteps{};
        state.lock->device = hotspot;
        state.lock->why_not = known != nullptr
                                  ? outcome.why_no_lock
                                  : "No hotspot of this name is known: choose it, or one like it, from the list.";
    }
    state.microcell = microcell;
    if (outcome.circular) add_circular(*outcome.circular, outcome, state);
    if (!outcome.ranking.why_empty.empty()) state.notes.push_back(outcome.ranking.why_empty);
    append(state.notes, advise::ranking_notes(outcome.ranking));
    return state;
}

}  // namespace boresight::app
