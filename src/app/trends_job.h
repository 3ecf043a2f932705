// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `trends`: what the database tells of each cell over time. What `log` heard counts; where nothing was
// logged, what scans heard. Sweeps don't: their antenna turned. Runs on the caller's thread.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "store/history.h"
#include "survey/trends.h"

namespace boresight::app {

struct TrendsOutcome {
    survey::Trends trends;
    std::string heard_by;  // "log" or "scan"
    bool simulated = false;
    bool stopped = false;  // by `go_on`: the trends are of a part
};

TrendsOutcome find_trends(const std::filesystem::path& database, const store::TimeSpan& span,
                          const survey::LocalTime& local_time, const std::function<bool(double share)>& go_on);

}  // namespace boresight::app
