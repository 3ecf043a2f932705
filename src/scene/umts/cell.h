// SPDX-License-Identifier: GPL-3.0-or-later
// One UMTS FDD cell as a transmitter is told to send it. Powers are shares of the full power, while on. `check` throws
// an Error that names the field.
#pragma once

#include <cstdint>
#include <string>

namespace boresight::scene::umts {

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
};

void check(const Cell& cell);

// The mean power of all but the traffic. The synchronization codes take the tenth of a slot that the P-CCPCH leaves.
double common_power(const Cell& cell);

}  // namespace boresight::scene::umts
