// SPDX-License-Identifier: GPL-3.0-or-later
// QPSK (TS 36.211 7.1.2) and transmit diversity (6.3.4.3). Symbols have magnitude 1; the ports together send that
// power. Pure.
#pragma once

#include <complex>
#include <vector>

#include "scene/bits.h"

namespace boresight::scene::lte {

using Symbol = std::complex<float>;

// An even number of bits.
std::vector<Symbol> qpsk(const Bits& bits);

// What each of 1, 2 or 4 ports sends: an even number of symbols where there are several.
std::vector<std::vector<Symbol>> spread(const std::vector<Symbol>& symbols, int ports);

}  // namespace boresight::scene::lte
