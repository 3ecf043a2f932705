// SPDX-License-Identifier: GPL-3.0-or-later
// What part of a band a radio can tune to, and in words why not the rest. Carrier centres in hertz. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "catalog/bands.h"
#include "catalog/radios.h"

namespace boresight::catalog {

struct Reach {
    enum class Extent { whole, part, none };

    Extent extent = Extent::none;
    std::vector<FrequencyRange> heard;  // ascending
    std::string why_not;                // "radio ends at 1766 MHz"; empty where the whole is heard
};

Reach reach(const Radio& radio, const FrequencyRange& range);

// Of the downlink; a band that only carries uplinks is out of reach of every receiver of towers.
Reach reach(const Radio& radio, const Band& band);

}  // namespace boresight::catalog
