// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/bch_repeats.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace boresight::dsp::umts {

namespace {

constexpr std::size_t sfn_prime_bits = 11;
constexpr int sfn_prime_count = 1 << sfn_prime_bits;
constexpr std::size_t frames_a_block = 2;
constexpr std::size_t mib_period = 8;            // frames
constexpr std::size_t longest_period = 128;      // that a second or two hold twice
constexpr std::size_t most_of_unknown_sfn = 16;  // repetitions: more have too many ways to count on

// In standard deviations.
constexpr double clear_of_chance = 4;  // what a block of 1 dB Eb/N0 in twelve repetitions has is 8
constexpr double clearly_less = 2.5;   // blocks that take turns differ by 7 where half of the coded bits' signs do

using SfnPrimes = std::vector<int>;

// A block with its SFN' changed in these bits.
BchBits changed(BchBits bits, int difference) {
    for (std::size_t i = 0; i < sfn_prime_bits; ++i)
        bits[i] = static_cast<std::uint8_t>(bits[i] ^ (difference >> (sfn_prime_bits - 1 - i) & 1));
    return bits;
}

// Soft bits as they would be of a block whose SFN' differs in these bits.
void add_turned(const SoftFrame* frames, int difference, std::array<SoftFrame, frames_a_block>& sum) {
    const auto word = bch_frames(changed({}, difference));
    for (std::size_t f = 0; f < frames_a_block; ++f)
        for (std::size_t i = 0; i < bch_frame_bits; ++i) sum[f][i] += word[f][i] != 0 ? -frames[f][i] : frames[f][i];
}

struct Agreement {
    double sum = 0, square = 0;  // of the soft bits with the block's signs; their variance where it isn't sent
};

Agreement agreement(const SoftFrame* frames, const BchBits& bits) {
    const auto word = bch_frames(bits);
    Agreement found;
    for (std::size_t f = 0; f < frames_a_block; ++f) {
        for (std::size_t i = 0; i < bch_frame_bits; ++i) {
            const double soft = static_cast<double>(frames[f][i]);
            found.sum += word[f][i] != 0 ? -soft : soft;
            found.square += soft * soft;
        }
    }
    return found;
}

// Whether these frames by themselves carry the block. A sum of two different blocks that take turns is read as either
// of them.
bool carries(const SoftFrame* frames, const BchBits& bits) {
    const Agreement here = agreement(frames, bits);
    return here.sum > clear_of_chance * std::sqrt(here.square);
}

// The block that begins at these frames, each `apart` from the next, with the SFN of the first of them.
std::optional<BchBlock> read_sum(std::span<const SoftFrame> frames, std::size_t first, std::size_t apart,
                                 const SfnPrimes& differences, BchDecoder& decoder) {
    std::array<SoftFrame, frames_a_block> sum{};
    for (std::size_t i = 0; i < differences.size(); ++i) add_turned(&frames[first + i * apart], differences[i], sum);
    auto block = decoder.decode(sum[0], sum[1]);
    for (std::size_t i = 0; i < differences.size() && block; ++i)
        if (!carries(&frames[first + i * apart], changed(block->bits, differences[i]))) block.reset();
    return block;
}

// Whether every other repetition is another block, though so much like this one that it seems to carry it: it agrees
// less, or is read by itself.
bool takes_turns(std::span<const SoftFrame> frames, std::size_t first, std::size_t apart, const SfnPrimes& differences,
                 const BchBits& bits, BchDecoder& decoder) {
    std::array<double, 2> mean{}, variance{};
    std::array<std::array<SoftFrame, frames_a_block>, 2> sums{};
    for (std::size_t i = 0; i < differences.size(); ++i) {
        const std::size_t turn = i % 2;
        const double count = static_cast<double>((differences.size() + 1 - turn) / 2);
        const Agreement here = agreement(&frames[first + i * apart], changed(bits, differences[i]));
        mean[turn] += here.sum / count;
        variance[turn] += here.square / (count * count);
        add_turned(&frames[first + i * apart], differences[i], sums[turn]);
    }
    if (std::abs(mean[0] - mean[1]) > clearly_less * std::sqrt(variance[0] + variance[1])) return true;
    return std::any_of(sums.begin(), sums.end(), [&](const auto& sum) {
        const auto alone = decoder.decode(sum[0], sum[1]);
        return alone && alone->bits != bits;
    });
}

std::size_t repetitions(std::size_t frames, std::size_t first, std::size_t apart) {
    return frames < first + frames_a_block ? 0 : (frames - first - frames_a_block) / apart + 1;
}

// How SFN' differs from that of the first of so many repetitions.
SfnPrimes differences_from(int sfn_prime, std::size_t count, std::size_t apart) {
    SfnPrimes differences;
    for (std::size_t i = 0; i < count; ++i) {
        const int here = (sfn_prime + static_cast<int>(i * apart / frames_a_block)) % sfn_prime_count;
        differences.push_back(here ^ sfn_prime);
    }
    return differences;
}

}  // namespace

BchSequence read_repeated_mib(std::span<const SoftFrame> frames, BchDecoder& decoder) {
    constexpr int step = mib_period / frames_a_block;
    for (std::size_t first = 0; first < mib_period; ++first) {
        const std::size_t count = std::min(most_of_unknown_sfn, repetitions(frames.size(), first, mib_period));
        if (count < 2) continue;
        std::set<SfnPrimes> tried;
        for (int sfn_prime = 0; sfn_prime < sfn_prime_count; sfn_prime += step) {
            const SfnPrimes differences = differences_from(sfn_prime, count, mib_period);
            if (!tried.insert(differences).second) continue;
            auto block = read_sum(frames, first, mib_period, differences, decoder);
            if (!block || block->sfn() % static_cast<int>(mib_period) != 0 ||
                differences_from(block->sfn() / 2, count, mib_period) != differences)
                continue;
            const int sfns = 2 * sfn_prime_count;
            const int start = (block->sfn() - static_cast<int>(first) + sfns) % sfns;
            return {.blocks = {{first, std::move(*block)}}, .sfn = start};
        }
    }
    return {};
}

void add_repeated_blocks(std::span<const SoftFrame> frames, BchDecoder& decoder, BchSequence& known) {
    const auto parity = static_cast<std::size_t>(*known.sfn % 2);
    std::vector<std::size_t> added;  // periods of the blocks behind those that were known
    const std::size_t before = known.blocks.size();
    for (std::size_t period = mib_period; period <= longest_period; period *= 2) {
        for (std::size_t first = parity; first < parity + period; first += frames_a_block) {
            const std::size_t count = repetitions(frames.size(), first, period);
            bool read = count < 2;
            for (std::size_t i = 0; i < known.blocks.size() && !read; ++i) {
                const std::size_t apart = i < before ? period : added[i - before];
                read = known.blocks[i].frame % apart == first % apart;
            }
            if (read) continue;
            const int sfn_prime = (*known.sfn + static_cast<int>(first)) / 2 % sfn_prime_count;
            const SfnPrimes differences = differences_from(sfn_prime, count, period);
            auto block = read_sum(frames, first, period, differences, decoder);
            if (!block || block->sfn() != 2 * sfn_prime ||
                takes_turns(frames, first, period, differences, block->bits, decoder))
                continue;
            known.blocks.push_back({first, std::move(*block)});
            added.push_back(period);
        }
    }
    std::sort(known.blocks.begin(), known.blocks.end(), [](const auto& a, const auto& b) { return a.frame < b.frame; });
}

}  // namespace boresight::dsp::umts
