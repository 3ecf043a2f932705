// SPDX-License-Identifier: GPL-3.0-or-later
// `aim --tower`: reads what was typed, foretells which way the tower lies, and tells it as JSON. Throws an Error (bad
// input) for a tower that can't be read, or where the antenna's own place isn't known.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "app/aim_words.h"
#include "app/config.h"
#include "cli/aim_typed.h"

namespace boresight::cli {

// Nothing where no tower was typed. The frequency is left open.
std::optional<app::PredictionKnowledge> prediction_knowledge(const LiveAimWords& words, const app::Config& config);

// Beside the verdict of the report, at the frequency of its best carrier.
void add_prediction(const std::optional<app::PredictionKnowledge>& known, app::LiveAimReport& report);

nlohmann::ordered_json predicted_object(const app::LiveAimReport& report);

}  // namespace boresight::cli
