// SPDX-License-Identifier: GPL-3.0-or-later
// One UMTS FDD cell as a transmitter is told to send it. Powers are shares of the full power, while on. `check` throws
// an Error that names the field.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace boresight::scene::umts {

constexpr int most_neighbors = 32;  // of either kind, that block type 11 can name
constexpr int lowest_announced_dbm = -10, highest_announced_dbm = 50;

struct FarNeighbor {
    int uarfcn = 0;  // 0..16383
    int psc = 0;
};

struct Cell {
    int psc = 0;  // 0..511
    std::string plmn = "001-01";
    int lac = 1;      // 0..65535
    int cell_id = 1;  // 28 bits
    double cpich_db = -10;
    double pccpch_db = -12;
    double psch_db = -15;
    double ssch_db = -15;
    double occupancy = 0.5;  // share of the remaining power that traffic takes, 0..1
    std::uint64_t seed = 1;  // of the traffic

    // What it says of itself and its neighbours.
    int cpich_dbm = 33;                           // lowest_announced_dbm to highest_announced_dbm
    std::vector<int> neighbor_pscs = {};          // on its own carrier
    std::vector<FarNeighbor> far_neighbors = {};  // on others, those of one carrier in a row
};

void check(const Cell& cell);

// The mean power of all but the traffic. The synchronization codes take the tenth of a slot that the P-CCPCH leaves.
double common_power(const Cell& cell);

}  // namespace boresight::scene::umts
