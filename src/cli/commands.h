// SPDX-License-Identifier: GPL-3.0-or-later
// The commands, one file each, in the order the help names them.
#pragma once

#include "cli/context.h"

namespace CLI {
class App;
}

namespace boresight::cli {}  // namespace boresight::cli
