// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `advise`: takes the newest sweep of the database, or a scan where there is none, and asks the room
// advise what to lock. Of a sweep it takes the fits, so that carrier, azimuth and intervals are those that `aim`
// printed. A database that isn't there leaves the ranking empty with the reason; what is wrong with one that is there
// is thrown. Reads only. Azimuths on the sweep's scale. Runs on the caller's thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "advise/circular.h"
#include "advise/isolation.h"
#include "advise/lock.h"
#include "advise/ranking.h"
#include "advise/umts_carriers.h"
#include "aim/scale.h"
#include "aim/verdict.h"
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
    advise::HomeCell home = {};         // which of the cells heard it is; empty: as can be told
    std::optional<double> azimuth_deg;  // where the antenna will point; empty: where the sweep says
    std::string day;                    // of the advice, "2017-07-15"; empty: the scene's, or today
    // What to lock, instead of the best of the ranking.
    std::vector<int> bands;
    std::optional<int> earfcn, pci;
};

// Where the readings are from.
struct AdviseSource {
    store::SessionId session;
    std::string command;  // "scan", "aim"
    std::string name;     // of the radio, recording or made world
    std::int64_t start_ns = 0;
    bool simulated = false;
    std::optional<double> azimuth_deg;        // that the ranking is for; of a scan, where somebody told it
    bool azimuth_asked = false;               // for, by the user
    std::optional<double> low_deg, high_deg;  // 95 %, where it is the sweep's own bearing
    std::size_t azimuths = 0;                 // stops that were measured
    aim::Scale scale;                         // of the sweep's azimuths
    std::optional<aim::VerdictKind> verdict;  // of the sweep; empty: a scan, which measures no direction
    std::vector<std::string> passed_over;     // newer sessions that weren't taken, a sentence each
};

struct AdviseOutcome {
    std::optional<AdviseSource> source;
    advise::Ranking ranking;
    std::optional<advise::Lock> lock;
    std::string why_no_lock;
    std::optional<advise::Circular> circular;
    std::optional<advise::IsolationFinding> isolation;  // of a 3G microcell, where a sweep was made
    std::vector<advise::UmtsCarrierHeard> umts;         // of the newest sweep that listened to 3G
    std::string day;
    bool day_of_scene = false;
};

AdviseOutcome advise_job(const AdviseRequest& request, const Clock& clock);

}  // namespace boresight::app
