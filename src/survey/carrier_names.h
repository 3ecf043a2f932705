// SPDX-License-Identifier: GPL-3.0-or-later
// The names (band and channel number) of a carrier whose standard and duplex are known from its own signal: bands
// overlap, and a TDD cell of LTE is in no FDD band. Downlink-only bands send as FDD does. Any thread.
#pragma once

#include <vector>

#include "catalog/carriers.h"
#include "dsp/lte/cell.h"

namespace boresight::survey {

// At exactly this frequency, by band number; empty where no band of that duplex has a carrier.
std::vector<catalog::Carrier> carrier_names(double frequency_hz, dsp::lte::Duplex duplex);
std::vector<catalog::Carrier> umts_carrier_names(double frequency_hz);

}  // namespace boresight::survey
