// SPDX-License-Identifier: GPL-3.0-or-later
// Levels of a cell over all of its resource blocks that a capture holds, not only the middle six: more of them, so
// surer, and those that fading leaves out in the middle are in. As measure.h has them otherwise. Any thread, one view a
// thread.
#pragma once

#include <optional>

#include "dsp/lte/carrier_view.h"
#include "dsp/lte/measure.h"

namespace boresight::dsp::lte {

// Of a cell whose MIB was read, as found in the samples that `view` holds; none where the capture holds too little more
// than the middle.
std::optional<Levels> measure_wide(const Cell& cell, CarrierView& view);

}  // namespace boresight::dsp::lte
