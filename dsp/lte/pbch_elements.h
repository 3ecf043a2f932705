// SPDX-License-Identifier: GPL-3.0-or-later
// Which resource elements carry the broadcast channel, and what a cell's broadcast channel looks like where it arrives.
// TS 36.211 6.6.4 and 6.3.4. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "dsp/lte/interpolation.h"
#include "dsp/lte/ofdm.h"
#include "dsp/lte/sss.h"

namespace boresight::dsp::lte {

constexpr int pbch_symbols = 4;  // 0 to 3 of the second slot of subframe 0

// Whether an element of those symbols is kept for reference signals, as if there were four ports.
bool pbch_leaves_out(int symbol, int subcarrier, int pci, CyclicPrefix cp);

// The four symbols of the frame that is number `quarter` (0..3) of its four, with the broadcast channel alone, each
// element as sent with the power of a reference signal, through the channels of 1, 2 or 4 ports.
std::array<Subcarriers, pbch_symbols> pbch_as_received(std::uint32_t mib_bits, int quarter, int ports,
                                                       const Alignment& cell, const std::vector<PortChannel>& channel);

}  // namespace boresight::dsp::lte
