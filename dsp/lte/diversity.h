// SPDX-License-Identifier: GPL-3.0-or-later
// Soft bits of QPSK symbols sent from one port, or from two or four with transmit diversity. TS 36.211 6.3.4.3, 7.1.2.
// Pure; any thread.
#pragma once

#include <span>
#include <vector>

#include "dsp/lte/wide_carrier.h"

namespace boresight::dsp::lte {

// Two soft bits (positive for 0) an element, appended to `soft`: log-likelihood ratios for noise of that power.
// Elements in the order in which symbols were mapped to them; with several ports an even number. ports: 1, 2 or 4.
void demap_qpsk(std::span<const Element> elements, int ports, double noise, std::vector<float>& soft);

}  // namespace boresight::dsp::lte
