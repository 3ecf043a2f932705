// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/transport.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace boresight::scene::lte {
namespace {

constexpr std::array bandwidths{6, 15, 25, 50, 75, 100};

Cell cell_of(int n_rb_dl) {
    return {.pci = 17, .n_rb_dl = n_rb_dl};
}

Grant grant_with(Format format) {
    Grant grant;
    grant.allocation.format = format;
    return grant;
}

// The physical block of a virtual one in the first slot as TS 36.211 6.2.3.2 writes it, with the period, the gap and
// the group's size of the carrier.
int by_formula(int block, int period, int gap, int group) {
    const int rows = (period + 4 * group - 1) / (4 * group) * group;
    const int nothing = 4 * rows - period;
    const int n = block % period, before = period * (block / period);
    const int odd = 2 * rows * (n % 2) + n / 2 + before, even = rows * (n % 4) + n / 4 + before;
    int at = even;
    if (nothing != 0 && n >= period - nothing) {
        at = n % 2 == 1 ? odd - rows : odd - rows + nothing / 2;
    } else if (nothing != 0 && n % 4 >= 2) {
        at = even - nothing / 2;
    }
    return at < period / 2 ? at : at + gap - period / 2;
}

TEST(Transport, SpreadsVirtualBlocksAsTheStandardsFormulaDoes) {
    struct Case {
        int n_rb_dl;
        bool second;
        int period, virtual_blocks, gap, group;
    };
    for (const Case& c :
         {Case{6, false, 6, 6, 3, 1}, Case{15, false, 14, 14, 8, 2}, Case{25, false, 24, 24, 12, 2},
          Case{50, false, 46, 46, 27, 3}, Case{50, true, 18, 36, 9, 3}, Case{75, false, 64, 64, 32, 4},
          Case{75, true, 32, 64, 16, 4}, Case{100, false, 96, 96, 48, 4}, Case{100, true, 32, 96, 16, 4}}) {
        const Cell cell = cell_of(c.n_rb_dl);
        std::array<std::set<int>, 2> used;
        for (int block = 0; block < c.virtual_blocks; ++block) {
            const auto slots =
                physical_blocks(cell, {.distributed = true, .second_gap = c.second, .first_block = block, .blocks = 1});
            EXPECT_EQ(slots[0][0], by_formula(block, c.period, c.gap, c.group)) << c.n_rb_dl << ' ' << block;
            EXPECT_EQ(std::abs(slots[0][0] - slots[1][0]), c.gap) << c.n_rb_dl << ' ' << block;
            for (const std::size_t slot : {0U, 1U}) used[slot].insert(slots[slot][0]);
        }
        for (const auto& blocks : used) {
            EXPECT_EQ(blocks.size(), static_cast<std::size_t>(c.virtual_blocks));
            EXPECT_LT(*blocks.rbegin(), c.n_rb_dl);
        }
        const Allocation more{.distributed = true, .second_gap = c.second, .blocks = 200};
        EXPECT_EQ(allocation_within(cell, more).blocks, c.virtual_blocks) << c.n_rb_dl;
    }
}

// TS 36.212 5.3.3.1.3 and 5.3.3.1.4, counted by hand.
TEST(Transport, WritesGrantsOfTheLengthsThatReceiversExpect) {
    constexpr std::array<std::size_t, 6> of_a{21, 22, 25, 27, 27, 28}, of_a_tdd{23, 25, 27, 29, 30, 31},
        of_c{8, 10, 12, 13, 14, 15};
    for (std::size_t i = 0; i < bandwidths.size(); ++i) {
        Cell cell = cell_of(bandwidths[i]);
        EXPECT_EQ(grant_bits(cell, grant_with(Format::a)).size(), of_a[i]) << bandwidths[i];
        EXPECT_EQ(grant_bits(cell, grant_with(Format::c)).size(), of_c[i]) << bandwidths[i];
        cell.tdd = {2, 7};
        EXPECT_EQ(grant_bits(cell, grant_with(Format::a)).size(), of_a_tdd[i]) << bandwidths[i];
    }
}

TEST(Transport, CutsAllocationsToWhatTheCellAndTheFormatHave) {
    for (const int n_rb_dl : bandwidths)
        for (const Format format : {Format::a, Format::c})
            for (const bool distributed : {false, true})
                for (const bool second : {false, true})
                    for (int first = 0; first < n_rb_dl; ++first) {
                        const Cell cell = cell_of(n_rb_dl);
                        const Allocation where = allocation_within(
                            cell,
                            {.format = format, .distributed = distributed, .second_gap = second, .first_block = first});
                        const int unit = format == Format::a ? 1 : n_rb_dl < 50 ? 2 : 4;
                        EXPECT_EQ(where.first_block % unit, 0);
                        EXPECT_EQ(where.blocks % unit, 0);
                        EXPECT_GE(where.blocks, unit);
                        EXPECT_EQ(where.distributed, distributed || format == Format::c);
                        for (const auto& blocks : physical_blocks(cell, where)) {
                            EXPECT_LT(blocks.back(), n_rb_dl);
                            EXPECT_EQ(std::set<int>(blocks.begin(), blocks.end()).size(),
                                      static_cast<std::size_t>(where.blocks));
                        }
                    }
}

TEST(Transport, TakesTheSmallestBlockThatHoldsAMessage) {
    for (const Format format : {Format::a, Format::c})
        for (std::size_t bits = 1; bits <= most_block_bits(format); ++bits) {
            const std::size_t index = size_index(format, bits);
            EXPECT_GE(block_size(format, index), bits);
            if (index > 0) {
                EXPECT_LT(block_size(format, index - 1), bits);
            }
        }
}

// No element twice, none of a reference, none of the broadcast channel's or the synchronization signals'.
TEST(Transport, KeepsOutOfTheWayOfWhatElseASubframeHolds) {
    for (const Prefix prefix : {Prefix::normal, Prefix::extended})
        for (const bool tdd : {false, true})
            for (const int subframe : {0, 5}) {
                Cell cell = cell_of(6);
                cell.prefix = prefix;
                if (tdd) cell.tdd = {1, 4};
                const bool extended = prefix == Prefix::extended;
                // Symbols of the middle that are free beyond the control region of three, and references of two ports
                // in those of them that have any: two of each slot, and the first lies in the control region.
                const auto places = shared_places(cell, subframe, {.blocks = 6});
                std::set<std::pair<int, int>> seen;
                for (const Place& place : places) seen.insert({place.symbol, place.subcarrier});
                EXPECT_EQ(seen.size(), places.size());
                const int sync = tdd ? 1 : 2, broadcast = subframe == 0 ? 4 : 0;
                const int free = (extended ? 12 : 14) - 3 - sync - broadcast;
                int with_references = 3;
                if (subframe == 0) with_references -= extended ? 2 : 1;
                EXPECT_EQ(static_cast<int>(places.size()), free * 72 - with_references * 24)
                    << extended << tdd << subframe;
            }
}

}  // namespace
}  // namespace boresight::scene::lte
