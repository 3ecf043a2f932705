// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with the data of a live sweep (aim/diagnosis.h), from its stops and its estimate. Spoiled stops count
// as overloaded; those that compare polarizations are left out. Pure; nothing fails.
#pragma once

#include <span>
#include <vector>

#include "aim/diagnosis.h"
#include "survey/live_estimate.h"

namespace boresight::survey {

std::vector<aim::Diagnosis> troubles_of(std::span<const SweepStopRecord> stops, const LiveEstimate& estimate,
                                        const aim::SweepPlanSetting& plan);

}  // namespace boresight::survey
