// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/bch.h"

#include <bit>
#include <numbers>

#include "scene/lte/gold.h"

namespace boresight::scene::lte {
namespace {

using Bits = std::vector<std::uint8_t>;
using Symbol = std::complex<float>;

constexpr int crc_length = 16;
constexpr int coded_length = mib_length + crc_length;
constexpr int pbch_length = 1920;  // bits in four frames

template <class Out>
void append(Out& bits, int& at, int value, int count) {
    for (int i = count - 1; i >= 0; --i)
        bits[static_cast<std::size_t>(at++)] = static_cast<std::uint8_t>(value >> i & 1);
}

// TS 36.212 5.1.1, D^16 + D^12 + D^5 + 1, and the mask of table 5.3.1.1-1.
std::uint32_t masked_crc(const Mib& mib, int ports) {
    std::uint32_t remainder = 0;
    for (const std::uint8_t bit : mib) {
        const std::uint32_t out = (remainder >> 15 ^ bit) & 1U;
        remainder = (remainder << 1 & 0xFFFFU) ^ (out ? 0x1021U : 0U);
    }
    return remainder ^ (ports == 1 ? 0x0000U : ports == 2 ? 0xFFFFU : 0x5555U);
}

// TS 36.212 5.1.3.1: rate 1/3, constraint length 7; the register begins as it will end.
std::array<Bits, 3> convolve(const Bits& word) {
    constexpr std::array<std::uint32_t, 3> generators{0133, 0171, 0165};
    std::uint32_t state = 0;  // the newest bit highest, of seven
    for (std::size_t i = word.size() - 6; i < word.size(); ++i)
        state = (state >> 1) | static_cast<std::uint32_t>(word[i]) << 6;
    std::array<Bits, 3> streams;
    for (const std::uint8_t bit : word) {
        state = (state >> 1) | static_cast<std::uint32_t>(bit) << 6;
        for (std::size_t g = 0; g < streams.size(); ++g)
            streams[g].push_back(static_cast<std::uint8_t>(std::popcount(state & generators[g]) & 1));
    }
    return streams;
}

// TS 36.212 5.1.4.2: each stream is written in rows of 32, filled up in front, and read by columns in reversed-bit
// order, the odd ones first; the three lie one behind the other and are read round and round.
Bits match_rate(const std::array<Bits, 3>& streams, std::size_t length) {
    constexpr std::size_t columns = 32;
    Bits ring;
    for (const Bits& stream : streams) {
        const std::size_t rows = (stream.size() + columns - 1) / columns;
        const std::size_t fill = rows * columns - stream.size();
        for (std::size_t i = 0; i < columns; ++i) {
            std::size_t reversed = 0;
            for (std::size_t b = 0; b < 5; ++b) reversed |= (i >> b & 1U) << (4 - b);
            const std::size_t column = reversed ^ 1U;
            for (std::size_t row = 0; row < rows; ++row)
                if (row * columns + column >= fill) ring.push_back(stream[row * columns + column - fill]);
        }
    }
    Bits out(length);
    for (std::size_t i = 0; i < length; ++i) out[i] = ring[i % ring.size()];
    return out;
}

Symbol qpsk(int first, int second) {
    constexpr auto half = static_cast<float>(std::numbers::sqrt2 / 2);
    return {half * static_cast<float>(1 - 2 * first), half * static_cast<float>(1 - 2 * second)};
}

// TS 36.211 6.3.4.3: pairs of symbols on pairs of elements, sent straight from one port and crossed from its partner;
// with four ports the pairs take turns between ports 0 and 2 and ports 1 and 3.
void spread(const std::vector<Symbol>& x, std::vector<std::vector<Symbol>>& ports) {
    if (ports.size() == 1) {
        ports[0] = x;
        return;
    }
    constexpr auto scale = static_cast<float>(std::numbers::sqrt2 / 2);
    for (auto& port : ports) port.assign(x.size(), Symbol{});
    for (std::size_t i = 0; i < x.size(); i += 2) {
        const std::size_t straight = ports.size() == 4 ? i / 2 % 2 : 0;
        const std::size_t crossed = ports.size() == 4 ? straight + 2 : 1;
        ports[straight][i] = scale * x[i];
        ports[straight][i + 1] = scale * x[i + 1];
        ports[crossed][i] = -scale * std::conj(x[i + 1]);
        ports[crossed][i + 1] = scale * std::conj(x[i]);
    }
}

}  // namespace

Mib mib(const Cell& cell, int sfn) {
    constexpr std::array bandwidths{6, 15, 25, 50, 75, 100};
    int bandwidth = 0;
    while (bandwidths[static_cast<std::size_t>(bandwidth)] != cell.n_rb_dl) ++bandwidth;
    Mib bits{};
    int at = 0;
    append(bits, at, bandwidth, 3);
    append(bits, at, cell.phich_duration == PhichDuration::extended, 1);
    append(bits, at, static_cast<int>(cell.phich_resource), 2);
    append(bits, at, sfn >> 2, 8);
    return bits;
}

std::vector<std::uint8_t> pbch_bits(const Cell& cell, const Mib& mib) {
    Bits word(coded_length);
    for (std::size_t i = 0; i < mib.size(); ++i) word[i] = mib[i];
    int at = mib_length;
    append(word, at, static_cast<int>(masked_crc(mib, cell.ports)), crc_length);
    Bits bits = match_rate(convolve(word), pbch_length);
    Gold scrambling(static_cast<std::uint32_t>(cell.pci));
    for (std::uint8_t& bit : bits) bit = static_cast<std::uint8_t>(bit ^ scrambling.next());
    return bits;
}

std::vector<std::vector<std::complex<float>>> pbch_symbols(const Cell& cell, int sfn) {
    const Bits bits = pbch_bits(cell, mib(cell, sfn));
    const std::size_t first = static_cast<std::size_t>(sfn % 4) * 2 * pbch_symbols_per_frame;
    std::vector<Symbol> x(pbch_symbols_per_frame);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = qpsk(bits[first + 2 * i], bits[first + 2 * i + 1]);
    std::vector<std::vector<Symbol>> ports(static_cast<std::size_t>(cell.ports));
    spread(x, ports);
    return ports;
}

}  // namespace boresight::scene::lte
