// SPDX-License-Identifier: GPL-3.0-or-later
// The broadcast channel from MIB to modulation symbols: TS 36.331 6.2.1 (the MIB), TS 36.212 5.3.1 (CRC with the mask
// of the ports, tail-biting convolutional code, rate matching), TS 36.211 6.6 (scrambling, QPSK, transmit diversity).
#pragma once

#include <array>
#include <complex>
#include <cstdint>
#include <vector>

#include "scene/lte/cell.h"

namespace boresight::scene::lte {

constexpr int mib_length = 24;

// Bits as sent, first bit first: bandwidth 3, PHICH duration 1, PHICH resource 2, upper bits of the SFN 8, spare 10.
using Mib = std::array<std::uint8_t, mib_length>;

Mib mib(const Cell& cell, int sfn);

// The scrambled bits that four frames carry, 1920 or 1728 with the extended prefix, from the frame whose SFN divides by
// four.
std::vector<std::uint8_t> pbch_bits(const Cell& cell, const Mib& mib);

// What each port sends on the PBCH of the frame `sfn`, in the order of TS 36.211 6.6.4.
std::vector<std::vector<std::complex<float>>> pbch_symbols(const Cell& cell, int sfn);

}  // namespace boresight::scene::lte
