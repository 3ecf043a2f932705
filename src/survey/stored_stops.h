// SPDX-License-Identifier: GPL-3.0-or-later
// Stops read back from the database, reading by reading in the order in which they were kept: what a sweep, a check or
// a survey of places is estimated from again. Pure.
#pragma once

#include <vector>

#include "store/reader.h"
#include "survey/sweep_stop.h"

namespace boresight::survey {

// Adds one reading to the stop that it belongs to, which is begun where it is a new one, as is its cell. False: the
// reading has no carrier, so it belongs to no stop.
bool add_stored_reading(const store::FullReading& full, StopKind kind, std::vector<SweepStopRecord>& stops,
                        std::vector<SweepCell>& cells);

}  // namespace boresight::survey
