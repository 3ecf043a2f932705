// SPDX-License-Identifier: GPL-3.0-or-later
// `survey` with a radio, from words to dwells that are kept. The first run of a survey scans for its carriers and finds
// the gain; later ones take both over.
#pragma once

#include <string>

#include "app/survey_job.h"
#include "cli/context.h"
#include "cli/scan_radio.h"

namespace boresight::cli {

// As typed.
struct SurveyWords {
    RadioScanWords scan;  // radio, operator, gain, place, --carrier among its channels
    std::string name, spot, height, offset, azimuth, dwell, hotspot;
    std::vector<std::string> maps;
    bool walk = false, exact = false;
};

// What the survey is called: as typed, else the place of the settings, else "survey".
std::string survey_name(const SurveyWords& words, const app::Config& config);

struct SurveyMeasured {
    std::filesystem::path database;
    std::size_t dwells = 0;
    bool stopped = false;
    bool heard = true;  // false: no carrier, so there was nothing to measure
};

SurveyMeasured measure_survey(SurveyWords words, const app::Config& config, Context& context);

}  // namespace boresight::cli
