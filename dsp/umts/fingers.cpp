// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/fingers.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/clones.h"

namespace boresight::dsp::umts {

namespace {

constexpr std::size_t half_chips = pilot_chips / 2;  // C_ch,256,1 turns its sign here

// The sum of half a symbol's chips times the code.
BORESIGHT_CLONES
Sample despread(const float* __restrict chips, const float* __restrict code) {
    float re = 0, im = 0;
    for (std::size_t k = 0; k < 2 * half_chips; k += 2) {
        re += chips[k] * code[k] - chips[k + 1] * code[k + 1];
        im += chips[k] * code[k + 1] + chips[k + 1] * code[k];
    }
    return {re, im};
}

}  // namespace

Fingers::Fingers() : chips_(slot_chips) {}

void Fingers::take(IqSpan matched, const Alignment& alignment, const std::vector<double>& path_chips) {
    if (alignment.psc != psc_) {
        psc_ = alignment.psc;
        code_ = scrambling_code(psc_);
        const Sample pilot = Sample(1, 1) / (2.0F * static_cast<float>(pilot_chips));
        for (Sample& chip : code_) chip = std::conj(chip * pilot);
    }
    const auto [earliest, latest] = std::minmax_element(path_chips.begin(), path_chips.end());
    const double slot = static_cast<double>(slot_chips);
    const PieceRange whole = whole_pieces(matched.size(), alignment, slot_chips, -*earliest, *latest);
    first_slot_ = whole.first;
    slots_ = whole.count;
    fingers_.assign(path_chips.size(), {});
    for (std::size_t f = 0; f < path_chips.size(); ++f) {
        for (std::size_t s = 0; s < slots_; ++s) {
            const std::ptrdiff_t number = first_slot_ + static_cast<std::ptrdiff_t>(s);
            const std::size_t in_frame = place_in_frame(number, slots_per_frame);
            sampler_.sample(matched, alignment, static_cast<double>(number) * slot + path_chips[f], slot_chips,
                            chips_.data());
            for (std::size_t k = 0; k < slot_chips; k += pilot_chips) {
                const auto* chips = reinterpret_cast<const float*>(&chips_[k]);
                const auto* code = reinterpret_cast<const float*>(&code_[in_frame * slot_chips + k]);
                const Sample early = despread(chips, code), late = despread(chips + pilot_chips, code + pilot_chips);
                fingers_[f].pilot.push_back(early + late);
                fingers_[f].broadcast.push_back((early - late) * Sample(1, 1));
            }
        }
    }
}

}  // namespace boresight::dsp::umts
