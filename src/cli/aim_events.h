// SPDX-License-Identifier: GPL-3.0-or-later
// What a person at the terminal sees while a sweep goes on: how long it will take, each stop, a bar while the antenna
// has to be held still, what was heard. Whoever else is told (a phone, a tone, a voice) wraps these events in its own.
#pragma once

#include "cli/context.h"
#include "radio/radio.h"
#include "survey/live_sweep.h"

namespace boresight::cli {

struct SweepShown {
    bool by_hand = true;
    survey::LiveSweepSetting setting;
    radio::RadioName radio;
    double patience_s = 0;  // with a radio or rotator that is gone
};

// `context` outlives the events.
survey::LiveSweepEvents shown_events(Context& context, const SweepShown& sweep);

}  // namespace boresight::cli
