// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "aim/angle.h"
#include "app/aim_figures.h"
#include "app/aim_words.h"
#include "app/signal_quality.h"
#include "catalog/frequency_text.h"

namespace boresight::app {

namespace {

using aim::VerdictKind;

constexpr double worth_telling_deg = 20;  // a runner-up's azimuth, beside the best's

// ", 6 dB better than now (4 to 9)."
std::string gain_sentence(const aim::Value& gain) {
    if (std::abs(gain.value) < 0.5) return fmt::format(", as now (within {:.0f} dB).", std::max(gain.high, -gain.low));
    if (gain.value < 0)
        return fmt::format(", {:.0f} dB worse than now ({:.0f} to {:.0f}).", -gain.value, -gain.high, -gain.low);
    return fmt::format(", {:.0f} dB better than now ({:.0f} to {:.0f}).", gain.value, gain.low, gain.high);
}

// "Runner-up: band 5 (EARFCN 2450), 3 dB behind, 40 % less capacity." Each with the antenna turned for its own sake.
std::string runner_up(const LiveAimReport& report) {
    const aim::CapacityChoice& choice = *report.estimate().choice;
    if (choice.carriers.size() < 2) return {};
    const aim::CarrierPointing &best = choice.carriers[0], &next = choice.carriers[1];
    if (!(best.capacity_mbps > 0)) return {};
    const std::string name = carrier_words(report, report.outcome.sweep.carriers[next.carrier]);
    const double apart_deg = std::abs(aim::wrap_deg(next.azimuth_deg - *report.estimate().pointing_deg));
    const std::string turned =
        apart_deg < worth_telling_deg
            ? ""
            : fmt::format(" (turned to {})", azimuth_words(report.outcome.setting.scale, next.azimuth_deg));
    if (choice.decision == aim::CarrierDecision::tied)
        return fmt::format(" As good: {}{}; take what is easier to mount and to lock.", name, turned);
    const double behind_db = best.sinr_db.value - next.sinr_db.value;
    std::string out =
        fmt::format(" Runner-up: {}{}, {:.0f} dB {}, {:.0f} % less capacity", name, turned, std::abs(behind_db),
                    behind_db > -0.5 ? "behind" : "ahead", 100 * (1 - next.capacity_mbps / best.capacity_mbps));
    out += choice.decision == aim::CarrierDecision::undecided
               ? fmt::format(" (the better one with probability {:.2f}).", next.p_best)
               : ".";
    return out;
}

}  // namespace

std::optional<catalog::Carrier> name_of(const LiveAimReport& report, const survey::SweepCarrier& carrier) {
    if (carrier.rat == catalog::Rat::umts) return umts_name(report.who, carrier.names);
    const auto& cells = report.outcome.sweep.cells;
    const bool tdd = std::any_of(cells.begin(), cells.end(), [&](const survey::SweepCell& cell) {
        return cell.frequency_hz == carrier.frequency_hz && cell.duplex == dsp::lte::Duplex::tdd;
    });
    return carrier_name(report.who, carrier.frequency_hz, tdd);
}

std::string carrier_words(const LiveAimReport& report, const survey::SweepCarrier& carrier) {
    const auto name = name_of(report, carrier);
    if (!name) return catalog::frequency_text(carrier.frequency_hz);
    return carrier_label(*name);
}

const aim::CarrierPointing* best_there(const LiveAimReport& report) {
    const survey::LiveEstimate& estimate = report.estimate();
    if (!estimate.choice || !estimate.there || !estimate.leading) return nullptr;
    for (const aim::CarrierPointing& each : estimate.there->carriers)
        if (each.carrier == estimate.choice->carriers.front().carrier) return &each;
    return nullptr;
}

AimLock live_lock(const LiveAimReport& report) {
    using enum VerdictKind;
    const aim::CarrierPointing* best = best_there(report);
    const VerdictKind kind = report.estimate().verdict.kind;
    if (best == nullptr && report.estimate().leading)
        return {.lock = {}, .why_not = "none of the carriers that were swept is of a band that the hotspot has"};
    if (best == nullptr || kind == not_enough) return {.lock = {}, .why_not = "the sweep hasn't decided which cell"};
    const survey::LiveSweepResult& sweep = report.outcome.sweep;
    const survey::SweepCarrier& carrier = sweep.carriers[best->carrier];
    const auto name = name_of(report, carrier);
    if (carrier.rat == catalog::Rat::umts && name) return lock_umts(report.who, name->band->number);
    if (!name) return {.lock = {}, .why_not = "no band of LTE has this carrier"};
    return lock_cell(report.who, *name, sweep.cells[*sweep.estimate.leading].pci);
}

namespace {

// Its pilot's level is what a turn of the antenna changes for sure; how fast 3G is there is a rough estimate.
std::string umts_sentence(const LiveAimReport& report, const survey::SweepCarrier& carrier,
                          const survey::SweepCell& cell, const aim::CarrierPointing& there) {
    std::string out = fmt::format(" The best is {}, cell {}. Expect its signal strength (RSCP)",
                                  carrier_words(report, carrier), identity_words(cell));
    const std::optional<aim::Value>& gain = report.estimate().verdict.gain_over_present_db;
    out += gain ? gain_sentence(*gain).substr(1) : std::string(" as now.");
    return out +
           fmt::format(" It could carry some {} in all, by a rough estimate.", umts_capacity_words(there.sinr_db));
}

}  // namespace

std::string lock_sentence(const LiveAimReport& report) {
    const aim::CarrierPointing* best = best_there(report);
    if (best == nullptr) return {};
    const survey::LiveSweepResult& sweep = report.outcome.sweep;
    const survey::SweepCarrier& carrier = sweep.carriers[best->carrier];
    const survey::SweepCell& cell = sweep.cells[*sweep.estimate.leading];
    if (carrier.rat == catalog::Rat::umts) return umts_sentence(report, carrier, cell, *best);
    const auto name = name_of(report, carrier);
    std::string out = name ? fmt::format(" Lock LTE band {} (carrier EARFCN {}, cell PCI {}).", name->band->label,
                                         name->channel, cell.pci)
                           : fmt::format(" The best is the cell PCI {} at {}.", cell.pci,
                                         catalog::frequency_text(carrier.frequency_hz));
    const bool beyond = best->sinr_db.value > aim::known_sinr_db - 0.5;
    const char* word = quality_word(quality_of(best->sinr_db.value));
    out += beyond ? fmt::format(" Expect a signal quality (SINR) above {:.0f} dB ({})", aim::known_sinr_db, word)
                  : fmt::format(" Expect a signal quality (SINR) of {:.0f} dB ({:.0f} to {:.0f}; {})",
                                best->sinr_db.value, best->sinr_db.low, best->sinr_db.high, word);
    return out + gain_sentence(best->sinr_gain_db) + runner_up(report);
}

}  // namespace boresight::app
