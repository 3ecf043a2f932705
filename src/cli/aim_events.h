// SPDX-License-Identifier: GPL-3.0-or-later
// What a person at the terminal sees while a sweep goes on: how long it will take, each stop, a bar while the antenna
// has to be held still, what was heard. Whoever else is told (a phone, a tone, a voice) wraps these events in its own.
#pragma once

#include "cli/context.h"
#include "survey/live_sweep.h"

namespace boresight::cli {

// `context` outlives the events. `polarizations`: they are compared at the end.
survey::LiveSweepEvents shown_events(Context& context, bool by_hand, bool polarizations);

}  // namespace boresight::cli
