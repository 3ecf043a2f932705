// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/control.h"

#include <algorithm>
#include <cmath>

#include "scene/lte/convolutional.h"
#include "scene/lte/frame.h"

namespace boresight::scene::lte {
namespace {

constexpr std::uint32_t si_rnti = 0xFFFF;
constexpr int block_width = 12;

// TS 36.211 6.2.4: four elements beside the references of two ports, if only one sends.
int group_width(const Cell& cell, int symbol) {
    return has_references(cell, symbol, cell.ports) ? 6 : 4;
}

std::vector<Group> groups_of(const Cell& cell, int symbol) {
    const int width = group_width(cell, symbol);
    std::vector<Group> groups;
    for (int first = 0; first < cell.n_rb_dl * block_width; first += width) {
        Group group;
        std::size_t n = 0;
        for (int k = first; k < first + width; ++k)
            if (width == 4 || k % 3 != cell.pci % 3) group[n++] = {symbol, k};
        groups.push_back(group);
    }
    return groups;
}

int first_of(const Cell& cell, const Group& group) {
    const int width = group_width(cell, group[0].symbol);
    return group[0].subcarrier / width * width;
}

// Pairs of groups with the extended prefix. TS 36.211 6.9, table 6.9-1.
int phich_units(const Cell& cell, int subframe) {
    constexpr std::array ng{1.0 / 6, 0.5, 1.0, 2.0};
    constexpr std::array<std::array<int, 10>, 7> tdd_factors{{{2, 1, 0, 0, 0, 2, 1, 0, 0, 0},
                                                              {0, 1, 0, 0, 1, 0, 1, 0, 0, 1},
                                                              {0, 0, 0, 1, 0, 0, 0, 0, 1, 0},
                                                              {1, 0, 0, 0, 0, 0, 0, 0, 1, 1},
                                                              {0, 0, 0, 0, 0, 0, 0, 0, 1, 1},
                                                              {0, 0, 0, 0, 0, 0, 0, 0, 1, 0},
                                                              {1, 1, 0, 0, 0, 1, 1, 0, 0, 1}}};
    const int units = static_cast<int>(std::ceil(ng[static_cast<std::size_t>(cell.phich_resource)] * cell.n_rb_dl / 8));
    if (!cell.tdd) return units;
    return units * tdd_factors[static_cast<std::size_t>(cell.tdd->config)][static_cast<std::size_t>(subframe)];
}

bool is_short_region(const Cell& cell, int subframe, bool mbsfn) {
    return mbsfn || (cell.tdd && (subframe == 1 || subframe == 6));
}

}  // namespace

ControlRegion::ControlRegion(const Cell& cell, int subframe, bool mbsfn)
    : ControlRegion(cell, subframe, is_short_region(cell, subframe, mbsfn), control_symbols(cell, subframe, mbsfn)) {}

ControlRegion::ControlRegion(const Cell& cell, int subframe, bool is_short, int symbols) {
    const bool long_phich = cell.phich_duration == PhichDuration::extended;
    std::vector<std::vector<Group>> free;
    for (int l = 0; l < symbols; ++l) free.push_back(groups_of(cell, l));
    // PCFICH
    for (int i = 0; i < 4; ++i) {
        const int k = (6 * (cell.pci % (2 * cell.n_rb_dl)) + i * cell.n_rb_dl / 2 * 6) % (cell.n_rb_dl * block_width);
        const auto found = std::find_if(free[0].begin(), free[0].end(),
                                        [&](const Group& group) { return first_of(cell, group) == k; });
        pcfich.push_back(*found);
        free[0].erase(found);
    }
    // PHICH
    std::vector<std::vector<bool>> taken;
    for (const auto& groups : free) taken.emplace_back(groups.size());
    for (int unit = 0; unit < phich_units(cell, subframe); ++unit)
        for (int i = 0; i < 3; ++i) {
            const auto l = static_cast<std::size_t>(!long_phich ? 0 : is_short ? (unit / 2 + i + 1) % 2 : i);
            const int n = static_cast<int>(free[l].size());
            const int shift = cell.pci * n / static_cast<int>(free[long_phich && is_short ? 1 : 0].size());
            const auto at = static_cast<std::size_t>((shift + unit + i * n / 3) % n);
            taken[l][at] = true;
            phich.push_back(free[l][at]);
        }
    // PDCCH
    std::vector<std::pair<int, Group>> in_order;  // by first subcarrier, then by symbol
    for (std::size_t l = 0; l < free.size(); ++l)
        for (std::size_t i = 0; i < free[l].size(); ++i)
            if (!taken[l][i]) in_order.emplace_back(first_of(cell, free[l][i]), free[l][i]);
    std::stable_sort(in_order.begin(), in_order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const std::vector<std::size_t> order = interleaved(in_order.size());
    pdcch.resize(in_order.size());
    for (std::size_t i = 0; i < in_order.size(); ++i)
        pdcch[order[(i + static_cast<std::size_t>(cell.pci)) % order.size()]] = in_order[i].second;
}

int control_symbols(const Cell& cell, int subframe, bool mbsfn) {
    constexpr std::size_t least_groups = 4 * groups_per_element;
    const bool is_short = is_short_region(cell, subframe, mbsfn);
    const int more = cell.n_rb_dl > 10 ? 0 : 1;
    const int most = is_short ? 2 : 3 + more;
    int least = 1 + more;
    if (mbsfn && cell.ports == 4) least = 2;
    if (cell.phich_duration == PhichDuration::extended) least = std::min(most, 3);
    int symbols = std::clamp(cell.sending.control_symbols + more, least, most);
    while (symbols < most && ControlRegion(cell, subframe, is_short, symbols).pdcch.size() < least_groups) ++symbols;
    return symbols;
}

// TS 36.212 table 5.3.4-1, TS 36.211 6.7.1
Bits pcfich_bits(const Cell& cell, int subframe, int symbols) {
    const int cfi = cell.n_rb_dl > 10 ? symbols : symbols - 1;
    Bits bits;
    for (int i = 0; i < 32; ++i) bits.push_back(i % 3 != cfi - 1);
    const auto pci = static_cast<std::uint32_t>(cell.pci);
    scramble(bits, (static_cast<std::uint32_t>(subframe) + 1) * (2 * pci + 1) * 512 + pci);
    return bits;
}

// TS 36.212 5.3.3.2 to 5.3.3.4, TS 36.211 6.8.2
Bits pdcch_bits(const Cell& cell, int subframe, const Bits& message, int first, int count) {
    constexpr int bits_per_element = groups_per_element * bits_per_group;
    Bits word = message;
    append(word, remainder_of(message, check_16) ^ si_rnti, check_16.length);
    Bits bits = convolutional_code(word, static_cast<std::size_t>(count * bits_per_element));
    scramble(bits, static_cast<std::uint32_t>(subframe) * 512 + static_cast<std::uint32_t>(cell.pci),
             static_cast<std::size_t>(first * bits_per_element));
    return bits;
}

}  // namespace boresight::scene::lte
