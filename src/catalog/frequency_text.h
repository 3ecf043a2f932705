// SPDX-License-Identifier: GPL-3.0-or-later
// Frequencies as people write and read them. parse_frequency_hz takes "739M", "739.0 MHz", "0.739 GHz", "739e6" and
// "739000000" (hertz), and refuses with the unit that was probably meant what can't be a radio frequency ("739").
// Values are hertz, 9 kHz to 300 GHz. Bad text throws an Error; `field` names the option or field it came from.
#pragma once

#include <string>
#include <string_view>

namespace boresight::catalog {

double parse_frequency_hz(std::string_view text, std::string_view field);

// "739 MHz", "1842.5 MHz", "37000 MHz": always in MHz, as few decimals as are exact to 1 Hz.
std::string frequency_text(double frequency_hz);

// "729-746 MHz".
std::string range_text(double low_hz, double high_hz);

}  // namespace boresight::catalog
