// SPDX-License-Identifier: GPL-3.0-or-later
// What was typed of 3G in `aim`. What can't be throws an Error (bad input).
#pragma once

#include <vector>

#include "cli/aim_typed.h"
#include "survey/sweep_carriers.h"

namespace boresight::cli {

// --umts-carrier: swept beside those of LTE, or instead.
std::vector<survey::SweepCarrier> umts_carriers(const LiveAimWords& words);

// --rat umts: aiming for 3G alone.
bool umts_alone(const LiveAimWords& words);

}  // namespace boresight::cli
