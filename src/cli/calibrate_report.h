// SPDX-License-Identifier: GPL-3.0-or-later
// What `calibrate` found, as text for people and as JSON for programs (docs/commands/calibrate.md); what it asks before
// hands go to cables. Values in, words out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/calibrate_clock.h"
#include "app/calibrate_level.h"
#include "store/calibration.h"

namespace boresight::cli {

std::string clock_text(const app::ClockRequest& request, const app::ClockOutcome& outcome);
std::string clock_json(const app::ClockRequest& request, const app::ClockOutcome& outcome);

std::string level_text(const app::LevelRequest& request, const app::LevelOutcome& outcome);
std::string level_json(const app::LevelRequest& request, const app::LevelOutcome& outcome);

// What the database knows, the latest first.
std::string calibrations_text(const store::Calibrations& all, const std::filesystem::path& database);
std::string calibrations_json(const store::Calibrations& all, const std::filesystem::path& database);

// "driver=rtlsdr, serial 00000001".
std::string device_words(const store::Device& device);

// What to do before the level is measured, one step each; the words of safety come first.
std::vector<std::string> level_steps(const app::LevelRequest& request);

}  // namespace boresight::cli
