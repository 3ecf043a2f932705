// SPDX-License-Identifier: GPL-3.0-or-later
// A steady turn cut into pieces, each of which is a stop like any other: the looks of that time, the middle of their
// interpolated azimuths, and how well that is known. The hand's unevenness shifts neighbouring pieces alike, so that
// the sigma of each is made larger: what is known of a beam's place from all pieces in it is as it should be. Pure;
// nothing fails.
#pragma once

#include <cstddef>
#include <vector>

#include "pose/steady_turn.h"
#include "survey/sweep_stop.h"

namespace boresight::survey {

// `whole` has every look of the turn, with offsets from its own start. `alike`: how many pieces lie in one beam.
// Looks from before the first mark and after the last are left out, and so are pieces without looks.
std::vector<SweepStopRecord> cut_turn(const SweepStopRecord& whole, const pose::SteadyTurn& turn, std::size_t pieces,
                                      double alike);

}  // namespace boresight::survey
