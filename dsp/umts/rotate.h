// SPDX-License-Identifier: GPL-3.0-or-later
// Moves samples in frequency. Angles in turns, exact over any length. Pure.
#pragma once

#include <cstddef>

#include "dsp/core/iq.h"

namespace boresight::dsp::umts {

// samples[i] *= exp(j 2 pi (start + step i))
void rotate(Sample* samples, std::size_t count, double start, double step);

}  // namespace boresight::dsp::umts
