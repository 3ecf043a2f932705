// SPDX-License-Identifier: GPL-3.0-or-later
// Two carriers to choose from: one strong and narrow with another cell of it to the side, one weak and wide somewhere
// else. One session is swept, the carrier and the azimuth are chosen, and the choice is compared with the truth. The
// cell that is strongest serves, in the truth as in the choice. Nothing fails; any thread.
#pragma once

#include <cstdint>

namespace boresight::proof {

struct BandRun {
    bool right = false;     // the carrier that is truly best
    bool declared = false;  // said to be clearly best
    double share = 0;       // of the throughput that the best pair would give
    bool gain_covered = false;
    double gain_half_width_db = 0;
    double stops = 0;
    bool undecided = false;  // at some stop choosing might have cost 5 % or more
};

BandRun choose_band(std::uint64_t seed);

// Two carriers nearly as good as each other, with the stops that a live plan asks for, twenty at most: where a stop
// settles most while the carriers can't be told apart, or always by the bearing of the cell that leads.
BandRun plan_band(std::uint64_t seed, bool settles);

}  // namespace boresight::proof
