// SPDX-License-Identifier: GPL-3.0-or-later
// The circular connection: a hotspot that feeds a microcell of the same operator may choose that microcell as its tower
// (TS 36.304 5.2, TS 25.304 5.2, TS 23.122 4.4); then its data run in a circle and nothing gets through. Whether it can
// happen with these two, and which lock keeps them apart: of technology, bands, carrier or cell. Dates are ISO days.
// Pure; nothing fails.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "advise/lock.h"
#include "catalog/hotspots.h"
#include "catalog/microcells.h"

namespace boresight::advise {

enum class Separation {
    dead,             // the unit's network is off: nothing to separate, and nothing to use
    none_needed,      // the hotspot can't choose it
    technology_lock,  // LTE only
    band_lock,        // bands that the microcell doesn't send in
    cell_lock,        // the same band: carrier, or carrier and cell
    impossible,       // it would take a lock that the hotspot's family hasn't
};

// "dead", "none_needed", ... as in JSON.
const char* separation_name(Separation separation);

struct CircularQuestion {
    const catalog::Hotspot* hotspot = nullptr;      // null: not told
    const catalog::Microcell* microcell = nullptr;  // never null
    std::string hotspot_operator;                   // brand; empty: taken to be the microcell's
    std::vector<int> operator_lte_bands;            // where known, what the operator's towers use
    std::vector<int> locked_bands;                  // that the hotspot is, or is going to be, kept to; empty: none
    std::string day;                                // "2017-07-15": what is on the air is asked of that day
};

struct Circular {
    Separation separation = Separation::none_needed;
    std::string sentence;               // what to do, in one
    std::vector<std::string> reasons;   // why, a sentence each
    std::vector<int> separating_bands;  // of a band lock
    std::optional<Lock> lock;           // of technology or bands; a cell is known only where it is aimed at
    std::vector<std::string> checks;    // how to see that they stay apart
    std::vector<std::string> sources;
};

Circular circular(const CircularQuestion& question);

}  // namespace boresight::advise
