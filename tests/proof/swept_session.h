// SPDX-License-Identifier: GPL-3.0-or-later
// A made session measured as a live sweep measures it: its plan asks for stops or steady turns until it ends, and what
// is heard is kept as a sweep keeps it. One cell on one carrier. Nothing fails; any thread.
#pragma once

#include <optional>

#include "survey/stored_sweep.h"
#include "tests/proof/session.h"

namespace boresight::proof {

survey::SweepStopRecord record_of_dwell(const Dwell& dwell, survey::StopKind kind, double dwell_s);

// `turn_deg`: the circle in steady turns of so many degrees; nothing: a ring of stops.
survey::StoredSweep swept(Session& session, const Scenario& scenario, std::optional<double> turn_deg = {},
                          const Hand& hand = {});

}  // namespace boresight::proof
