// SPDX-License-Identifier: GPL-3.0-or-later
// What is written, as it is said: numbers in words, units and signs spelled out, signal terms in plain words, and what
// only the eye can use (channel numbers in brackets) left out. English. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace boresight::sound {

// 238 -> "two hundred thirty eight", -0.5 -> "minus zero point five". Beyond a million, digit by digit.
std::string spoken_number(std::string_view digits);

// "Point to 238° true (± 6°)." -> "Point to two hundred thirty eight degrees true, plus or minus six degrees."
std::string spoken(std::string_view text);

}  // namespace boresight::sound
