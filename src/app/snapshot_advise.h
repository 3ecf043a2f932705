// SPDX-License-Identifier: GPL-3.0-or-later
// From what the room advise says to what a front end shows of it. Pure; any thread.
#pragma once

#include "app/advise_job.h"
#include "app/snapshot.h"

namespace boresight::app {

// `device`: the hotspot as the user named it; empty: none was named.
AdviseState advise_state(const AdviseOutcome& outcome, const std::string& device);

}  // namespace boresight::app
