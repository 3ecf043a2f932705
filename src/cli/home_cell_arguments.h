// SPDX-License-Identifier: GPL-3.0-or-later
// Words that name the microcell's own cell of 3G: its scrambling code, its carrier, the power of all that it sends.
// What can't be throws an Error (bad input) that names the option.
#pragma once

#include <string>

namespace boresight::cli {

int psc_argument(const std::string& option, const std::string& text);
// A downlink channel of UMTS.
int uarfcn_argument(const std::string& option, const std::string& text);
// dBm.
double microcell_power_argument(const std::string& option, const std::string& text);

}  // namespace boresight::cli
