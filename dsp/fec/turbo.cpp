// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/fec/turbo.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace boresight::dsp::fec {

namespace {

struct Quadratic {
    std::uint16_t f1, f2;
};

// TS 36.212 table 5.1.3-3 for blocks of up to 2240 bits, in the order of their size.
constexpr Quadratic quadratics[] = {
    {3, 10},    {7, 12},    {19, 42},   {7, 16},    {7, 18},    {11, 20},   {5, 22},    {11, 24},  {7, 26},
    {41, 84},   {103, 90},  {15, 32},   {9, 34},    {17, 108},  {9, 38},    {21, 120},  {101, 84}, {21, 44},
    {57, 46},   {23, 48},   {13, 50},   {27, 52},   {11, 36},   {27, 56},   {85, 58},   {29, 60},  {33, 62},
    {15, 32},   {17, 198},  {33, 68},   {103, 210}, {19, 36},   {19, 74},   {37, 76},   {19, 78},  {21, 120},
    {21, 82},   {115, 84},  {193, 86},  {21, 44},   {133, 90},  {81, 46},   {45, 94},   {23, 48},  {243, 98},
    {151, 40},  {155, 102}, {25, 52},   {51, 106},  {47, 72},   {91, 110},  {29, 168},  {29, 114}, {247, 58},
    {29, 118},  {89, 180},  {91, 122},  {157, 62},  {55, 84},   {31, 64},   {17, 66},   {35, 68},  {227, 420},
    {65, 96},   {19, 74},   {37, 76},   {41, 234},  {39, 80},   {185, 82},  {43, 252},  {21, 86},  {155, 44},
    {79, 120},  {139, 92},  {23, 94},   {217, 48},  {25, 98},   {17, 80},   {127, 102}, {25, 52},  {239, 106},
    {17, 48},   {137, 110}, {215, 112}, {29, 114},  {15, 58},   {147, 118}, {29, 60},   {59, 122}, {65, 124},
    {55, 84},   {31, 64},   {17, 66},   {171, 204}, {67, 140},  {35, 72},   {19, 74},   {39, 76},  {19, 78},
    {199, 240}, {21, 82},   {211, 252}, {21, 86},   {43, 88},   {149, 60},  {45, 92},   {49, 846}, {71, 48},
    {13, 28},   {17, 80},   {25, 102},  {183, 104}, {55, 954},  {127, 96},  {27, 110},  {29, 112}, {29, 114},
    {57, 116},  {45, 354},  {31, 120},  {59, 610},  {185, 124}, {113, 420}, {31, 64},   {17, 66},  {171, 136},
    {209, 420}};

// The sizes of the table: steps of 8 to 512, of 16 to 1024, of 32 to 2048, then of 64.
constexpr std::size_t size_of_row(std::size_t row) {
    if (row < 60) return 40 + 8 * row;
    if (row < 92) return 528 + 16 * (row - 60);
    if (row < 124) return 1056 + 32 * (row - 92);
    return 2112 + 64 * (row - 124);
}
static_assert(size_of_row(std::size(quadratics) - 1) == turbo_max_bits);

std::optional<std::size_t> row_of_size(std::size_t bits) {
    for (std::size_t row = 0; row < std::size(quadratics); ++row)
        if (size_of_row(row) == bits) return row;
    return std::nullopt;
}

constexpr int states = 8;
constexpr float extrinsic_scale = 0.75F;  // makes up for the logarithms' approximation

// One step of an encoder: transfer function (1 + D + D^3) / (1 + D^2 + D^3). State: s1 s2 s3, the latest highest.
struct Step {
    int next = 0;
    int parity = 0;
};
constexpr Step step(int state, int bit) {
    const int s1 = state >> 2 & 1, s2 = state >> 1 & 1, s3 = state & 1;
    const int fed = bit ^ s2 ^ s3;
    return {.next = fed << 2 | s1 << 1 | s2, .parity = fed ^ s1 ^ s3};
}
// The bit that brings the register towards zero.
constexpr int closing_bit(int state) {
    return (state >> 1 & 1) ^ (state & 1);
}

struct Tail {
    std::array<std::uint8_t, 3> bits{}, parity{};
};

// Parity of every bit, then the tail.
Tail run_encoder(std::span<const std::uint8_t> bits, std::span<const std::uint16_t> order,
                 std::vector<std::uint8_t>& parity) {
    int state = 0;
    for (std::size_t k = 0; k < bits.size(); ++k) {
        const Step s = step(state, bits[order.empty() ? k : order[k]]);
        parity[k] = static_cast<std::uint8_t>(s.parity);
        state = s.next;
    }
    Tail tail;
    for (std::size_t k = 0; k < 3; ++k) {
        const int bit = closing_bit(state);
        const Step s = step(state, bit);
        tail.bits[k] = static_cast<std::uint8_t>(bit);
        tail.parity[k] = static_cast<std::uint8_t>(s.parity);
        state = s.next;
    }
    return tail;
}

// 5.1.3.2.2: where bit i of the 12 tail bits (of the first encoder x0 z0 x1 z1 x2 z2, then of the second) goes.
struct Place {
    std::size_t stream, offset;
};
constexpr Place place_of_tail(std::size_t i) {
    return {i % 3, i / 3};
}

std::vector<std::uint16_t> permutation(std::size_t row) {
    const std::size_t size = size_of_row(row);
    const Quadratic& q = quadratics[row];
    std::vector<std::uint16_t> order(size);
    for (std::uint64_t i = 0; i < size; ++i) order[i] = static_cast<std::uint16_t>((q.f1 * i + q.f2 * i * i) % size);
    return order;
}

}  // namespace

std::vector<std::uint16_t> turbo_interleaver(std::size_t bits) {
    const auto row = row_of_size(bits);
    return row ? permutation(*row) : std::vector<std::uint16_t>{};
}

std::optional<std::size_t> turbo_size_for(std::size_t bits) {
    for (std::size_t row = 0; row < std::size(quadratics); ++row)
        if (size_of_row(row) >= bits) return size_of_row(row);
    return std::nullopt;
}

std::array<std::vector<std::uint8_t>, 3> encode_turbo(std::span<const std::uint8_t> bits) {
    const std::vector<std::uint16_t> order = turbo_interleaver(bits.size());
    if (order.empty()) throw std::invalid_argument("encode_turbo: a block size that the code doesn't have");
    std::array<std::vector<std::uint8_t>, 3> coded;
    for (auto& stream : coded) stream.assign(bits.size() + turbo_tail, 0);
    std::copy(bits.begin(), bits.end(), coded[0].begin());
    const std::array<Tail, 2> tails{run_encoder(bits, {}, coded[1]), run_encoder(bits, order, coded[2])};
    for (std::size_t i = 0; i < 12; ++i) {
        const Tail& tail = tails[i / 6];
        const Place place = place_of_tail(i);
        coded[place.stream][bits.size() + place.offset] = i % 2 == 0 ? tail.bits[i % 6 / 2] : tail.parity[i % 6 / 2];
    }
    return coded;
}

// One encoder's trellis, tail included, forward and back. Spans are bits + 3 long but for the extrinsic values.
void TurboDecoder::decode_half(std::span<const float> systematic, std::span<const float> parity,
                               std::span<const float> a_priori, std::span<float> extrinsic) {
    constexpr float never = -1e30F;
    const std::size_t length = systematic.size(), bits = extrinsic.size();
    forward_.resize(length + 1);
    forward_[0].fill(never);
    forward_[0][0] = 0;
    for (std::size_t k = 0; k < length; ++k) {
        const float s = 0.5F * (systematic[k] + (k < bits ? a_priori[k] : 0)), p = 0.5F * parity[k];
        std::array<float, states>& next = forward_[k + 1];
        next.fill(never);
        for (int state = 0; state < states; ++state)
            for (int bit = 0; bit < 2; ++bit) {
                const Step to = step(state, bit);
                const float metric = forward_[k][state] + (bit ? -s : s) + (to.parity ? -p : p);
                next[to.next] = std::max(next[to.next], metric);
            }
        const float best = *std::max_element(next.begin(), next.end());
        for (float& metric : next) metric -= best;
    }
    std::array<float, states> after{};
    after.fill(never);
    after[0] = 0;
    for (std::size_t k = length; k-- > 0;) {
        const float s = 0.5F * (systematic[k] + (k < bits ? a_priori[k] : 0)), p = 0.5F * parity[k];
        std::array<float, states> before{};
        std::array<float, 2> best{never, never};
        before.fill(never);
        for (int state = 0; state < states; ++state)
            for (int bit = 0; bit < 2; ++bit) {
                const Step to = step(state, bit);
                const float onward = after[to.next] + (to.parity ? -p : p);
                best[bit] = std::max(best[bit], forward_[k][state] + onward);
                before[state] = std::max(before[state], onward + (bit ? -s : s));
            }
        if (k < bits) extrinsic[k] = best[0] - best[1];
        const float top = *std::max_element(before.begin(), before.end());
        for (float& metric : before) metric -= top;
        after = before;
    }
}

std::optional<std::vector<std::uint8_t>> TurboDecoder::decode(
    const std::array<std::vector<float>, 3>& soft, const std::function<bool(std::span<const std::uint8_t>)>& good,
    int most_iterations) {
    const std::size_t bits = soft[0].size() - std::min(soft[0].size(), turbo_tail);
    const std::vector<std::uint16_t> order = turbo_interleaver(bits);
    if (order.empty() || soft[1].size() != soft[0].size() || soft[2].size() != soft[0].size())
        throw std::invalid_argument("TurboDecoder: a block size that the code doesn't have");
    std::array<std::vector<float>, 2> systematic, parity;
    for (std::size_t half = 0; half < 2; ++half) {
        systematic[half].resize(bits + 3);
        parity[half].resize(bits + 3);
        for (std::size_t k = 0; k < bits; ++k) {
            systematic[half][k] = soft[0][half == 0 ? k : order[k]];
            parity[half][k] = soft[1 + half][k];
        }
    }
    for (std::size_t i = 0; i < 12; ++i) {
        const Place place = place_of_tail(i);
        const float value = soft[place.stream][bits + place.offset];
        (i % 2 == 0 ? systematic : parity)[i / 6][bits + i % 6 / 2] = value;
    }
    std::vector<float> known(bits, 0), told(bits), reordered(bits);
    std::vector<std::uint8_t> decided(bits);
    for (int iteration = 0; iteration < most_iterations; ++iteration) {
        decode_half(systematic[0], parity[0], known, told);
        for (std::size_t k = 0; k < bits; ++k) reordered[k] = extrinsic_scale * told[order[k]];
        decode_half(systematic[1], parity[1], reordered, told);
        for (std::size_t k = 0; k < bits; ++k) {
            known[order[k]] = extrinsic_scale * told[k];
            decided[order[k]] = systematic[1][k] + reordered[k] + told[k] < 0 ? 1 : 0;
        }
        if (good(decided)) return decided;
    }
    return std::nullopt;
}

}  // namespace boresight::dsp::fec
