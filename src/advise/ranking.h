// SPDX-License-Identifier: GPL-3.0-or-later
// Which carrier is worth locking: those measured at one pointing, by the throughput that they can be expected to carry
// (the objective of aim/capacity.h), with a range, and what was left out with the reason. The throughput is a cell's,
// of one layer, with nobody else on it: good for comparing. SINR in dB, frequencies in Hz. Pure; nothing fails.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "advise/throughput_model.h"
#include "catalog/hotspots.h"
#include "catalog/operators.h"
#include "catalog/radios.h"

namespace boresight::advise {

// A cell as it was heard, or as a sweep expects it, at the recommended pointing.
struct MeasuredCell {
    double frequency_hz = 0;  // of the carrier
    bool tdd = false;
    int pci = 0;
    std::optional<double> bandwidth_hz;  // empty: its MIB wasn't read
    int ports = 0;                       // 0: not known
    aim::Value sinr_db;
    // Where a sweep's own estimate is known (aim/capacity.h): the mean over its draws, and the probability of being
    // best.
    std::optional<double> mean_mbps;
    std::optional<double> p_best;
    bool leads = false;         // what the sweep's verdict takes: goes first
    std::string operator_name;  // empty: not known whose it is
    // Where this carrier's own best azimuth is another: what it could be expected to carry there.
    std::optional<double> own_azimuth_deg = {}, own_mbps = {};
    std::vector<int> told_earfcns = {};  // other carriers of its network that it tells its phones of
};

// Heard by a scan where the sweep has not listened.
struct NotSwept {
    MeasuredCell cell;
    std::string by;  // "the scan of 2026-11-26T00:06 UTC"
};

struct RankingQuestion {
    std::vector<MeasuredCell> cells;
    std::vector<NotSwept> not_swept = {};
    std::vector<catalog::FrequencyRange> listened;  // what was captured at all
    const catalog::Hotspot* hotspot = nullptr;      // null: every band will do
    const catalog::Operator* of = nullptr;          // null: all of them
    const catalog::Country* country = nullptr;      // null: not known; tells overlapping bands apart
    const catalog::Radio* radio = nullptr;          // null: nothing is said about its reach
};

struct RankedCarrier {
    int band = 0;  // by the number that the hotspot and the operator use
    int earfcn = 0;
    int pci = 0;
    double bandwidth_hz = 0;
    bool tdd = false;
    std::string operator_name;
    std::string usually_of;  // by carrier hints, where no name was read
    aim::Value sinr_db;
    double efficiency_bps_hz = 0;  // mean, one layer, before overheads
    double expected_mbps = 0;      // what ranks: bandwidth times efficiency
    Range capacity_mbps;           // both curves less the overheads
    std::optional<double> p_best;
    bool leads = false;  // what the sweep's verdict takes
    std::optional<double> own_azimuth_deg, own_mbps;
    bool tied = false;  // with the first: what was measured doesn't tell them apart
    std::string why;
};

struct LeftOut {
    int band = 0;
    std::string why;
};

struct Ranking {
    std::vector<RankedCarrier> carriers;  // the best first
    std::vector<LeftOut> not_measured;    // bands of the operator and the hotspot that nobody has listened to there
    std::vector<LeftOut> not_usable;      // heard, but not for this hotspot or not known well enough
    std::string why_empty;                // where no carrier is ranked
};

Ranking rank(const RankingQuestion& question, const catalog::Throughput& model = catalog::throughput());

// What the figures are and are not, for below a ranking.
std::vector<std::string> ranking_notes(const Ranking& ranking);

}  // namespace boresight::advise
