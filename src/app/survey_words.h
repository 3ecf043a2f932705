// SPDX-License-Identifier: GPL-3.0-or-later
// What a survey of places comes to, in words and on maps, the same for every front end: the best spot with how sure
// that is, the others against it, what to do next. Plain words first, the term in brackets. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "app/aim_for.h"
#include "report/heat_map.h"
#include "report/map_feature.h"
#include "report/page.h"
#include "survey/spots.h"

namespace boresight::app {

struct SurveyReport {
    survey::StoredSurvey survey;
    survey::SurveyEstimate estimate;
    AimFor who;
};

std::string survey_sentence(const SurveyReport& report);
std::vector<std::string> survey_notes(const SurveyReport& report);
std::string survey_next(const SurveyReport& report);

struct SpotRow {
    std::string spot, visits, height, carrier, sinr, behind, best_with;
};
// The best first.
std::vector<SpotRow> spot_rows(const SurveyReport& report);

// "band 12 (EARFCN 5110)".
std::string carrier_words(const SurveyReport& report, std::size_t carrier);

// Each visit on a map, its position as it is to be shared.
std::vector<report::MapFeature> survey_features(const SurveyReport& report, report::PositionDetail detail);

// Of one cell, by its place in metres where that was typed, else by position; empty where fewer than two are known.
std::string survey_heat_map(const SurveyReport& report);

report::Page survey_page(const SurveyReport& report);

}  // namespace boresight::app
