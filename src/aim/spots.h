// SPDX-License-Identifier: GPL-3.0-or-later
// Places compared: the level of each cell at each of several spots, from dwells there in any order and number, and
// which spot is best by the throughput that its carriers allow. A dwell's level is that of the spot, a drift, and an
// error: its own sigma, and what a second visit to the very same spot differs by, which only visits tell. Both are
// weighed over the grids of the fit (aim/grid.h); a spot that was visited once is therefore known only as well as a
// visit repeats. Levels in dB of one scale, bandwidth in MHz, throughput in Mbit/s. Pure; nothing fails; some 10 ms a
// cell and twenty dwells.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "aim/dwell.h"
#include "aim/fit.h"

namespace boresight::aim {

struct SpotDwell {
    double time_s = 0;
    std::size_t spot = 0;
};

// What the readings of one cell leave open, as equally probable draws.
struct SpotLevels {
    std::size_t spots = 0;
    std::vector<double> level_db;  // of draw k at spot s: level_db[spots k + s]
    std::vector<bool> heard;       // there, in one dwell at least
    double revisit_db = 0;         // mean

    double at(std::size_t draw, std::size_t spot) const { return level_db[draw * spots + spot]; }
    std::size_t draws() const { return spots == 0 ? 0 : level_db.size() / spots; }
    Value level(std::size_t spot) const;
    Value difference(std::size_t spot, std::size_t other) const;  // of the first over the other
};

// Nothing where the cell was heard nowhere.
std::optional<SpotLevels> spot_levels(std::span<const SpotDwell> dwells, std::span<const Reading> readings,
                                      std::size_t spots);

// A carrier with its cells: the strongest at a spot serves there, the others interfere.
struct SpotCarrier {
    double bandwidth_mhz = 0;
    double noise_db = 0;                   // per resource element
    std::vector<const SpotLevels*> cells;  // of one number of spots
    std::vector<double> to_port_db;        // of each cell: what makes its level that of one port
    bool usable = true;                    // false: it can't be locked, so it doesn't count
};

struct SpotResult {
    std::size_t spot = 0;
    std::optional<std::size_t> carrier;  // the best one there; nothing: none was heard
    std::optional<std::size_t> cell;     // of it, that serves there in most draws
    double capacity_mbps = 0;            // mean, of that carrier
    double p_best = 0;                   // of being the best spot
    Value sinr_db{};                     // of that carrier there, 95 %
    Value behind_db{};                   // how much lower than at the best spot the SINR is, each at its best carrier
    bool equal = false;                  // to the best spot: 90 % within 1 dB
};

enum class SpotDecision {
    clear,      // the first is best with 90 %
    tied,       // not, but choosing it costs less than 5 % on average
    undecided,  // more visits would pay
    nothing,    // nothing was heard, or there is only one spot
};

struct SpotChoice {
    std::vector<SpotResult> spots;  // the best mean throughput first
    SpotDecision decision = SpotDecision::nothing;
    double expected_loss = 0;  // of choosing the first: share of the throughput
};

SpotChoice choose_spot(std::span<const SpotCarrier> carriers, std::size_t spots);

}  // namespace boresight::aim
