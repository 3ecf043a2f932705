// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/pbch_elements.h"

#include <numbers>

#include "dsp/lte/pbch.h"
#include "dsp/lte/sequences.h"

namespace boresight::dsp::lte {

namespace {

struct Place {
    int l, k;
};

}  // namespace

bool pbch_leaves_out(int symbol, int subcarrier, int pci, CyclicPrefix cp) {
    const bool crs = symbol <= 1 || symbol == symbols_per_slot(cp) - 3;
    return crs && subcarrier % 3 == pci % 3;
}

std::array<Subcarriers, pbch_symbols> pbch_as_received(std::uint32_t mib_bits, int quarter, int ports,
                                                       const Alignment& cell, const std::vector<PortChannel>& channel) {
    const std::vector<std::uint8_t> bits = encode_pbch(mib_bits, ports, cell.pci, cell.cp);
    const std::size_t first = bits.size() / 4 * static_cast<std::size_t>(quarter);
    const float half = std::numbers::sqrt2_v<float> / 2;
    const auto sent = [&](std::size_t i) {
        return Sample(bits[first + 2 * i] != 0 ? -half : half, bits[first + 2 * i + 1] != 0 ? -half : half);
    };
    std::vector<Place> places;
    for (int l = 0; l < pbch_symbols; ++l)
        for (int k = 0; k < center_subcarriers; ++k)
            if (!pbch_leaves_out(l, k, cell.pci, cell.cp)) places.push_back({l, k});
    std::array<Subcarriers, pbch_symbols> out{};
    if (ports == 1) {
        for (std::size_t i = 0; i < places.size(); ++i)
            out[places[i].l][places[i].k] = channel[0][places[i].k] * sent(i);
        return out;
    }
    for (std::size_t i = 0; i + 1 < places.size(); i += 2) {
        // 6.3.4.3: two ports take every pair; four take turns, 0 with 2 and 1 with 3.
        const std::size_t port = ports == 2 ? 0 : i / 2 % 2, other = ports == 2 ? 1 : port + 2;
        const Place p = places[i], q = places[i + 1];
        const Sample x = half * sent(i), y = half * sent(i + 1);
        out[p.l][p.k] = channel[port][p.k] * x - channel[other][p.k] * std::conj(y);
        out[q.l][q.k] = channel[port][q.k] * y + channel[other][q.k] * std::conj(x);
    }
    return out;
}

}  // namespace boresight::dsp::lte
