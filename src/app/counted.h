// SPDX-License-Identifier: GPL-3.0-or-later
// A number with its noun. Pure.
#pragma once

#include <string>

namespace boresight::app {

// "1 cell", "3 cells".
std::string counted(long long n, const std::string& noun);

}  // namespace boresight::app
