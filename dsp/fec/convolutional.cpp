// SPDX-License-Identifier: GPL-3.0-or-later
// State: the last six bits, the newest at bit 0. From i and i + 32 one gets to 2i (bit 0) and 2i + 1 (bit 1). Every
// generator takes both the newest and the oldest bit, so the four branches of such a butterfly carry one metric, twice
// negated.
#include "dsp/fec/convolutional.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>

namespace boresight::dsp::fec {
namespace {

constexpr unsigned half = 32;
constexpr float unreachable = -1e37F;
constexpr int bounding_passes = 3;

// The generators with the newest bit's tap at bit 0.
constexpr unsigned mirrored(unsigned generator) {
    unsigned result = 0;
    for (int i = 0; i < 7; ++i) result |= ((generator >> i) & 1U) << (6 - i);
    return result;
}
constexpr std::array<unsigned, 3> generators = {mirrored(0133), mirrored(0171), mirrored(0165)};

// Coded bits (d0 at bit 0) of the seven newest bits.
constexpr std::array<std::uint8_t, 128> make_outputs() {
    std::array<std::uint8_t, 128> outputs{};
    for (unsigned window = 0; window < 128; ++window)
        for (unsigned i = 0; i < 3; ++i)
            outputs[window] |= static_cast<std::uint8_t>((std::popcount(window & generators[i]) & 1) << i);
    return outputs;
}
constexpr std::array<std::uint8_t, 128> outputs = make_outputs();

// signs[j][i]: -1 where coded bit j is 1 on the branch from state i with bit 0.
constexpr std::array<std::array<float, half>, 3> make_signs() {
    std::array<std::array<float, half>, 3> signs{};
    for (unsigned j = 0; j < 3; ++j)
        for (unsigned i = 0; i < half; ++i) signs[j][i] = ((outputs[2 * i] >> j) & 1) != 0 ? -1.0F : 1.0F;
    return signs;
}
alignas(64) constexpr std::array<std::array<float, half>, 3> signs = make_signs();

// One step of the Viterbi algorithm, all states.
inline void step(const float* soft, const float* __restrict before, float* __restrict after) {
    const float s0 = soft[0], s1 = soft[1], s2 = soft[2];
    for (unsigned i = 0; i < half; ++i) {
        const float branch = signs[0][i] * s0 + signs[1][i] * s1 + signs[2][i] * s2;
        after[2 * i] = std::max(before[i] + branch, before[i + half] - branch);
        after[2 * i + 1] = std::max(before[i] - branch, before[i + half] + branch);
    }
}

}  // namespace

void encode_tail_biting(std::span<const std::uint8_t> bits, std::span<std::uint8_t> coded) {
    if (coded.size() != 3 * bits.size()) throw std::invalid_argument("encode_tail_biting: three coded bits a bit");
    const std::size_t n = bits.size();
    if (n == 0) return;
    unsigned window = 0;
    for (std::size_t i = 0; i < 6; ++i) window = (window << 1) | bits[(n * 6 - 6 + i) % n];
    for (std::size_t k = 0; k < n; ++k) {
        window = ((window << 1) | bits[k]) & 127U;
        for (unsigned i = 0; i < 3; ++i) coded[3 * k + i] = (outputs[window] >> i) & 1U;
    }
}

TailBitingDecoder::TailBitingDecoder(std::size_t max_bits)
    : max_bits_(std::clamp<std::size_t>(max_bits, 1, tail_biting_max_bits)),
      branch_(max_bits_),
      rows_(states * (max_bits_ + 1) * states) {
    soft_.reserve(3 * max_bits_);
    queue_.reserve(4096);
}

void TailBitingDecoder::start(std::span<const float> soft, float least) {
    if (soft.empty() || soft.size() % 3 != 0 || soft.size() > 3 * max_bits_)
        throw std::invalid_argument(
            "TailBitingDecoder: three soft bits a bit, for 1 bit to as many as constructed for");
    bits_ = soft.size() / 3;
    soft_.assign(soft.begin(), soft.end());
    least_ = std::max(least, unreachable / 2);
    looked_at_ = 0;
    queue_.clear();
    queue_states();
    for (std::size_t k = 0; k < bits_ && !queue_.empty(); ++k)
        for (unsigned coded = 0; coded < 8; ++coded) {
            const auto term = [&](unsigned j) {
                return ((coded >> j) & 1U) != 0 ? -soft_[3 * k + j] : soft_[3 * k + j];
            };
            branch_[k][coded] = term(0) + term(1) + term(2);
        }
}

// A path that goes w times round with the metric m each time is among those that the w-th pass compares, whatever the
// metrics before: m <= after - before in its state.
void TailBitingDecoder::queue_states() {
    alignas(64) Metrics before{}, now, bound, other;
    bound.fill(-unreachable);
    for (int pass = 0; pass < bounding_passes; ++pass) {
        now = before;
        for (std::size_t k = 0; k < bits_; ++k) {
            step(&soft_[3 * k], now.data(), other.data());
            std::swap(now, other);
        }
        for (int s = 0; s < states; ++s) bound[s] = std::min(bound[s], now[s] - before[s]);
        if (*std::max_element(bound.begin(), bound.end()) < least_) return;
        before = now;
    }
    for (int s = 0; s < states; ++s) push({.metric = bound[s], .start = static_cast<std::uint8_t>(s)});
}

void TailBitingDecoder::push(const Entry& entry) {
    if (entry.metric < least_) return;
    queue_.push_back(entry);
    std::push_heap(queue_.begin(), queue_.end());
}

std::optional<TailBitingDecoder::Word> TailBitingDecoder::next() {
    while (!queue_.empty() && looked_at_++ < patience) {
        std::pop_heap(queue_.begin(), queue_.end());
        const Entry best = queue_.back();
        queue_.pop_back();
        if (best.step >= 0) return follow(best);
        pass_from(best.start);
    }
    return std::nullopt;
}

void TailBitingDecoder::pass_from(std::uint8_t start) {
    float* const first = row(start, 0);
    std::fill(first, first + states, unreachable);
    first[start] = 0;
    for (std::size_t k = 0; k < bits_; ++k) step(&soft_[3 * k], row(start, k), row(start, k + 1));
    push(
        {.metric = row(start, bits_)[start], .step = static_cast<std::int16_t>(bits_), .start = start, .state = start});
}

// Goes back to the first step along the better branches, and queues the paths that come by the other ones.
TailBitingDecoder::Word TailBitingDecoder::follow(Entry entry) {
    const float metric = entry.metric;
    for (int k = entry.step - 1; k >= 0; --k) {
        const float* const before = row(entry.start, static_cast<std::size_t>(k));
        const unsigned bit = entry.state & 1U;
        const unsigned low = entry.state >> 1U;
        const unsigned from[2] = {low, low + half};
        float branch[2], total[2];
        for (int i = 0; i < 2; ++i) {
            branch[i] = branch_[static_cast<std::size_t>(k)][outputs[(from[i] << 1U) | bit]];
            total[i] = before[from[i]] + branch[i] + entry.suffix_metric;
        }
        const int better = total[1] > total[0] ? 1 : 0;
        entry.suffix[static_cast<std::size_t>(k) / 64] |= static_cast<std::uint64_t>(bit) << (k % 64);
        entry.step = static_cast<std::int16_t>(k);
        Entry other = entry;
        other.metric = total[1 - better];
        other.suffix_metric += branch[1 - better];
        other.state = static_cast<std::uint8_t>(from[1 - better]);
        push(other);
        entry.suffix_metric += branch[better];
        entry.state = static_cast<std::uint8_t>(from[better]);
    }
    return {.bits = entry.suffix, .metric = metric};
}

}  // namespace boresight::dsp::fec
