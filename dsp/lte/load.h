// SPDX-License-Identifier: GPL-3.0-or-later
// How busy a cell is: the share of its resource elements for users' data (PDSCH, TS 36.211 6.4) that carry power, in
// subframes that are sure to be downlink: over all resource blocks that a capture shows flat, else over the middle six.
// Told block by block and subframe by subframe, as they are granted, beside what the reference signals there say a
// block with data would have, a quarter or more of it. Elements of the control region, the broadcast channel and the
// synchronization signals, and symbols with reference signals, are left out. Its sigma is that of the mean over a
// longer time, by how much subframes differ. Any thread, one view a thread.
#pragma once

#include <optional>

#include "dsp/lte/carrier_view.h"
#include "dsp/lte/cell.h"

namespace boresight::dsp::lte {

// Of a cell whose MIB was read and whose levels are known, as found in the samples that `view` holds; none where noise
// and others hide its data.
std::optional<Load> measure_load(const Cell& cell, CarrierView& view);

}  // namespace boresight::dsp::lte
