// SPDX-License-Identifier: GPL-3.0-or-later
// Words of the command line to values. Whatever can't be right throws an Error (bad input) that names the option, the
// value, what was expected and the fix.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace boresight::cli {

// A plain number within [low, high], written as in "12.5" or "1e3"; `unit` is for the words only.
double number_argument(const std::string& option, const std::string& text, double low, double high,
                       const std::string& unit);

// One of the words, as an index into them.
std::size_t choice_argument(const std::string& option, const std::string& text, const std::vector<std::string>& words);

}  // namespace boresight::cli
