// SPDX-License-Identifier: GPL-3.0-or-later
// The last rung of "whose cell is this": where a cell doesn't say it and never said it, whoever another cell of the
// same carrier belongs to (the licence is the same), or those operators of the country that usually send there. Likely,
// never more. Any thread.
#pragma once

#include <string_view>

#include "catalog/countries.h"
#include "survey/scan.h"

namespace boresight::survey {

// Brands that usually send on that carrier, each once, in a country (ISO 3166) or, where that is empty, in any.
std::vector<std::string> likely_operators(double frequency_hz, std::string_view country);

// Names cells of whom nothing better is known: by what another cell of the same carrier said, else by the plan. The
// country is the one that the other cells' network codes say; `asked` stands in where they say none, null where the
// user didn't either.
void name_by_band_plan(ScanResult& result, const catalog::Country* asked);

}  // namespace boresight::survey
