// SPDX-License-Identifier: GPL-3.0-or-later
// Complex baseband samples. Full scale is amplitude 1.0: a complex sinusoid of amplitude 1 has 0 dBFS. A span never
// owns; whoever made the samples keeps them alive while a receiver looks at them.
#pragma once

#include <complex>
#include <span>

namespace boresight::dsp {

using Sample = std::complex<float>;
using IqSpan = std::span<const Sample>;

}  // namespace boresight::dsp
