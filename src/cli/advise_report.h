// SPDX-License-Identifier: GPL-3.0-or-later
// The answer of `boresight advise` and its two forms: for people, and as the one JSON object for programs.
#pragma once

#include <string>
#include <vector>

#include "app/advise_job.h"

namespace boresight::cli {

struct AdviseReport {
    app::AdviseRequest request;
    app::AdviseOutcome outcome;
};

// Why no set-ups are weighed.
std::string setups_reason();

// What is said before anybody touches an antenna or its cable.
std::vector<std::string> cable_words();

std::string advise_next(const AdviseReport& report);

std::string advise_text(const AdviseReport& report);
std::string advise_json(const AdviseReport& report);

// The devices that are known.
std::string devices_text(bool hotspots, bool microcells);
std::string devices_json(bool hotspots, bool microcells);

}  // namespace boresight::cli
