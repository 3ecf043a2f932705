// SPDX-License-Identifier: GPL-3.0-or-later
// State: the last eight bits, the newest at bit 0. From i and i + 128 one gets to 2i (bit 0) and 2i + 1 (bit 1). Both
// generators take the newest and the oldest bit, so the four branches of such a butterfly carry one metric, twice
// negated.
#include "dsp/fec/terminated.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace boresight::dsp::fec {
namespace {

constexpr unsigned half = 128;
constexpr float unreachable = -1e30F;

// The generators with the newest bit's tap at bit 0.
constexpr unsigned mirrored(unsigned generator) {
    unsigned result = 0;
    for (int i = 0; i < 9; ++i) result |= ((generator >> i) & 1U) << (8 - i);
    return result;
}
constexpr std::array<unsigned, 2> generators = {mirrored(0561), mirrored(0753)};

constexpr std::uint8_t coded_bit(unsigned window, std::size_t which) {
    return static_cast<std::uint8_t>(std::popcount(window & generators[which]) & 1);
}

// signs[j][i]: -1 where coded bit j is 1 on the branch from state i with bit 0.
constexpr std::array<std::array<float, half>, 2> make_signs() {
    std::array<std::array<float, half>, 2> signs{};
    for (std::size_t j = 0; j < 2; ++j)
        for (unsigned i = 0; i < half; ++i) signs[j][i] = coded_bit(2 * i, j) != 0 ? -1.0F : 1.0F;
    return signs;
}
alignas(64) constexpr std::array<std::array<float, half>, 2> signs = make_signs();

void step(float s0, float s1, const float* __restrict before, float* __restrict after,
          std::uint8_t* __restrict from_upper) {
    for (unsigned i = 0; i < half; ++i) {
        const float branch = signs[0][i] * s0 + signs[1][i] * s1;
        const float zero_lower = before[i] + branch, zero_upper = before[i + half] - branch;
        const float one_lower = before[i] - branch, one_upper = before[i + half] + branch;
        after[2 * i] = std::max(zero_lower, zero_upper);
        after[2 * i + 1] = std::max(one_lower, one_upper);
        from_upper[2 * i] = zero_upper > zero_lower;
        from_upper[2 * i + 1] = one_upper > one_lower;
    }
}

void require(bool right) {
    if (!right) throw std::invalid_argument("terminated code: two coded bits for each bit and for 8 more");
}

}  // namespace

void encode_terminated(std::span<const std::uint8_t> bits, std::span<std::uint8_t> coded) {
    require(coded.size() == terminated_coded_bits(bits.size()));
    unsigned window = 0;
    for (std::size_t k = 0; 2 * k < coded.size(); ++k) {
        window = (window << 1 | (k < bits.size() ? bits[k] : 0U)) & 0x1FF;
        for (std::size_t j = 0; j < 2; ++j) coded[2 * k + j] = coded_bit(window, j);
    }
}

float TerminatedDecoder::decode(std::span<const float> soft, std::span<std::uint8_t> bits) {
    require(soft.size() == terminated_coded_bits(bits.size()));
    const std::size_t steps = soft.size() / 2;
    from_upper_.resize(std::max(from_upper_.size(), steps));
    before_.fill(unreachable);
    before_[0] = 0;
    for (std::size_t k = 0; k < steps; ++k) {
        step(soft[2 * k], soft[2 * k + 1], before_.data(), after_.data(), from_upper_[k].data());
        std::swap(before_, after_);
    }
    unsigned state = 0;
    for (std::size_t k = steps; k-- > 0;) {
        if (k < bits.size()) bits[k] = state & 1U;
        state = state / 2 + (from_upper_[k][state] != 0 ? half : 0);
    }
    return before_[0];
}

}  // namespace boresight::dsp::fec
