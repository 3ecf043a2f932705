// SPDX-License-Identifier: GPL-3.0-or-later
// From the events of a live sweep to what a front end shows of it: the next stop, stops and fit of the cell that the
// verdict is about, and the verdict in a sentence whose numbers have their 95 % interval. Azimuths are on the sweep's
// scale. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "app/snapshot.h"
#include "survey/live_sweep.h"

namespace boresight::app {

// The names of a sweep's cells, in their order.
std::vector<std::string> sweep_cell_names(const std::vector<survey::SweepCarrier>& carriers);

void show_announced(const survey::StopAnnounced& stop, bool by_hand, AimState& aim);

// `kinds`: of all stops so far, in their order.
void show_estimate(const survey::LiveEstimate& estimate, const std::vector<survey::StopKind>& kinds,
                   const std::vector<std::string>& cell_names, AimState& aim);

// `scale`: where its zero is known, the bearing is told from true north too.
void show_end(const survey::LiveSweepResult& result, const aim::Scale& scale, AimState& aim);

}  // namespace boresight::app
