// SPDX-License-Identifier: GPL-3.0-or-later
// From the events of a live sweep to what a front end shows of it: the next stop, stops and fit of the cell that the
// verdict is about, and the verdict in the words of app/aim_words.h. Azimuths are on the sweep's scale. Pure; any
// thread.
#pragma once

#include "app/aim_words.h"
#include "app/snapshot.h"

namespace boresight::app {

void show_announced(const survey::StopAnnounced& stop, bool by_hand, AimState& aim);

// So far.
void show_estimate(const LiveAimReport& report, AimState& aim);

// When it is over; after show_estimate().
void show_end(const LiveAimReport& report, AimState& aim);

}  // namespace boresight::app
