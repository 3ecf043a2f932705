// SPDX-License-Identifier: GPL-3.0-or-later
// Both shift registers are linear over GF(2). State: bit i is x(n + i). A jump by 2^k steps is a 31 x 31 matrix, kept
// as its 31 columns; any distance is a product of such jumps. The registers' period is 2^31 - 1.
#include "dsp/lte/scrambling.h"

#include <algorithm>
#include <array>

namespace boresight::dsp::lte {
namespace {

constexpr int register_bits = 31;
constexpr std::uint32_t register_mask = (std::uint32_t{1} << register_bits) - 1;
constexpr std::uint64_t period = register_mask;
constexpr std::uint64_t discarded = 1600;  // N_C
constexpr int block_bits = 28;             // new bits that follow from one state: the highest tap is 3 below the top
constexpr std::uint32_t block_mask = (std::uint32_t{1} << block_bits) - 1;

constexpr std::uint32_t feedback_1(std::uint32_t s) {
    return s ^ (s >> 3);
}
constexpr std::uint32_t feedback_2(std::uint32_t s) {
    return s ^ (s >> 1) ^ (s >> 2) ^ (s >> 3);
}

using Jump = std::array<std::uint32_t, register_bits>;

constexpr std::uint32_t apply(const Jump& jump, std::uint32_t state) {
    std::uint32_t result = 0;
    for (int i = 0; i < register_bits; ++i) result ^= jump[i] & (0U - ((state >> i) & 1U));
    return result;
}

// jumps[k] goes 2^k steps.
using Jumps = std::array<Jump, register_bits>;

constexpr Jumps make_jumps(std::uint32_t (*feedback)(std::uint32_t)) {
    Jumps jumps{};
    for (int i = 0; i < register_bits; ++i) {
        const std::uint32_t s = std::uint32_t{1} << i;
        jumps[0][i] = (s >> 1) | ((feedback(s) & 1U) << (register_bits - 1));
    }
    for (int k = 1; k < register_bits; ++k)
        for (int i = 0; i < register_bits; ++i) jumps[k][i] = apply(jumps[k - 1], jumps[k - 1][i]);
    return jumps;
}

constexpr Jumps jumps_1 = make_jumps(feedback_1);
constexpr Jumps jumps_2 = make_jumps(feedback_2);

constexpr std::uint32_t advance(const Jumps& jumps, std::uint32_t state, std::uint64_t steps) {
    for (int k = 0; steps != 0; ++k, steps >>= 1)
        if (steps & 1U) state = apply(jumps[k], state);
    return state;
}

// The discarded steps are taken beforehand: x1 always starts at 1, x2 at c_init.
constexpr std::uint32_t start_1 = advance(jumps_1, 1, discarded);

constexpr Jump jump_over(std::uint64_t steps) {
    Jump jump{};
    for (int i = 0; i < register_bits; ++i) jump[i] = advance(jumps_2, std::uint32_t{1} << i, steps);
    return jump;
}
constexpr Jump discard_2 = jump_over(discarded);

// The same with what lies before the middle six of the widest carrier's resource blocks.
constexpr std::uint32_t middle_1 = advance(jumps_1, start_1, middle_crs_skip);
constexpr Jump middle_2 = jump_over(discarded + middle_crs_skip);

}  // namespace

void gold_sequence(std::uint32_t c_init, std::size_t skip, std::span<std::uint8_t> bits) {
    const std::uint64_t steps = skip % period;
    std::uint32_t x1 = advance(jumps_1, start_1, steps);
    std::uint32_t x2 = advance(jumps_2, apply(discard_2, c_init & register_mask), steps);
    for (std::size_t done = 0; done < bits.size(); done += block_bits) {
        const std::uint32_t c = x1 ^ x2;
        const std::size_t n = std::min<std::size_t>(block_bits, bits.size() - done);
        for (std::size_t i = 0; i < n; ++i) bits[done + i] = static_cast<std::uint8_t>((c >> i) & 1U);
        x1 = (x1 >> block_bits) | ((feedback_1(x1) & block_mask) << 3);
        x2 = (x2 >> block_bits) | ((feedback_2(x2) & block_mask) << 3);
    }
}

std::uint32_t middle_crs_bits(std::uint32_t c_init) {
    return (middle_1 ^ apply(middle_2, c_init & register_mask)) & block_mask;
}

}  // namespace boresight::dsp::lte
