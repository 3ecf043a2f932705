// SPDX-License-Identifier: GPL-3.0-or-later
// What a customer is handed of one sweep, gathered from the database alone: the sweep with its estimate made again,
// which is digit for digit the printed one, the checks after the bolts were tight, the instrument with its calibration,
// the place as far as it is to be shared. Throws an Error where there is no such sweep, and what the store throws. One
// thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/aim_words.h"
#include "app/check_job.h"
#include "store/calibration.h"

namespace boresight::app {

struct SiteReportRequest {
    std::filesystem::path database;
    std::optional<store::SessionId> session;  // that run of `aim`; nothing: the last that was finished
    std::string site;                         // the last one there; empty: anywhere
};

struct SiteReport {
    LiveAimReport aim;
    store::SessionId session;
    std::int64_t start_ns = 0, end_ns = 0;  // UTC
    bool finished = true;                   // false: broken off, so that it tells only as far as it went
    std::string site, antenna, software;
    std::optional<Position> position;  // in full: rounded by who shows it
    std::vector<CheckReport> checks;   // the earliest first
    std::vector<std::int64_t> checked_ns;
    std::optional<store::ClockCalibration> clock;
    std::vector<store::LevelCalibration> levels;  // the latest first
    // The best carrier with the antenna as it pointed when the sweep began, and as the sentence says.
    std::optional<aim::CarrierPointing> before, after;
};

SiteReport site_report(const SiteReportRequest& request);

// One cell on a polar plot (SVG), in the order of the sweep's cells; empty where it was heard at too few stops.
std::string cell_picture(const SiteReport& report, std::size_t cell);

// "cell PCI 357 on band 12 (EARFCN 5110)".
std::string cell_title(const SiteReport& report, std::size_t cell);

}  // namespace boresight::app
