// SPDX-License-Identifier: GPL-3.0-or-later
// Plain words for measured values: how good a signal is, as a word that on a terminal also has the colour of a traffic
// light, and values with their spread.
#pragma once

#include <string>

#include "app/counted.h"
#include "cli/context.h"

namespace boresight::cli {

// "excellent", "good", "fair", "poor" or "very poor".
std::string quality_word(double sinr_db);

// The word, green, yellow or red where `context` has colours.
std::string quality_light(const Context& context, double sinr_db);

// The same of a UMTS cell, by its Ec/No.
std::string ecno_light(const Context& context, double ecno_db);

// "12.3 ± 0.4 dB"; a spread of 0 isn't known and is left out.
std::string with_spread(double value, double sigma, const std::string& unit);

using app::counted;

}  // namespace boresight::cli
