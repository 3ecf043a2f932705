// SPDX-License-Identifier: GPL-3.0-or-later
// What `survey` says: a sentence and a table of spots for people, one object for programs. Pure: strings out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/survey_words.h"

namespace boresight::cli {

struct SurveyShown {
    app::SurveyReport report;
    std::filesystem::path database;
    std::size_t dwells = 0;  // kept by this run
    std::vector<std::string> maps;
    bool exact = false;
};

std::string survey_text(const SurveyShown& shown);
std::string survey_json(const SurveyShown& shown);

}  // namespace boresight::cli
