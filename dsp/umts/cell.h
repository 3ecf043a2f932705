// SPDX-License-Identifier: GPL-3.0-or-later
// What the UMTS receiver says about one carrier: cells whose identity is assured, candidates that failed the check, and
// counted reasons why nothing more was found. Plain values. Levels in dBFS are those of the whole band of 3.84 MHz,
// also where the capture was narrower: what it left out is added and said. A complex sinusoid of full scale is 0 dBFS.
// A level's sigma is the standard error of the mean over the time that was listened to. Names and definitions as in TS
// 25.211 and 25.215 5.1.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "dsp/umts/bch.h"
#include "dsp/umts/system_info.h"

namespace boresight::dsp::umts {

// One of the ways on which a cell arrives.
struct Path {
    double delay_us = 0;  // from the earliest
    double power_db = 0;  // over the strongest; 0 or less
};

struct Cell {
    int psc = 0;  // 0..511

    double frame_start_sample = 0;  // chip 0 of the first whole frame, earliest path, at the rate that was searched
    double cfo_hz = 0;              // carrier above the centre of the samples that were searched
    double cfo_sigma_hz = 0;
    std::optional<double> clock_ppm;  // true rate = nominal * (1 + clock_ppm * 1e-6)
    double clock_sigma_ppm = 0;

    double rscp_dbfs = 0;  // of P-CPICH, all paths that can be told apart
    double rscp_sigma_db = 0;
    double rssi_dbfs = 0;
    double rssi_sigma_db = 0;
    double ecno_db = 0;  // rscp over rssi
    double ecno_sigma_db = 0;
    double sinr_db = 0;  // of a pilot symbol of 256 chips, own traffic that stays orthogonal not counted
    double sinr_sigma_db = 0;
    std::vector<Path> paths;     // earliest first; at least one
    double delay_spread_us = 0;  // RMS
    double band_loss_db = 0;     // share of a cell's power that the capture held, 0 or less: what was corrected for
    int n = 0;                   // slots that the levels rest on

    std::optional<int> sfn;            // of the first whole frame, 0..4095
    std::vector<BchBlock> bch_blocks;  // wholly inside the samples, in their order
    std::optional<SystemInfo> system_info;
};

// A candidate that came near but failed the check, with what it lacked.
struct ShortCandidate {
    int psc = 0;
    double cfo_hz = 0;
    double pilot_metric = 0;
    double pilot_threshold = 0;  // what it would have needed
};

enum class Refusal : std::size_t {
    too_few_samples,       // shorter than a frame and a slot
    psch_below_threshold,  // search windows whose best primary sync correlation was no better than noise
    ssch_inconsistent,     // primary sync without a group of secondary codes that fits
    pilot_absent,          // both syncs, but no pilot under any code of that group
    bch_crc,               // an assured cell of which no block decoded
    count
};

struct SearchResult {
    std::vector<Cell> cells;  // strongest first
    std::vector<ShortCandidate> short_candidates;
    std::array<int, static_cast<std::size_t>(Refusal::count)> refusals{};
    double best_psch_metric = 0;     // the strongest correlation seen, in units of its threshold
    double best_psch_offset_hz = 0;  // and where

    int& refused(Refusal why) { return refusals[static_cast<std::size_t>(why)]; }
    int refused(Refusal why) const { return refusals[static_cast<std::size_t>(why)]; }
};

}  // namespace boresight::dsp::umts
