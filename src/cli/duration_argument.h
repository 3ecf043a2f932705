// SPDX-License-Identifier: GPL-3.0-or-later
// A duration as typed: "60s", "5min", "1.5h", "2d", or a plain number of seconds. Throws an Error (bad input) that
// names the option, the value, what was expected.
#pragma once

#include <string>

namespace boresight::cli {

// In seconds, within [low_s, high_s].
double duration_argument(const std::string& option, const std::string& text, double low_s, double high_s);

}  // namespace boresight::cli
