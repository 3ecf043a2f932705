// SPDX-License-Identifier: GPL-3.0-or-later
// Sums of received chips times the conjugates of those sent: the work of every despreader. Pure.
#pragma once

#include <cstddef>

#include "dsp/core/iq.h"

namespace boresight::dsp::umts {

Sample product_with_conjugate(const Sample* chips, const Sample* code, std::size_t count);

}  // namespace boresight::dsp::umts
