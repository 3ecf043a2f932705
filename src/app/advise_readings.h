// SPDX-License-Identifier: GPL-3.0-or-later
// What was measured last, for `advise`: the newest sweep that came to an estimate, and what scans of the same place
// heard beside it; or, where there is no such sweep, the newest scan. Only sessions that heard an LTE cell count; logs
// don't. A scan that is much newer than the sweep, or was made at another place, goes before it. Errors of the store
// are thrown. One thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "advise/ranking.h"
#include "store/reader.h"
#include "survey/stored_sweep.h"

namespace boresight::app {

struct MeasuredSweep {
    survey::StoredSweep stored;
    survey::LiveEstimate estimate;            // as aim had it
    std::vector<std::string> operator_names;  // of its carriers; empty: no cell said whose it is
};

struct MeasuredSession {
    store::SessionId id;
    store::Session session;
    std::int64_t start_ns = 0;
    std::optional<Position> position;
    std::vector<catalog::FrequencyRange> listened;
    std::vector<advise::MeasuredCell> cells;  // of a scan: as the antenna pointed then
    std::optional<double> azimuth_deg;        // of a scan, where somebody told it
    std::optional<MeasuredSweep> sweep;
    std::vector<advise::NotSwept> not_swept;
    std::vector<std::string> passed_over;  // newer sessions that weren't taken, a sentence each
};

std::optional<MeasuredSession> newest_measured(store::Reader& reader);

// Whose the cell is, as it said itself or was known to earlier; empty: unknown.
std::string operator_of(store::Reader& reader, const store::CellIdentity& identity);

}  // namespace boresight::app
