// SPDX-License-Identifier: GPL-3.0-or-later
// What `scan` says of energy that no cell explains, of a radio or a recording: as text, and as the value of "undecoded"
// in the JSON object (docs/commands/scan.md). Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>

#include "survey/scan.h"

namespace boresight::cli {

// The strongest; empty where there is nothing. `absolute`: frequencies are those of the air.
std::string undecoded_lines(std::span<const survey::Undecoded> undecoded, bool absolute);

nlohmann::ordered_json undecoded_json(std::span<const survey::Undecoded> undecoded, bool absolute);

}  // namespace boresight::cli
