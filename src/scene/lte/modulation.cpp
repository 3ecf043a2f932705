// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/modulation.h"

#include <numbers>

namespace boresight::scene::lte {

std::vector<Symbol> qpsk(const Bits& bits) {
    constexpr auto half = static_cast<float>(std::numbers::sqrt2 / 2);
    std::vector<Symbol> symbols(bits.size() / 2);
    for (std::size_t i = 0; i < symbols.size(); ++i)
        symbols[i] = {half * static_cast<float>(1 - 2 * bits[2 * i]),
                      half * static_cast<float>(1 - 2 * bits[2 * i + 1])};
    return symbols;
}

// Pairs of symbols on pairs of elements, sent straight from one port and crossed from its partner; with four ports the
// pairs take turns between ports 0 and 2 and ports 1 and 3.
std::vector<std::vector<Symbol>> spread(const std::vector<Symbol>& symbols, int ports) {
    if (ports == 1) return {symbols};
    constexpr auto scale = static_cast<float>(std::numbers::sqrt2 / 2);
    std::vector<std::vector<Symbol>> sent(static_cast<std::size_t>(ports), std::vector<Symbol>(symbols.size()));
    for (std::size_t i = 0; i + 1 < symbols.size(); i += 2) {
        const std::size_t straight = ports == 4 ? i / 2 % 2 : 0;
        const std::size_t crossed = ports == 4 ? straight + 2 : 1;
        sent[straight][i] = scale * symbols[i];
        sent[straight][i + 1] = scale * symbols[i + 1];
        sent[crossed][i] = -scale * std::conj(symbols[i + 1]);
        sent[crossed][i + 1] = scale * std::conj(symbols[i]);
    }
    return sent;
}

}  // namespace boresight::scene::lte
