// SPDX-License-Identifier: GPL-3.0-or-later
// What `log` says of each round: a line with fixed columns for people, an object on a line for programs. Strings out;
// one thread.
#pragma once

#include <filesystem>
#include <string>
#include <tuple>
#include <vector>

#include "app/log_job.h"
#include "cli/local_time.h"

namespace boresight::cli {

// The columns are the cells that were strongest in the first round that heard any, those of UMTS after those of LTE; a
// cell that isn't heard has "-". The user's own microcell is named once it is known.
class LogLines {
public:
    explicit LogLines(WallClock clock) : clock_(clock) {}

    std::string of(const app::LogRound& round);
    std::string of_event(std::int64_t time_ns, const std::string& kind, const std::string& detail);
    // How often the user's microcells were heard since they were known, and how strong; empty: none was.
    std::string of_microcells() const;

private:
    struct Own {
        app::MicrocellHeard known;
        std::int64_t rounds = 0, heard = 0;
        double least_dbfs = 0, most_dbfs = 0;  // RSCP
    };

    std::string heading(const app::LogRound& round, const std::string& above);
    std::string take_microcells(const app::LogRound& round);

    WallClock clock_;
    std::vector<std::tuple<catalog::Rat, double, int>> columns_;  // frequency, PCI or PSC
    std::vector<Own> microcells_;
};

// The shape of `scan --format json`.
std::string log_json(const app::LogRound& round, const std::filesystem::path& database);

}  // namespace boresight::cli
