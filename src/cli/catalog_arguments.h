// SPDX-License-Identifier: GPL-3.0-or-later
// Words of the command line that name something of the catalog. What nobody knows throws an Error (bad input) that
// names the option and the value, what there is, and what was probably meant.
#pragma once

#include <string>

#include "catalog/bands.h"
#include "catalog/countries.h"
#include "catalog/operators.h"
#include "catalog/radios.h"

namespace boresight::cli {

// "rtlsdr", "RTL-SDR Blog V4".
const catalog::Radio& radio_argument(const std::string& option, const std::string& text);

// "US", "united states", "310".
const catalog::Country& country_argument(const std::string& option, const std::string& text);

// "AT&T", "310-410"; in one country, or where it is null in the only one that has it.
catalog::Operator operator_argument(const std::string& option, const std::string& text,
                                    const catalog::Country* country);

// "12" (LTE), "n71" (5G).
const catalog::Band& band_argument(const std::string& option, const std::string& text);

// A word as a shell wants it typed: in quotes where it would be taken apart.
std::string shell_word(const std::string& word);

}  // namespace boresight::cli
