// SPDX-License-Identifier: GPL-3.0-or-later
// A live sweep read back from the database, with the runs that it went on from: to go on with it, or to come to its
// verdict again, which is then the very one that was printed when it ended. Throws an Error for a database that can't
// be read. One thread.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "store/announcement.h"
#include "store/reader.h"
#include "survey/live_sweep.h"
#include "survey/sweep_record.h"

namespace boresight::survey {

struct StoredSweep {
    store::SessionId session;
    SweepOrigin origin;
    std::int64_t start_ns = 0;
    std::vector<SweepStopRecord> stops;  // of all runs that it goes on from, in the order of time
    std::vector<SweepCell> cells;
    std::optional<double> gain_db;
    bool finished = true;
};

// Cells of UMTS told how strong their pilots are when they were scanned.
void take_pilot_powers(const store::Announced& said, std::vector<SweepCell>& cells);

// The last run of `aim`, if it wasn't finished and has measured anything.
std::optional<StoredSweep> unfinished_sweep(const std::filesystem::path& database);

// That run of `aim`; nothing where it has no stop or is another command's.
std::optional<StoredSweep> stored_sweep(store::Reader& reader, store::SessionId run);

// The newest run of `aim` that was finished.
std::optional<StoredSweep> last_finished_sweep(store::Reader& reader);

// The same estimate as when it ended. One that was broken off before its first round was done has no fits.
LiveEstimate estimate_again(const StoredSweep& sweep);

}  // namespace boresight::survey
