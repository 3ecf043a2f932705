// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `scan --file`: opens a recording, looks for cells, names what it can, and keeps the readings. A front
// end gives the request and a progress callback that also says whether to go on, and gets values back. Whatever is
// wrong with the recording is thrown as an Error; what is wrong with the database comes back beside the result, which
// was paid for and is shown anyway. Runs on the caller's thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/own_microcell.h"
#include "platform/clock.h"
#include "platform/error.h"
#include "platform/position.h"
#include "survey/cell_search.h"
#include "survey/record_scan.h"
#include "survey/recording_scan.h"

namespace boresight::app {

// A recording of somebody else, made nobody knows where or when, would spoil a database of one's own places. So by
// default only recordings that say both are kept.
enum class Keeping { when_origin_known, always, never };

struct ScanRequest {
    std::filesystem::path recording;
    survey::ScanSettings settings;
    bool lte = true, umts = true;      // what to look for
    std::optional<Position> position;  // instead of what the recording says
    Keeping keeping = Keeping::when_origin_known;
    std::filesystem::path database;
    OwnMicrocell own = {};
};

struct ScanOutcome {
    std::string name;  // of the recording, without its folder
    double sample_rate_hz = 0;
    double length_s = 0;
    std::optional<double> center_frequency_hz;
    std::optional<std::int64_t> wall_ns;  // when it was made; empty where it doesn't say
    std::optional<Position> position;
    std::vector<std::string> notes;  // what of its description was left out, one sentence each
    survey::ScanResult result;
    std::vector<MicrocellHeard> microcells = {};  // the user's own in it
    std::optional<survey::Kept> kept;             // empty: not kept,
    std::optional<Error> keep_error;              // because of this, or else because of what `Keeping` says
};

ScanOutcome scan_recording_file(const ScanRequest& request, const Clock& clock, const survey::Progress& progress,
                                const survey::Searches& searches = survey::all_searches());

}  // namespace boresight::app
