// SPDX-License-Identifier: GPL-3.0-or-later
// How to mount the antenna, from the dwells that compare polarizations and tilts, by the cell that the verdict is
// about: others may be better off the other way. Differences in dB, over the polarization of the sweep. Pure; nothing
// fails.
#pragma once

#include <cstddef>
#include <span>

#include "survey/live_estimate.h"

namespace boresight::survey {

// Which of so many is the next after that many dwells: there and back, then the same from the other end (A B B A,
// B A A B, ...), so that a drift falls on all alike.
std::size_t nth_roll(std::size_t dwells_done, std::size_t candidates);

// Puts what they say into the estimate, in the place of what earlier dwells said. The bearing and the choice of the
// carrier don't rest on them: they stay.
void compare_mounts(std::span<const SweepStopRecord> stops, const aim::SweepPlanSetting& plan, LiveEstimate& estimate);

// The polarization that it is to be mounted in; that of the sweep where no other is better.
double mounted_deg(const LiveEstimate& estimate, double sweep_deg);

}  // namespace boresight::survey
