// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/advise_sweep.h"

#include <algorithm>

#include "advise/own_carriers.h"
#include "survey/channel_power.h"
#include "survey/heard_carriers.h"

namespace boresight::app {

namespace {

using survey::LiveEstimate;
using survey::StoredSweep;

advise::MeasuredCell cell_on(const survey::SweepCarrier& carrier, const std::string& operator_name,
                             const survey::SweepCell* serving) {
    advise::MeasuredCell cell;
    cell.frequency_hz = carrier.frequency_hz;
    cell.operator_name = operator_name;
    if (!serving) return cell;
    cell.tdd = serving->duplex == dsp::lte::Duplex::tdd;
    cell.pci = serving->pci;
    cell.ports = serving->ports;
    const int n_rb_dl = std::max(carrier.n_rb_dl, serving->n_rb_dl);
    if (n_rb_dl > 0) cell.bandwidth_hz = survey::channel_width_hz(n_rb_dl);
    return cell;
}

const survey::SweepCell* any_cell(const StoredSweep& stored, double frequency_hz) {
    const auto found = std::find_if(stored.cells.begin(), stored.cells.end(),
                                    [&](const auto& each) { return each.frequency_hz == frequency_hz; });
    return found == stored.cells.end() ? nullptr : &*found;
}

// Which of its carriers may lead; true where that is what it was swept with, so that its own estimate holds.
bool mark_usable(const MeasuredSweep& sweep, const advise::RankingQuestion& question, StoredSweep& stored) {
    bool as_before = true;
    for (std::size_t c = 0; c < stored.origin.carriers.size(); ++c) {
        survey::SweepCarrier& carrier = stored.origin.carriers[c];
        const bool before = carrier.usable;
        carrier.usable =
            carrier.rat == catalog::Rat::lte &&
            advise::is_candidate(cell_on(carrier, sweep.operator_names[c], any_cell(stored, carrier.frequency_hz)),
                                 question);
        as_before = as_before && carrier.usable == before;
    }
    return as_before;
}

class Ranked {
public:
    Ranked(const MeasuredSweep& sweep, const StoredSweep& stored, const LiveEstimate& estimate, double azimuth_deg)
        : sweep_(sweep), stored_(stored), estimate_(estimate), azimuth_deg_(azimuth_deg) {}

    // Of those marked usable, or of the others, which are told of but don't lead.
    void add(bool usable, std::vector<advise::MeasuredCell>& cells) const {
        std::vector<survey::SweepCarrier> carriers = stored_.origin.carriers;
        if (!usable)
            for (survey::SweepCarrier& carrier : carriers) carrier.usable = !carrier.usable;
        const survey::SweptCells swept{carriers, stored_.cells};
        const auto there =
            survey::carriers_at(azimuth_deg_, swept, estimate_, stored_.origin.setting.plan.first_azimuth_deg);
        if (!there) return;
        for (const aim::CarrierPointing& one : there->carriers) {
            const auto serving = survey::serving_cell(one, swept, estimate_);
            if (!serving || carriers[one.carrier].rat != catalog::Rat::lte) continue;
            advise::MeasuredCell cell =
                cell_on(carriers[one.carrier], sweep_.operator_names[one.carrier], &stored_.cells[*serving]);
            cell.sinr_db = one.sinr_db;
            cell.mean_mbps = one.capacity_mbps;
            if (usable) add_choice(one, cell);
            cells.push_back(std::move(cell));
        }
    }

private:
    void add_choice(const aim::CarrierPointing& one, advise::MeasuredCell& cell) const {
        cell.p_best = one.p_best;
        if (!estimate_.choice) return;
        for (const aim::CarrierPointing& own : estimate_.choice->carriers) {
            if (own.carrier != one.carrier) continue;
            cell.own_azimuth_deg = own.azimuth_deg;
            cell.own_mbps = own.capacity_mbps;
        }
        cell.leads =
            estimate_.pointing_deg == azimuth_deg_ && estimate_.choice->carriers.front().carrier == one.carrier;
    }

    const MeasuredSweep& sweep_;
    const StoredSweep& stored_;
    const LiveEstimate& estimate_;
    double azimuth_deg_;
};

}  // namespace

SweptPointing point_by_sweep(const MeasuredSweep& sweep, const advise::RankingQuestion& question,
                             std::optional<double> asked_deg) {
    StoredSweep stored = sweep.stored;
    const bool as_before = mark_usable(sweep, question, stored);
    const LiveEstimate estimate = as_before ? sweep.estimate : survey::estimate_again(stored);
    SweptPointing out;
    out.kind = estimate.verdict.kind;
    const double own_deg = estimate.pointing_deg.value_or(sweep.estimate.pointing_deg.value_or(0));
    out.azimuth_deg = asked_deg.value_or(own_deg);
    if (!asked_deg && estimate.verdict.azimuth_deg == out.azimuth_deg) {
        out.low_deg = estimate.verdict.low_deg;
        out.high_deg = estimate.verdict.high_deg;
    }
    const Ranked ranked(sweep, stored, estimate, out.azimuth_deg);
    ranked.add(true, out.cells);
    ranked.add(false, out.cells);
    return out;
}

}  // namespace boresight::app
