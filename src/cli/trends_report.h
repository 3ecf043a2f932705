// SPDX-License-Identifier: GPL-3.0-or-later
// What `trends` says: as text for people, as JSON for programs, as a picture. All say the same. Pure: strings out.
#pragma once

#include <filesystem>
#include <string>

#include "app/trends_job.h"
#include "cli/context.h"
#include "cli/local_time.h"

namespace boresight::cli {

struct TrendsReport {
    std::filesystem::path database;
    app::TrendsOutcome outcome;
    WallClock clock;
    int days = 14;  // told one by one in the text
};

std::string trends_text(TrendsReport& report, const std::string& next_command);
std::string trends_json(TrendsReport& report);
std::string trends_picture(TrendsReport& report);

// "PCI 357, band 12 (5110)"
std::string cell_name(const store::Cell& cell);
// "at the radio's input, in dBFS at a gain of 0 dB" or what else holds.
std::string level_words(const survey::Trends& trends);
// What level and quality are, by the standards of the cells: "RSRP", "RSRP (LTE) or RSCP (UMTS)".
std::string level_name(const survey::Trends& trends);
std::string quality_name(const survey::Trends& trends);
// "2026-10-14: PCI 357, band 12 (5110): level 3.0 dB up (+- 0.2 dB), from -85.0 to -82.0": all that changed, by time.
std::vector<std::string> change_words(const survey::Trends& trends, WallClock& clock);
// "nobody listened for 2 h: paused for boresight aim"
std::string gap_words(const survey::ListeningGap& gap);

}  // namespace boresight::cli
