// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/pilot_check.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/exponential_mean.h"
#include "dsp/core/parabola.h"

namespace boresight::dsp::umts {

namespace {

constexpr std::size_t transform_size = 256;
constexpr double bin_hz = symbol_rate_hz / transform_size;
// What a cell sends in every frame alike correlates with other codes alike in every frame: more frames are no more
// chances to average, and only the blocks of one frame count.
constexpr double blocks_a_frame = symbols_per_frame / block_symbols;
constexpr double false_rate = 1e-10;  // of one code at one place, all offsets together some ten times that

}  // namespace

PilotCheck::PilotCheck()
    : transform_(transform_size, Fft::Direction::forward), block_(transform_size), spectrum_(transform_size) {}

PilotEvidence PilotCheck::check(PilotSymbols& symbols, const IqBuffer& code, double cfo_hz, double reach_hz) {
    const std::span<const Sample> received = symbols.despread(code);
    const std::size_t blocks = received.size() / block_symbols;
    const auto reach = static_cast<int>(std::ceil(reach_hz / bin_hz));
    powers_.assign(static_cast<std::size_t>(2 * reach + 1), 0.0);
    static const double threshold = exponential_mean_quantile(blocks_a_frame, false_rate);
    PilotEvidence evidence{.threshold = threshold, .cfo_hz = cfo_hz};
    for (std::size_t b = 0; b < blocks; ++b) {
        std::copy_n(received.begin() + static_cast<std::ptrdiff_t>(b * block_symbols), block_symbols, block_.begin());
        transform_.execute(block_.data(), spectrum_.data());
        for (int k = -reach; k <= reach; ++k)
            powers_[static_cast<std::size_t>(k + reach)] +=
                std::norm(spectrum_[static_cast<std::size_t>(k < 0 ? k + static_cast<int>(transform_size) : k)]);
    }
    const auto top = std::max_element(powers_.begin(), powers_.end());
    // The code's chips have power 2.
    const double alone = 2 * symbols.chip_power() * static_cast<double>(pilot_chips * block_symbols * blocks);
    if (!(alone > 0)) return evidence;
    evidence.metric = *top / alone;
    const auto k = top - powers_.begin();
    const bool inside = k > 0 && top + 1 != powers_.end();
    evidence.cfo_hz +=
        bin_hz * (static_cast<double>(k - reach) + (inside ? vertex(*(top - 1), *top, *(top + 1)) : 0.0));
    return evidence;
}

}  // namespace boresight::dsp::umts
