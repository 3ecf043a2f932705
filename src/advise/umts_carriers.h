// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of carriers of 3G that a sweep heard: which cell is the loudest of each, where, what it could carry with
// the antenna turned where it is going to point, which place that is among the carriers of LTE, and whether the hotspot
// can use it. A rough estimate (advise/umts_throughput.h), so that 3G is never ranked in the table of LTE. Pure;
// nothing fails.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "advise/isolation.h"
#include "advise/ranking.h"

namespace boresight::advise {

// The cell that serves on a carrier with the antenna turned to an azimuth, and how far it is expected above all others.
struct UmtsThere {
    double frequency_hz = 0;
    int psc = 0;
    double azimuth_deg = 0;  // on the sweep's scale
    aim::Value sinr_db;
};

struct UmtsQuestion {
    std::vector<HeardUmtsCell> cells;
    std::vector<UmtsThere> there = {};          // carriers without one: nothing is known of what they could carry
    const catalog::Hotspot* hotspot = nullptr;  // null: not known
    const HeardUmtsCell* microcell = nullptr;   // the user's own, one of the cells; null: none is known
    std::vector<RankedCarrier> lte = {};        // the best first
};

struct UmtsCarrierHeard {
    int band = 0;
    int uarfcn = 0;
    int psc = 0;                        // of the loudest cell
    double loudest_deg = 0;             // on the sweep's scale
    bool microcell = false;             // which is never to be used
    bool usable = true;                 // by the hotspot, as far as is known
    std::optional<double> azimuth_deg;  // that the next are for
    std::optional<Range> capacity_mbps;
    double expected_mbps = 0;
    std::optional<std::size_t> place;  // among all carriers, 1 is the best
    std::string why;                   // a sentence or two
};

// By carrier.
std::vector<UmtsCarrierHeard> umts_carriers(const UmtsQuestion& question);

// The best that can be used; null: none can.
const UmtsCarrierHeard* best_umts(const std::vector<UmtsCarrierHeard>& carriers);

}  // namespace boresight::advise
