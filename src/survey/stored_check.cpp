// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/stored_check.h"

#include "survey/stored_stops.h"
#include "survey/sweep_config.h"

namespace boresight::survey {

namespace {

std::vector<store::SessionId> checks_of(store::History& history, store::SessionId sweep) {
    std::vector<store::SessionId> found;
    store::SessionId latest_sweep{0};
    for (const store::KnownSession& known : history.sessions()) {
        if (known.session.command == sweep_command) latest_sweep = known.id;
        if (known.session.command != check_command) continue;
        SweepOrigin origin;
        read_sweep_config(known.session.config, origin);
        if (origin.continues.value_or(latest_sweep) == sweep) found.push_back(known.id);
    }
    return found;
}

}  // namespace

std::vector<StoredCheck> stored_checks(store::Reader& reader, store::History& history, const StoredSweep& sweep,
                                       const CheckTarget& target) {
    std::vector<StoredCheck> checks;
    for (const store::SessionId session : checks_of(history, sweep.session)) {
        std::vector<SweepStopRecord> stops;
        std::vector<SweepCell> cells;
        reader.readings({.session = session}, [&](const store::FullReading& full) {
            add_stored_reading(full, StopKind::ring, stops, cells);
            return true;
        });
        if (!stops.empty()) checks.push_back({session, stops.front().start_ns, judge_check(target, stops, cells)});
    }
    return checks;
}

}  // namespace boresight::survey
