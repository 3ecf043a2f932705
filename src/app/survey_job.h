// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `survey`: with a radio that is open and the antenna where it is, one dwell on every carrier at a spot
// that the user named, or dwell after dwell on a walk with a source of positions, each kept before the next begins. A
// survey keeps the carriers, the gain and the cells of its first run, so that what differs is the place. A radio that
// is gone throws an Error of kind `fault` that says what is safe. Runs on the caller's thread.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/aim_for.h"
#include "pose/position_source.h"
#include "survey/spots.h"

namespace boresight::app {

struct SurveyRequest {
    std::filesystem::path database;
    survey::SpotPlace place;  // its `spot` is empty on a walk
    std::optional<Position> position;
    std::optional<double> azimuth_deg;  // that the antenna looks at, on the scale of the settings
    double dwell_s = 8;
    std::string antenna, site;
    AimFor who;
    aim::Scale scale;
    std::vector<survey::SweepCarrier> carriers;  // of a scan, or of the survey's first run
    std::vector<int> not_heard;                  // numbers of bands that the radio can't hear
};

enum class SurveyEnd { done, stopped, no_position };

struct SurveyOutcome {
    SurveyEnd end = SurveyEnd::done;
    std::size_t dwells = 0;  // kept
    std::int64_t kept_readings = 0;
};

// `progress` is told the share of the dwell done, and answers whether to go on.
SurveyOutcome measure_spot(radio::Radio& radio, const SurveyRequest& request,
                           const std::function<bool(double)>& progress, StopToken stop);

struct WalkEvents {
    std::function<void(std::size_t dwells, const pose::Fix& at)> dwelt;
    std::function<void()> waits;  // for a position: told once until there is one
    std::function<bool(double)> progress;
};

// Until it is stopped; the dwell that is stopped is kept if it has heard enough. While no position is known nothing is
// measured.
SurveyOutcome measure_walk(radio::Radio& radio, const SurveyRequest& request, pose::PositionSource& source,
                           const WalkEvents& events, StopToken stop);

// The carriers of a survey's first run, each with its cells: what its next run listens to.
std::vector<survey::SweepCarrier> carriers_of(const survey::StoredSurvey& survey);

}  // namespace boresight::app
