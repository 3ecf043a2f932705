// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/rotate.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "dsp/core/clones.h"

namespace boresight::dsp::umts {

namespace {

constexpr std::size_t block = 256;

Sample turned(double turns) {
    return Sample(std::polar(1.0, 2 * std::numbers::pi * std::remainder(turns, 1.0)));
}

BORESIGHT_CLONES void turn_block(Sample* __restrict samples, const Sample* __restrict fine, Sample coarse,
                                 std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) samples[i] *= coarse * fine[i];
}

}  // namespace

void rotate(Sample* samples, std::size_t count, double start, double step) {
    std::array<Sample, block> fine;
    for (std::size_t i = 0; i < std::min(block, count); ++i) fine[i] = turned(step * static_cast<double>(i));
    for (std::size_t first = 0; first < count; first += block)
        turn_block(samples + first, fine.data(), turned(start + step * static_cast<double>(first)),
                   std::min(block, count - first));
}

}  // namespace boresight::dsp::umts
