// SPDX-License-Identifier: GPL-3.0-or-later
// What belongs before any climb, a line each, the same wherever somebody is sent up. Any thread.
#pragma once

#include <string>
#include <vector>

namespace boresight::app {

const std::vector<std::string>& safety_lines();

}  // namespace boresight::app
