// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/transport.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "scene/lte/frame.h"
#include "scene/lte/turbo.h"

namespace boresight::scene::lte {
namespace {

constexpr int block_width = 12;
constexpr int center_width = 72;

// TS 36.213 table 7.1.7.2.1-1, the column of three resource blocks.
constexpr std::array<std::size_t, 10> sizes_a{56, 88, 144, 176, 208, 224, 256, 328, 392, 456};
// Table 7.1.7.2.3-1, what the turbo code here can take.
constexpr std::array<std::size_t, 15> sizes_c{40, 56, 72, 120, 136, 144, 176, 208, 224, 256, 280, 296, 328, 336, 392};
static_assert(sizes_a.back() == most_transport_bits);

struct Gap {
    int blocks = 0;
    int virtual_blocks = 0;
    int period = 0;  // virtual blocks that are spread together
};

// TS 36.211 table 6.2.3.2-1 and what follows from it.
Gap gap_of(int all, bool second) {
    const int first_gap = all <= 10   ? (all + 1) / 2
                          : all <= 19 ? 8
                          : all <= 26 ? 12
                          : all <= 63 ? 27
                          : all <= 79 ? 32
                                      : 48;
    if (!second) {
        const int virtual_blocks = 2 * std::min(first_gap, all - first_gap);
        return {first_gap, virtual_blocks, virtual_blocks};
    }
    const int gap = all <= 63 ? 9 : 16;
    return {gap, all / (2 * gap) * 2 * gap, 2 * gap};
}

// Blocks of a group. TS 36.213 table 7.1.6.1-1
int group_size(int all) {
    return all <= 10 ? 1 : all <= 26 ? 2 : all <= 63 ? 3 : 4;
}

// By how many blocks format 1C counts. TS 36.213 table 7.1.6.3-1
int step_of(int all) {
    return all < 50 ? 2 : 4;
}

// Blocks of a period in the order that the interleaver gives them: written by rows of four, with nothing in the last
// rows of the second and the fourth column, read by columns.
std::vector<int> spread_order(const Gap& gap, int all) {
    const int by = 4 * group_size(all);
    const int rows = (gap.period + by - 1) / by * group_size(all);
    const int short_rows = (4 * rows - gap.period) / 2;
    std::vector<std::vector<int>> columns(4);
    int next = 0;
    for (int row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < 4; ++column)
            if (column % 2 == 0 || row < rows - short_rows) columns[column].push_back(next++);
    std::vector<int> read;
    for (const auto& column : columns) read.insert(read.end(), column.begin(), column.end());
    std::vector<int> place(read.size());
    for (std::size_t i = 0; i < read.size(); ++i) place[static_cast<std::size_t>(read[i])] = static_cast<int>(i);
    return place;
}

// TS 36.213 7.1.6.3: the resource indication value.
std::uint32_t run_value(int all, int first, int count) {
    return static_cast<std::uint32_t>(count - 1 <= all / 2 ? all * (count - 1) + first
                                                           : all * (all - count + 1) + all - 1 - first);
}

int run_width(int all) {
    return std::bit_width(static_cast<unsigned>(all * (all + 1) / 2 - 1));
}

Bits compact_bits(const Cell& cell, const Grant& grant) {
    const Allocation& where = grant.allocation;
    const int all = cell.n_rb_dl;
    Bits bits;
    append(bits, 1, 1);  // not format 0
    append(bits, where.distributed, 1);
    append(bits, run_value(all, where.first_block, where.blocks), run_width(all));
    append(bits, static_cast<std::uint32_t>(grant.size_index), 5);
    append(bits, 0, cell.tdd ? 4 : 3);  // the HARQ process means nothing here
    append(bits, where.distributed && where.second_gap, 1);
    append(bits, static_cast<std::uint32_t>(grant.redundancy_version), 2);
    append(bits, 0b01, 2);              // the column of three resource blocks
    append(bits, 0, cell.tdd ? 2 : 0);  // neither does the assignment index
    // TS 36.212 table 5.3.3.1.2-1: sizes at which the code's rate would be mistaken
    constexpr std::array<std::size_t, 10> ambiguous{12, 14, 16, 20, 24, 26, 32, 40, 44, 56};
    if (std::find(ambiguous.begin(), ambiguous.end(), bits.size()) != ambiguous.end()) append(bits, 0, 1);
    return bits;
}

// The redundancy version is the receiver's to know, TS 36.321 5.3.1.
Bits very_compact_bits(const Cell& cell, const Grant& grant) {
    const Allocation& where = grant.allocation;
    const int all = cell.n_rb_dl, step = step_of(all);
    Bits bits;
    if (all >= 50) append(bits, where.second_gap, 1);
    const int steps = gap_of(all, where.second_gap).virtual_blocks / step;
    append(bits, run_value(steps, where.first_block / step, where.blocks / step),
           run_width(gap_of(all, false).virtual_blocks / step));
    append(bits, static_cast<std::uint32_t>(grant.size_index), 5);
    return bits;
}

bool is_reference(const Cell& cell, int symbol, int k) {
    for (int port = 0; port < cell.ports; ++port) {
        const int first = first_reference(cell, port, symbol);
        if (first >= 0 && k % 6 == first) return true;
    }
    return false;
}

// In the middle of the carrier.
bool is_sync_or_broadcast(const Cell& cell, int subframe, int symbol) {
    const int since = symbol - first_broadcast_symbol(cell);
    return symbol == primary_symbol(cell, subframe) || symbol == secondary_symbol(cell, subframe) ||
           (subframe == 0 && since >= 0 && since < 4);
}

}  // namespace

Allocation allocation_within(const Cell& cell, const Allocation& wanted) {
    Allocation where = wanted;
    const int all = cell.n_rb_dl;
    if (where.format == Format::c) where.distributed = true;
    where.second_gap = where.distributed && where.second_gap && all >= 50;
    const int unit = where.format == Format::c ? step_of(all) : 1;
    const int there = (where.distributed ? gap_of(all, where.second_gap).virtual_blocks : all) / unit * unit;
    where.first_block = std::min(where.first_block, there - unit) / unit * unit;
    where.blocks = std::clamp(where.blocks, unit, there - where.first_block) / unit * unit;
    return where;
}

std::size_t size_index(Format format, std::size_t bits) {
    std::size_t index = 0;
    while (block_size(format, index) < bits) ++index;
    return index;
}

std::size_t block_size(Format format, std::size_t index) {
    return format == Format::a ? sizes_a.at(index) : sizes_c.at(index);
}

std::size_t most_block_bits(Format format) {
    return format == Format::a ? sizes_a.back() : sizes_c.back();
}

Bits grant_bits(const Cell& cell, const Grant& grant) {
    return grant.allocation.format == Format::a ? compact_bits(cell, grant) : very_compact_bits(cell, grant);
}

std::array<std::vector<int>, 2> physical_blocks(const Cell& cell, const Allocation& allocation) {
    std::array<std::vector<int>, 2> slots;
    const int all = cell.n_rb_dl;
    const Gap gap = gap_of(all, allocation.second_gap);
    const std::vector<int> order = spread_order(gap, all);
    for (int block = allocation.first_block; block < allocation.first_block + allocation.blocks; ++block)
        for (std::size_t slot = 0; slot < slots.size(); ++slot) {
            if (!allocation.distributed) {
                slots[slot].push_back(block);
                continue;
            }
            const int half = gap.period / 2, before = block / gap.period * gap.period;
            const int in_period =
                (order[static_cast<std::size_t>(block - before)] + static_cast<int>(slot) * half) % gap.period;
            slots[slot].push_back(before + in_period + (in_period < half ? 0 : gap.blocks - half));
        }
    for (auto& blocks : slots) std::sort(blocks.begin(), blocks.end());
    return slots;
}

// By subcarrier, then by symbol.
std::vector<Place> shared_places(const Cell& cell, int subframe, const Allocation& allocation) {
    const int middle = cell.n_rb_dl * block_width / 2;
    const auto slots = physical_blocks(cell, allocation);
    std::vector<Place> places;
    for (int l = control_symbols(cell, subframe); l < symbols_per_subframe(cell); ++l)
        for (const int block : slots[static_cast<std::size_t>(l / symbols_per_slot(cell.prefix))])
            for (int k = block * block_width; k < (block + 1) * block_width; ++k) {
                const bool taken = k >= middle - center_width / 2 && k < middle + center_width / 2 &&
                                   is_sync_or_broadcast(cell, subframe, l);
                if (!taken && !is_reference(cell, l, k)) places.push_back({l, k});
            }
    return places;
}

}  // namespace boresight::scene::lte
