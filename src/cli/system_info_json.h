// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell says of itself (SIB1, SIB2, SIB5), as JSON that other programs rely on (docs/commands/scan.md). Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "survey/scan.h"

namespace boresight::cli {

// Adds its keys to those of the cell; what wasn't read is null.
void put_system_info(const survey::ScanCell& found, nlohmann::ordered_json& out);

}  // namespace boresight::cli
