// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the cells of a scan: one session, one sweep, one dwell a stretch, one reading a cell and stretch, in one
// commit. A recording that is in the database already isn't kept twice. Throws what the store throws. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/clock.h"
#include "platform/position.h"
#include "store/writer.h"
#include "survey/scan.h"

namespace boresight::survey {

struct RecordingOrigin {
    std::string name;      // of the recording
    std::string antenna;   // empty: unknown
    std::string settings;  // what was asked
    double sample_rate_hz = 0;
    std::optional<Position> position;
    store::Pose pose;
    std::int64_t start_ns = 0;          // of the first sample, UTC
    bool start_from_file_date = false;  // the recording didn't say; its file's date stands in
};

struct Kept {
    std::int64_t readings = 0;   // made safe by this scan
    bool already_there = false;  // the same recording was kept before
};

Kept record_scan(const std::filesystem::path& database, const ScanResult& result, const RecordingOrigin& origin,
                 const Clock& clock);

}  // namespace boresight::survey
