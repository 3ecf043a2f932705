// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of bands as a family of modems writes them. A band that can't be written is a result with the reason. Pure; any
// thread.
#pragma once

#include <string>
#include <vector>

#include "catalog/lock_families.h"

namespace boresight::advise {

struct BandText {
    std::string bands;     // {bands}
    std::string high;      // {bands_high}; empty unless the family has two words
    std::string nr_bands;  // {nr_bands}
    std::string refused;   // why it can't be said; empty: it can
};

// Bands ascending and each once.
BandText band_text(const catalog::LockFamily& family, const std::vector<int>& bands, const std::vector<int>& nr_bands);

}  // namespace boresight::advise
