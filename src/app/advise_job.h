// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `advise`: takes the newest scan or sweep of the database, puts the readings of each cell together by
// where the antenna pointed, and asks the room advise what to lock. A database that isn't there leaves the ranking
// empty with the reason; what is wrong with one that is there is thrown. Reads only. Azimuths on the sweep's scale.
// Runs on the caller's thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "advise/circular.h"
#include "advise/lock.h"
#include "advise/ranking.h"
#include "platform/clock.h"
#include "store/reader.h"

namespace boresight::app {

struct AdviseRequest {
    std::filesystem::path database;
    const catalog::Hotspot* hotspot = nullptr;
    const catalog::LockFamily* family = nullptr;  // where there is no hotspot, or its module decides
    std::optional<catalog::Operator> of;
    const catalog::Country* country = nullptr;
    const catalog::Radio* radio = nullptr;  // what is said about its reach; null: as the readings' source is known
    const catalog::Microcell* microcell = nullptr;
    std::optional<double> azimuth_deg;  // where the antenna will point; empty: the best of those measured
    std::string day;                    // of the advice, "2017-07-15"; empty: the scene's, or today
    // What to lock, instead of the best of the ranking.
    std::vector<int> bands;
    std::optional<int> earfcn, pci;
};

// Where the readings are from.
struct AdviseSource {
    store::SessionId session;
    std::string command;  // "scan", "aim"
    std::string name;     // of the radio or recording
    std::int64_t start_ns = 0;
    bool simulated = false;
    std::optional<double> azimuth_deg;  // of the readings that were ranked
    std::size_t azimuths = 0;           // that were measured
};

struct AdviseOutcome {
    std::optional<AdviseSource> source;
    advise::Ranking ranking;
    std::optional<advise::Lock> lock;
    std::string why_no_lock;
    std::optional<advise::Circular> circular;
    std::string day;
    bool day_of_scene = false;
};

AdviseOutcome advise_job(const AdviseRequest& request, const Clock& clock);

}  // namespace boresight::app
