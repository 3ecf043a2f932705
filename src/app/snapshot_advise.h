// SPDX-License-Identifier: GPL-3.0-or-later
// From what the room advise says to what a front end shows of it. Pure; any thread.
#pragma once

#include "app/advise_job.h"
#include "app/snapshot.h"

namespace boresight::app {

// The names of hotspot and microcell as the user chose them; empty: none was chosen.
// The commands of a lock, with what to know of them.
LockSteps lock_steps(const advise::Lock& lock, const std::string& device);

AdviseState advise_state(const AdviseOutcome& outcome, const std::string& hotspot, const std::string& microcell);

}  // namespace boresight::app
