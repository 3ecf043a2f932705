// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/bch_sequence.h"

#include <algorithm>
#include <map>

#include "dsp/umts/bch_repeats.h"

namespace boresight::dsp::umts {

namespace {

constexpr int sfn_count = 4096;

// What each pair of frames gives alone.
BchSequence read_once(std::span<const SoftFrame> frames, BchDecoder& decoder) {
    std::map<int, std::vector<BchSequence::Place>> by_start;
    for (std::size_t f = 0; f + 1 < frames.size(); ++f) {
        auto block = decoder.decode(frames[f], frames[f + 1]);
        if (!block) continue;
        const int start = (block->sfn() - static_cast<int>(f % sfn_count) + sfn_count) % sfn_count;
        by_start[start].push_back({f, std::move(*block)});
    }
    const auto best = std::max_element(by_start.begin(), by_start.end(), [](const auto& a, const auto& b) {
        const auto& [start_a, blocks_a] = a;
        const auto& [start_b, blocks_b] = b;
        if (blocks_a.size() != blocks_b.size()) return blocks_a.size() < blocks_b.size();
        return blocks_a.front().block.agreement < blocks_b.front().block.agreement;
    });
    if (best == by_start.end()) return {};
    const auto& [start, blocks] = *best;
    return {.blocks = blocks, .sfn = start};
}

}  // namespace

BchSequence read_blocks(std::span<const SoftFrame> frames, BchDecoder& decoder) {
    BchSequence sequence = read_once(frames, decoder);
    if (!sequence.sfn) sequence = read_repeated_mib(frames, decoder);
    if (sequence.sfn) add_repeated_blocks(frames, decoder, sequence);
    return sequence;
}

}  // namespace boresight::dsp::umts
