// SPDX-License-Identifier: GPL-3.0-or-later
// The tables that every front end shows of a sweep with a radio, as text: its cells with their directions, and its
// carriers with what is expected of each. Pure; any thread.
#pragma once

#include <vector>

#include "app/aim_words.h"
#include "app/snapshot.h"

namespace boresight::app {

// In the sweep's order; without a fit all but the first two columns say so.
std::vector<AimCellRow> aim_cell_rows(const LiveAimReport& report);

// The best first; none while the circle isn't done.
std::vector<AimCarrierRow> aim_carrier_rows(const LiveAimReport& report);

}  // namespace boresight::app
