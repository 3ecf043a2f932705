// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/umts_carriers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace boresight::advise {

namespace {

std::string use_words(int band, const catalog::Hotspot* hotspot) {
    if (!hotspot || !hotspot->umts_known) return "";
    if (std::ranges::count(hotspot->umts_bands, band) == 0)
        return fmt::format(" {} has no 3G in this band.", hotspot->name);
    return fmt::format(" {} has it, and leaves it alone while it is kept to LTE.", hotspot->name);
}

}  // namespace

std::vector<UmtsCarrierHeard> umts_carriers(const std::vector<HeardUmtsCell>& cells, const catalog::Hotspot* hotspot) {
    struct Loudest {
        const HeardUmtsCell* cell = nullptr;
        PilotLevel level;
    };
    std::map<int, Loudest> carriers;
    for (const HeardUmtsCell& cell : cells)
        for (const PilotLevel& level : cell.levels) {
            Loudest& loudest = carriers[cell.uarfcn];
            if (!loudest.cell || level.level_db > loudest.level.level_db) loudest = {&cell, level};
        }
    std::vector<UmtsCarrierHeard> out;
    for (const auto& [uarfcn, loudest] : carriers)
        out.push_back({.band = loudest.cell->band,
                       .uarfcn = uarfcn,
                       .psc = loudest.cell->psc,
                       .loudest_deg = loudest.level.azimuth_deg,
                       .why = fmt::format("3G band {} (UARFCN {}): the cell PSC {} is the loudest, with the antenna at "
                                          "{:.0f}. It isn't ranked: a pilot's level tells no throughput.{}",
                                          loudest.cell->band, uarfcn, loudest.cell->psc, loudest.level.azimuth_deg,
                                          use_words(loudest.cell->band, hotspot))});
    return out;
}

}  // namespace boresight::advise
