// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/bch.h"

#include <algorithm>
#include <array>

#include "scene/lte/bits.h"
#include "scene/lte/convolutional.h"
#include "scene/lte/modulation.h"

namespace boresight::scene::lte {
namespace {

constexpr int crc_length = 16;

// Bits in four frames.
constexpr std::size_t pbch_length(Prefix prefix) {
    return prefix == Prefix::normal ? 1920 : 1728;
}

// The mask of TS 36.212 table 5.3.1.1-1.
std::uint32_t mask_of(int ports) {
    return ports == 1 ? 0x0000U : ports == 2 ? 0xFFFFU : 0x5555U;
}

}  // namespace

Mib mib(const Cell& cell, int sfn) {
    constexpr std::array bandwidths{6, 15, 25, 50, 75, 100};
    std::uint32_t bandwidth = 0;
    while (bandwidths[bandwidth] != cell.n_rb_dl) ++bandwidth;
    Bits bits;
    append(bits, bandwidth, 3);
    append(bits, cell.phich_duration == PhichDuration::extended, 1);
    append(bits, static_cast<std::uint32_t>(cell.phich_resource), 2);
    append(bits, static_cast<std::uint32_t>(sfn) >> 2, 8);
    Mib mib{};
    std::copy(bits.begin(), bits.end(), mib.begin());
    return mib;
}

std::vector<std::uint8_t> pbch_bits(const Cell& cell, const Mib& mib) {
    Bits word(mib.begin(), mib.end());
    append(word, remainder_of(mib, check_16) ^ mask_of(cell.ports), crc_length);
    Bits bits = convolutional_code(word, pbch_length(cell.prefix));
    scramble(bits, static_cast<std::uint32_t>(cell.pci));
    return bits;
}

std::vector<std::vector<std::complex<float>>> pbch_symbols(const Cell& cell, int sfn) {
    const Bits bits = pbch_bits(cell, mib(cell, sfn));
    const auto quarter = static_cast<std::ptrdiff_t>(bits.size() / 4);
    const auto first = bits.begin() + sfn % 4 * quarter;
    return spread(qpsk(Bits(first, first + quarter)), cell.ports);
}

}  // namespace boresight::scene::lte
