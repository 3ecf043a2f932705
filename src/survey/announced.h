// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell's system information means on the air: where its uplink is, which carriers it names to its phones. Where
// a cell leaves its uplink out, it is that of the band's own spacing, as wide as the downlink (TS 36.331 6.3.1). Pure;
// any thread.
#pragma once

#include <optional>

#include "catalog/carriers.h"
#include "survey/scan.h"

namespace boresight::survey {

struct Uplink {
    std::optional<double> frequency_hz;
    std::optional<int> n_rb;
};

// Of a cell whose SIB2 was read.
Uplink uplink_of(const ScanCell& cell);

// The carrier that a cell named to its phones; nothing where no band has it.
std::optional<catalog::Carrier> downlink_of(const dsp::lte::NeighbourCarrier& carrier);

}  // namespace boresight::survey
