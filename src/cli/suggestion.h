// SPDX-License-Identifier: GPL-3.0-or-later
// "Did you mean ...?" for mistyped words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace boresight::cli {

// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. Case counts.
int edit_distance(std::string_view a, std::string_view b);

// The known word nearest to `word`, or an empty string where none is near: a third of the letters may differ, and at
// least one; a word of three letters or more that begins a known one is near it too.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace boresight::cli
