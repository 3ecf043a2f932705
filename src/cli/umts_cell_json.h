// SPDX-License-Identifier: GPL-3.0-or-later
// A UMTS cell as the JSON of `scan` and `log` has it (docs/json.md).
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "survey/scan.h"

namespace boresight::cli {

nlohmann::ordered_json umts_cell_object(const survey::UmtsScanCell& found);

}  // namespace boresight::cli
