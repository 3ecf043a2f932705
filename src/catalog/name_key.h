// SPDX-License-Identifier: GPL-3.0-or-later
// Names as people type them: a key in which case, blanks and punctuation don't count ("RTL-SDR Blog V4" and "rtlsdr
// blog v4" are one), and small pieces of text taken apart. Bytes beyond ASCII stay as they are. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boresight::catalog {

std::string name_key(std::string_view text);

// The pieces between separators, without blanks around them; no pieces from an empty text.
std::vector<std::string> split(std::string_view text, char separator);

// The whole text as a finite number.
std::optional<double> parse_number(std::string_view text);

}  // namespace boresight::catalog
