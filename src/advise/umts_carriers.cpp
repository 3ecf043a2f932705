// SPDX-License-Identifier: GPL-3.0-or-later
#include "advise/umts_carriers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "advise/umts_throughput.h"
#include "catalog/same_carrier.h"

namespace boresight::advise {

namespace {

struct Loudest {
    const HeardUmtsCell* cell = nullptr;
    PilotLevel level;
};

bool hasnt_band(int band, const catalog::Hotspot* hotspot) {
    return hotspot && hotspot->umts_known && std::ranges::count(hotspot->umts_bands, band) == 0;
}

std::string use_words(const UmtsCarrierHeard& carrier, const UmtsQuestion& question) {
    const catalog::Hotspot* hotspot = question.hotspot;
    if (!hotspot || !hotspot->umts_known) return "";
    if (!carrier.usable) return fmt::format(" {} has no 3G in this band.", hotspot->name);
    return question.lte.empty()
               ? ""
               : fmt::format(" {} has it, and leaves it alone while it is kept to LTE.", hotspot->name);
}

// Of what it could carry and of which carriers of LTE are expected to carry more.
std::string capacity_words(const UmtsCarrierHeard& carrier, const UmtsThere& there, const UmtsQuestion& question) {
    std::string out = fmt::format(
        " With the antenna at {:.0f} its cell PSC {} could carry some {:.0f} to {:.0f} Mbit/s in all: a rough estimate "
        "from "
        "the pilot's strength (RSCP) over all that is received, of HSPA+ on one carrier, never a promise.",
        there.azimuth_deg, there.psc, std::floor(carrier.capacity_mbps->low), std::ceil(carrier.capacity_mbps->high));
    std::vector<int> more;
    for (const RankedCarrier& each : question.lte)
        if (each.expected_mbps >= carrier.expected_mbps) more.push_back(each.band);
    if (question.lte.empty()) return out;
    if (more.empty()) return out + " No carrier of LTE is expected to carry more.";
    return out +
           fmt::format(" More is expected of LTE band{} {}.", more.size() == 1 ? "" : "s", fmt::join(more, " and "));
}

void estimate(const UmtsThere& there, const UmtsQuestion& question, UmtsCarrierHeard& carrier) {
    carrier.azimuth_deg = there.azimuth_deg;
    carrier.capacity_mbps = umts_capacity_range_mbps(there.sinr_db);
    carrier.expected_mbps = umts_expected_mbps(there.sinr_db);
    carrier.why += capacity_words(carrier, there, question);
}

UmtsCarrierHeard told(const Loudest& loudest, const UmtsQuestion& question) {
    const HeardUmtsCell& cell = *loudest.cell;
    UmtsCarrierHeard out{.band = cell.band,
                         .uarfcn = cell.uarfcn,
                         .psc = cell.psc,
                         .loudest_deg = loudest.level.azimuth_deg,
                         .azimuth_deg = {},
                         .capacity_mbps = {},
                         .place = {},
                         .why = {}};
    out.why = fmt::format("3G band {} (UARFCN {}): the cell PSC {} is the loudest, with the antenna at {:.0f}.",
                          out.band, out.uarfcn, out.psc, out.loudest_deg);
    out.microcell =
        question.microcell && question.microcell->psc == cell.psc && question.microcell->uarfcn == cell.uarfcn;
    out.usable = !out.microcell && !hasnt_band(cell.band, question.hotspot);
    if (out.microcell) {
        out.why += " It is your microcell, which the hotspot must never use.";
        return out;
    }
    const auto there = std::ranges::find_if(question.there, [&](const UmtsThere& each) {
        return catalog::same_carrier(each.frequency_hz, cell.frequency_hz);
    });
    if (there != question.there.end())
        estimate(*there, question, out);
    else
        out.why += " What it could carry isn't known.";
    out.why += use_words(out, question);
    return out;
}

void give_places(const UmtsQuestion& question, std::vector<UmtsCarrierHeard>& carriers) {
    std::vector<double> all_mbps;
    for (const RankedCarrier& each : question.lte) all_mbps.push_back(each.expected_mbps);
    for (const UmtsCarrierHeard& each : carriers)
        if (each.capacity_mbps && each.usable) all_mbps.push_back(each.expected_mbps);
    for (UmtsCarrierHeard& each : carriers)
        if (each.capacity_mbps && each.usable)
            each.place = 1 + static_cast<std::size_t>(std::ranges::count_if(
                                 all_mbps, [&](double mbps) { return mbps > each.expected_mbps; }));
}

}  // namespace

std::vector<UmtsCarrierHeard> umts_carriers(const UmtsQuestion& question) {
    std::map<int, Loudest> carriers;
    for (const HeardUmtsCell& cell : question.cells)
        for (const PilotLevel& level : cell.levels) {
            Loudest& loudest = carriers[cell.uarfcn];
            if (!loudest.cell || level.level_db > loudest.level.level_db) loudest = {&cell, level};
        }
    std::vector<UmtsCarrierHeard> out;
    for (const auto& [uarfcn, loudest] : carriers) out.push_back(told(loudest, question));
    give_places(question, out);
    return out;
}

const UmtsCarrierHeard* best_umts(const std::vector<UmtsCarrierHeard>& carriers) {
    const UmtsCarrierHeard* best = nullptr;
    for (const UmtsCarrierHeard& each : carriers)
        if (each.usable && each.capacity_mbps && (!best || each.expected_mbps > best->expected_mbps)) best = &each;
    return best;
}

}  // namespace boresight::advise
