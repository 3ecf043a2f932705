// SPDX-License-Identifier: GPL-3.0-or-later
// A survey of places as the database has it: dwells on the same carriers at the same gain, here and there, each a visit
// to a spot that the user named or to a place on a walk. A run of `survey` is a session; runs of one name are one
// survey. Read back, spots are compared by the statistics of a sweep. Throws what the store throws. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aim/spots.h"
#include "store/history.h"
#include "store/reader.h"
#include "survey/live_estimate.h"
#include "survey/sweep_record.h"

namespace boresight::survey {

constexpr const char* survey_command = "survey";

// A visit is the stop of the same number.
struct SpotVisit {
    SpotPlace place;
    std::optional<Position> position;
    std::int64_t start_ns = 0;
};

struct StoredSurvey {
    std::string name;
    SweepOrigin origin;  // of its first run: carriers, antenna, for whom
    std::optional<double> gain_db;
    std::vector<SweepStopRecord> stops;  // in the order of time
    std::vector<SpotVisit> visits;       // as many
    std::vector<SweepCell> cells;
    std::vector<std::string> spots;  // names, in the order of their first visit; places of a walk have none
};

// Nothing where no survey of that name was measured; an empty name: the one measured last.
std::optional<StoredSurvey> stored_survey(store::Reader& reader, store::History& history, const std::string& name);

struct SurveyEstimate {
    std::vector<CellSeries> cells;                       // their `stops` are visits
    std::vector<std::optional<aim::SpotLevels>> levels;  // of each cell at the named spots
    std::vector<std::vector<std::size_t>> cells_on;      // of each carrier, those that were heard
    std::vector<double> noise_db;                        // of each carrier
    aim::SpotChoice choice;                              // of the named spots
    std::vector<std::size_t> visits;                     // to each of them
};

SurveyEstimate estimate_survey(const StoredSurvey& survey);

// Of the best spot's cell, else of the one that was heard most often: what a map shows.
std::optional<std::size_t> mapped_cell(const SurveyEstimate& estimate);

}  // namespace boresight::survey
