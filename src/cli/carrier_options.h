// SPDX-License-Identifier: GPL-3.0-or-later
// The options by which a command that measures carriers with a radio is told which ones: whose, where, and by number.
#pragma once

#include <string>

#include "cli/scan_radio.h"

namespace CLI {
class App;
}

namespace boresight::cli {

void add_measured_carriers(CLI::App& command, RadioScanWords& words, const std::string& group);

}  // namespace boresight::cli
