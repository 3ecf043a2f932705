// SPDX-License-Identifier: GPL-3.0-or-later
// The tail-biting convolutional code of TS 36.212 5.1.3.1: rate 1/3, constraint length 7, generators 133, 171 and 165
// (octal), for 1 to 128 bits. The decoder gives the codewords in the order of their likelihood, exactly: the first is
// the maximum-likelihood word, and a caller that knows a check (a CRC) may go on to the next ones until it holds. On
// noise the first word of 40 bits takes some 7 us, at a useful signal 3 us.
//
// How it is exact: a Viterbi pass over the circle, begun with what an earlier pass left, bounds from above the metric
// of every tail-biting path through each of the 64 states. In the order of these bounds, passes with the starting
// state given make the bounds exact, and paths that leave the best ones are queued by their metric.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace boresight::dsp::fec {

constexpr std::size_t tail_biting_max_bits = 128;

// coded[3 k + i] is d_k^(i) of the standard; coded.size() must be 3 * bits.size(). One bit a byte.
void encode_tail_biting(std::span<const std::uint8_t> bits, std::span<std::uint8_t> coded);

class TailBitingDecoder {
public:
    struct Word {
        std::array<std::uint64_t, 2> bits{};  // bit k of the message is bit k % 64 of bits[k / 64]
        float metric = 0;                     // sum of the soft bits, those of coded ones taken negative

        bool operator[](std::size_t k) const { return ((bits[k / 64] >> (k % 64)) & 1U) != 0; }
    };

    // For messages of up to `max_bits`: takes about 17 kB a bit.
    explicit TailBitingDecoder(std::size_t max_bits);

    // Soft bits in the order of encode_tail_biting, positive for 0, below 1e30 in magnitude; 3 to 3 * max_bits of them.
    // Words whose metric is below `least` aren't looked for. Throws std::invalid_argument for a wrong number.
    void start(std::span<const float> soft, float least);

    // The next best word, or none: no other is as good as `least`, or `patience` words and states were looked at.
    std::optional<Word> next();

    static constexpr int patience = 1000;

private:
    static constexpr int states = 64;
    using Metrics = std::array<float, states>;

    // A set of paths by its best: those that start and end in state `start` and, from step `step` on, pass `state` and
    // then take the suffix. Before its pass is made, a starting state is queued with its bound and step -1.
    struct Entry {
        float metric = 0;
        float suffix_metric = 0;
        std::int16_t step = -1;
        std::uint8_t start = 0;
        std::uint8_t state = 0;
        std::array<std::uint64_t, 2> suffix{};

        bool operator<(const Entry& other) const { return metric < other.metric; }
    };

    float* row(int start, std::size_t step) {
        return &rows_[(static_cast<std::size_t>(start) * (max_bits_ + 1) + step) * states];
    }
    void queue_states();
    void pass_from(std::uint8_t start);
    void push(const Entry& entry);
    Word follow(Entry entry);

    std::size_t max_bits_;
    std::size_t bits_ = 0;
    float least_ = 0;
    int looked_at_ = 0;
    std::vector<float> soft_;
    std::vector<std::array<float, 8>> branch_;  // by step and the three coded bits
    std::vector<float> rows_;                   // metrics before each step, by starting state
    std::vector<Entry> queue_;                  // a heap
};

}  // namespace boresight::dsp::fec
