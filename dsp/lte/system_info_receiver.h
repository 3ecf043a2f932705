// SPDX-License-Identifier: GPL-3.0-or-later
// Reads system information of a cell whose MIB is known, through PCFICH, PDCCH and PDSCH: block type 1 in subframe 5 of
// every even frame (TS 36.331 5.2.1.2), transmissions added up until the CRC holds, then the messages that it announces
// (si_collector.h) as far as the capture holds their windows. Captures that aren't as wide as the carrier give none.
// Any thread, one view a thread.
#pragma once

#include <optional>

#include "dsp/lte/carrier_view.h"
#include "dsp/lte/cell.h"

namespace boresight::dsp::lte {

// Of the cell as found in the samples that `view` holds.
std::optional<SystemInfo> receive_system_info(const Cell& cell, CarrierView& view);

}  // namespace boresight::dsp::lte
