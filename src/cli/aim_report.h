// SPDX-License-Identifier: GPL-3.0-or-later
// What `aim` says of a recorded sweep: as text for people, and as the JSON object that other programs rely on. Both say
// the same; the sentences are shared. Pure: strings out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/context.h"
#include "survey/sweep_estimate.h"
#include "survey/sweep_file.h"

namespace boresight::cli {

struct AimReport {
    std::filesystem::path file;
    survey::SweepFile sweep;
    survey::SweepEstimate estimate;
};

// The verdict in one or two sentences, each number with its 95 % interval.
std::string aim_sentence(const AimReport& report);

// What else the readings show: second paths, doubtful dwells, dwells that were too short.
std::vector<std::string> aim_notes(const AimReport& report);

// Why a recorded sweep says nothing of locks.
std::string recorded_lock_reason();

// What to do next; ends with a full stop.
std::string aim_next(const AimReport& report);

std::string aim_text(const AimReport& report);

std::string aim_json(const AimReport& report);

}  // namespace boresight::cli
