// SPDX-License-Identifier: GPL-3.0-or-later
// Pieces of the JSON of a sweep with a radio: how to mount the antenna, what is wrong with the data, what happened in
// the middle. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "cli/aim_live_report.h"

namespace boresight::cli {

nlohmann::ordered_json elevation_object(const std::optional<aim::ElevationFit>& fit);
// Each polarization that the sweep's own was compared with.
nlohmann::ordered_json roll_objects(const LiveAimReport& report);
nlohmann::ordered_json diagnosis_objects(const LiveAimReport& report);
nlohmann::ordered_json mishap_objects(const LiveAimReport& report);

}  // namespace boresight::cli
