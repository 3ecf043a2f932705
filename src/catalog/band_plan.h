// SPDX-License-Identifier: GPL-3.0-or-later
// Which bands matter to someone: those on the air in a country or of an operator, or all there are, in the order in
// which a scan should take them; for each, who uses it and what a radio can hear of it. Bands the radio can't hear are
// in the list too, with the reason. Pure but for the tables it reads; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/bands.h"
#include "catalog/countries.h"
#include "catalog/operators.h"
#include "catalog/radios.h"
#include "catalog/reach.h"

namespace boresight::catalog {

struct PlannedBand {
    const Band* band = nullptr;        // never null
    std::vector<std::string> used_by;  // brands of the country's operators whose bands are known
    std::optional<bool> on_air;        // in that country, as far as known; none without a country
    std::optional<Reach> reach;        // none without a radio
};

struct BandQuestion {
    const Country* country = nullptr;  // null: nothing is known to be on the air
    const Radio* radio = nullptr;      // null: no statement about reach
    std::optional<Operator> of;        // only bands of this one are on the air
};

// LTE and NR: the country's bands in scan order, then those that only an operator names, ascending. UMTS: what is on
// the air. Of GSM the catalog doesn't know what is on the air where. Without a country: every band there is.
std::vector<PlannedBand> band_plan(Rat rat, const BandQuestion& question);

// Every band there is, those on the air first.
std::vector<PlannedBand> every_band(Rat rat, const BandQuestion& question);

}  // namespace boresight::catalog
