// SPDX-License-Identifier: GPL-3.0-or-later
// `boresight` alone: with a radio, a scan of the likely carriers and what to type next. Without one, why there is none,
// and then the same in a made world, SIMULATED, with a sweep of the antenna to the verdict: at a terminal after a yes,
// elsewhere at once. Exit codes as those of `scan` and `aim`; a no is one of a missing radio.
#pragma once

#include "cli/context.h"

namespace boresight::cli {

void first_look(Context& context);

}  // namespace boresight::cli
