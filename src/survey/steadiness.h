// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the first looks of a dwell show that the antenna still moves: the levels of the cells that were heard in all
// of them differ between the earlier and the later half by more than their own scatter explains. Fading that is slower
// than the looks may look like a motion; waiting for it costs a second or two and does no harm. Pure.
#pragma once

#include "survey/sweep_stop.h"

namespace boresight::survey {

constexpr double moving_db = 1.5;    // that much at least
constexpr double moving_sigmas = 5;  // and so many standard errors

bool still_moves(const SweepStopRecord& record);

}  // namespace boresight::survey
