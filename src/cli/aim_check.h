// SPDX-License-Identifier: GPL-3.0-or-later
// `aim --check`, from words to judgement: after the bolts are tight, pass or fail with numbers.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/check_job.h"
#include "cli/aim_live.h"

namespace boresight::cli {

// With the radio that is open; `holder` turns the antenna of a made world, null: it is where it is.
void check_pointing(const LiveAimWords& words, app::RadioSession& session, const app::AimFor& who,
                    pose::AntennaHolder* holder, Context& context);

// Its figures alone.
nlohmann::ordered_json check_object(const app::CheckReport& report);

std::string check_json(const app::CheckReport& report, const std::string& radio);

}  // namespace boresight::cli
