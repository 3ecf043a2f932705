// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/pilot_symbols.h"

#include <cmath>

#include "dsp/umts/chip_products.h"
#include "dsp/umts/steady.h"

namespace boresight::dsp::umts {

namespace {

constexpr std::size_t margin_chips = most_lag / samples_per_chip + 1;

}  // namespace

void PilotSymbols::load(IqSpan matched, const Alignment& alignment) {
    const double spacing = 1 + alignment.clock_ppm * 1e-6;
    const double symbol = samples_per_chip * pilot_chips * spacing;
    const double before = std::floor(alignment.frame_start / symbol);
    first_place_ = alignment.frame_start - before * symbol;
    const auto phase = static_cast<long>(before) % static_cast<long>(symbols_per_frame);
    first_ =
        static_cast<std::size_t>((static_cast<long>(symbols_per_frame) - phase) % static_cast<long>(symbols_per_frame));
    const double rest = static_cast<double>(matched.size()) - first_place_;
    count_ = rest > 0 ? static_cast<std::size_t>(rest / symbol) : 0;
    const std::size_t chips = count_ * pilot_chips + 2 * margin_chips;
    make_steady(matched, first_place_ - static_cast<double>(samples_per_chip * margin_chips) * spacing,
                alignment.cfo_hz, alignment.clock_ppm, samples_per_chip * chips, steady_);
    even_.resize(chips);
    odd_.resize(chips);
    double power = 0;
    for (std::size_t i = 0; i < chips; ++i) {
        even_[i] = steady_[2 * i];
        odd_[i] = steady_[2 * i + 1];
        power += std::norm(even_[i]);
    }
    chip_power_ = power / static_cast<double>(chips);
}

std::span<const Sample> PilotSymbols::despread(const IqBuffer& code, int lag) {
    const std::size_t place = samples_per_chip * margin_chips + static_cast<std::size_t>(lag + most_lag) - most_lag;
    const Sample* chips = (place % 2 == 0 ? even_ : odd_).data() + place / 2;
    symbols_.resize(count_);
    for (std::size_t s = 0; s < count_; ++s) {
        const std::size_t in_frame = (first_ + s) % symbols_per_frame;
        symbols_[s] =
            product_with_conjugate(chips + s * pilot_chips, code.data() + in_frame * pilot_chips, pilot_chips);
    }
    return symbols_;
}

}  // namespace boresight::dsp::umts
