// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of carriers of 3G that a sweep heard: which cell is the loudest of each, where, and whether the hotspot
// can use them. They aren't ranked: a pilot's level tells no throughput. Pure; nothing fails.
#pragma once

#include <string>
#include <vector>

#include "advise/isolation.h"
#include "catalog/hotspots.h"

namespace boresight::advise {

struct UmtsCarrierHeard {
    int band = 0;
    int uarfcn = 0;
    int psc = 0;             // of the loudest cell
    double loudest_deg = 0;  // on the sweep's scale
    std::string why;         // a sentence
};

// By carrier. `hotspot` may be null.
std::vector<UmtsCarrierHeard> umts_carriers(const std::vector<HeardUmtsCell>& cells, const catalog::Hotspot* hotspot);

}  // namespace boresight::advise
