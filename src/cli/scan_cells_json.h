// SPDX-License-Identifier: GPL-3.0-or-later
// What every scan says of the cells it found, as JSON that other programs rely on (docs/commands/scan.md). Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "app/own_microcell.h"
#include "survey/scan.h"

namespace boresight::cli {

// Of LTE, then of UMTS; each strongest first.
nlohmann::ordered_json cells_json(const survey::ScanResult& result);
nlohmann::ordered_json microcells_json(const std::vector<app::MicrocellHeard>& microcells);
nlohmann::ordered_json short_json(const std::vector<survey::ShortCell>& cells);
// How often which step refused.
nlohmann::ordered_json refusals_json(const survey::ScanResult& result);

}  // namespace boresight::cli
