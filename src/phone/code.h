// SPDX-License-Identifier: GPL-3.0-or-later
// A QR code (ISO/IEC 18004) for a terminal: two rows of modules in each line of half blocks, with the quiet zone of
// four modules that readers need. Pure; throws std::bad_alloc alone, and nothing for text of a few hundred bytes.
#pragma once

#include <string>

namespace boresight::phone {

enum class CodeColours {
    black_on_white,  // sets both colours itself, whatever those of the terminal are
    plain,           // no escape sequence: blocks are light, as on a terminal that is dark
};

// Empty where the text is too long for a code.
std::string code_lines(const std::string& text, CodeColours colours);

}  // namespace boresight::phone
