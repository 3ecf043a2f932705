// SPDX-License-Identifier: GPL-3.0-or-later
// What `scan` says of energy that no cell explains, of a radio or a recording: as text, and as the value of "undecoded"
// in the JSON object (docs/commands/scan.md). Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "survey/scan.h"

namespace boresight::cli {

// The strongest; empty where there is nothing. `absolute`: frequencies are those of the air.
std::string undecoded_lines(const survey::ScanResult& found, bool absolute);

// What to type where something is like UMTS and nobody looked for its cells; else empty. `scan`: the command so far.
std::string umts_hint(const survey::ScanResult& found, const std::string& scan, bool by_channel);

nlohmann::ordered_json undecoded_json(const survey::ScanResult& found, bool absolute);

}  // namespace boresight::cli
