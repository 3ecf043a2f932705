// SPDX-License-Identifier: GPL-3.0-or-later
// Options of `aim` about who holds the antenna, what ties its scale to true north, which antenna it is, and the tower
// that is thought to be heard.
#pragma once

#include <CLI/App.hpp>

#include "cli/aim_typed.h"

namespace boresight::cli {

void add_pose_options(CLI::App& command, LiveAimWords& words);

}  // namespace boresight::cli
