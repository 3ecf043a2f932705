// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C, a kill and a closed terminal ask for a clean stop; the same a second time ends the program at once. A reader
// that went away shows as a failed write instead of a signal.
#pragma once

#include "platform/stop.h"

namespace boresight::cli {

// `stop` must live as long as the program.
void install_signal_handlers(StopSource& stop);

}  // namespace boresight::cli
