// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as rows of numbers and back: flags are 0 or 1. Nothing fails; any thread.
#pragma once

#include <cstddef>
#include <vector>

#include "tests/proof/bands.h"
#include "tests/proof/runs.h"

namespace boresight::proof {

using Record = std::vector<double>;

template <class Visit>
void each_field(SweepRun& run, const Visit& visit) {
    visit(run.usable), visit(run.refused), visit(run.covered), visit(run.gain_covered), visit(run.reached);
    visit(run.warned), visit(run.one_arc), visit(run.pointed), visit(run.repaired);
    visit(run.error_deg), visit(run.half_width_deg), visit(run.loss_db), visit(run.stops), visit(run.duration_s);
    visit(run.loudest_error_deg);
}

template <class Visit>
void each_field(ForecastRun& run, const Visit& visit) {
    visit(run.announced), visit(run.reached), visit(run.stops), visit(run.taken);
}

template <class Visit>
void each_field(PolarizationRun& run, const Visit& visit) {
    visit(run.a), visit(run.b), visit(run.equal), visit(run.covered), visit(run.half_width_db), visit(run.duration_s);
}

template <class Visit>
void each_field(TiltRun& run, const Visit& visit) {
    visit(run.better), visit(run.equal), visit(run.truly_better), visit(run.covered), visit(run.gain_covered);
    visit(run.half_width_deg), visit(run.loss_db), visit(run.dwells);
}

template <class Visit>
void each_field(BandRun& run, const Visit& visit) {
    visit(run.right), visit(run.declared), visit(run.share), visit(run.gain_covered), visit(run.gain_half_width_db);
    visit(run.stops), visit(run.undecided);
}

struct AlarmRun {
    bool alarmed = false;
};

template <class Visit>
void each_field(AlarmRun& run, const Visit& visit) {
    visit(run.alarmed);
}

template <class Run>
Record record_of(Run run) {
    Record out;
    each_field(run, [&](auto& field) { out.push_back(static_cast<double>(field)); });
    return out;
}

// A record that is too short leaves the rest as it is in a run that failed.
template <class Run>
Run run_of(const Record& record) {
    Run run;
    std::size_t at = 0;
    each_field(run, [&](auto& field) {
        if (at < record.size()) field = static_cast<std::remove_reference_t<decltype(field)>>(record[at]);
        ++at;
    });
    return run;
}

}  // namespace boresight::proof
