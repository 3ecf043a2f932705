// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/grant.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace boresight::dsp::lte {
namespace {

constexpr std::array<int, 6> bandwidths{6, 15, 25, 50, 75, 100};

void append(std::vector<std::uint8_t>& bits, int value, int count) {
    for (int i = count - 1; i >= 0; --i) bits.push_back(static_cast<std::uint8_t>(value >> i & 1));
}

// TS 36.213 7.1.6.3.
int riv(int first, int count, int blocks) {
    return count - 1 <= blocks / 2 ? blocks * (count - 1) + first
                                   : blocks * (blocks - count + 1) + (blocks - 1 - first);
}

int allocation_bits(int blocks) {
    int bits = 0;
    while (1 << bits < blocks * (blocks + 1) / 2) ++bits;
    return bits;
}

std::vector<std::uint8_t> format_1a(int n_rb_dl, Duplex duplex, bool distributed, int value, int mcs, int version,
                                    int power, bool second_gap = false) {
    std::vector<std::uint8_t> bits;
    append(bits, 1, 1);
    append(bits, distributed, 1);
    append(bits, value, allocation_bits(n_rb_dl));
    append(bits, mcs, 5);
    append(bits, 0, duplex == Duplex::tdd ? 4 : 3);
    append(bits, second_gap, 1);
    append(bits, version, 2);
    append(bits, power, 2);
    bits.resize(static_cast<std::size_t>(GrantFormats(n_rb_dl, duplex).size_1a()), 0);
    return bits;
}

TEST(Grant, FormatsHaveTheSizesOfTheStandard) {
    // Sizes that follow from TS 36.212 5.3.3.1.3 and 5.3.3.1.4 with the padding of table 5.3.3.1.2-1.
    constexpr std::array<int, 6> fdd_1a{21, 22, 25, 27, 27, 28}, tdd_1a{23, 25, 27, 29, 30, 31},
        of_1c{8, 10, 12, 13, 14, 15};
    for (std::size_t i = 0; i < bandwidths.size(); ++i) {
        EXPECT_EQ(GrantFormats(bandwidths[i], Duplex::fdd).size_1a(), fdd_1a[i]) << bandwidths[i];
        EXPECT_EQ(GrantFormats(bandwidths[i], Duplex::tdd).size_1a(), tdd_1a[i]) << bandwidths[i];
        EXPECT_EQ(GrantFormats(bandwidths[i], Duplex::fdd).size_1c(), of_1c[i]) << bandwidths[i];
    }
}

TEST(Grant, EveryRunOfBlocksComesBackFromItsValue) {
    for (const int blocks : bandwidths)
        for (int count = 1; count <= blocks; ++count)
            for (int first = 0; first + count <= blocks; ++first) {
                const auto run = parse_riv(riv(first, count, blocks), blocks);
                ASSERT_TRUE(run);
                ASSERT_EQ(run->first, first);
                ASSERT_EQ(run->count, count);
            }
    EXPECT_FALSE(parse_riv(25 * 26 / 2, 25));
}

TEST(Grant, LocalizedBlocksAreThoseOfTheRun) {
    const auto grant =
        GrantFormats(25, Duplex::fdd).parse_1a(format_1a(25, Duplex::fdd, false, riv(4, 3, 25), 5, 2, 1));
    ASSERT_TRUE(grant);
    EXPECT_EQ(grant->resource_blocks[0], (std::vector<int>{4, 5, 6}));
    EXPECT_EQ(grant->resource_blocks[1], grant->resource_blocks[0]);
    EXPECT_EQ(grant->transport_block_bits, 224);
    EXPECT_EQ(grant->redundancy_version, 2);
}

TEST(Grant, ThePowerFieldChoosesTheColumnOfTheBlockSizes) {
    const GrantFormats formats(6, Duplex::tdd);
    const auto bits_with = [&](int power) {
        return formats.parse_1a(format_1a(6, Duplex::tdd, false, 0, 4, 0, power))->transport_block_bits;
    };
    EXPECT_EQ(bits_with(0), 120);
    EXPECT_EQ(bits_with(1), 208);
}

// TS 36.211 6.2.3.2.
TEST(Grant, DistributedBlocksOfTheWholeBandAreEachBlockOnce) {
    const std::map<std::pair<int, bool>, int> virtual_blocks{{{6, false}, 6},   {{15, false}, 14},  {{25, false}, 24},
                                                             {{50, false}, 46}, {{50, true}, 36},   {{75, false}, 64},
                                                             {{75, true}, 64},  {{100, false}, 96}, {{100, true}, 96}};
    for (const int n_rb : bandwidths)
        for (const bool second_gap : {false, true}) {
            if (second_gap && n_rb < 50) continue;
            const GrantFormats formats(n_rb, Duplex::fdd);
            std::array<std::set<int>, 2> seen;
            int runs = 0;
            for (int first = 0; first < n_rb; ++first) {
                const auto grant =
                    formats.parse_1a(format_1a(n_rb, Duplex::fdd, true, riv(first, 1, n_rb), 1, 0, 0, second_gap));
                if (!grant) continue;  // beyond the virtual blocks
                ++runs;
                for (std::size_t slot = 0; slot < 2; ++slot) {
                    const int block = grant->resource_blocks[slot].at(0);
                    EXPECT_TRUE(block >= 0 && block < n_rb) << n_rb << ' ' << block;
                    seen[slot].insert(block);
                }
                if (n_rb > 6) {
                    EXPECT_NE(grant->resource_blocks[0][0], grant->resource_blocks[1][0]);
                }
            }
            EXPECT_EQ(static_cast<int>(seen[0].size()), runs) << n_rb;
            EXPECT_EQ(static_cast<int>(seen[1].size()), runs) << n_rb;
            EXPECT_EQ(runs, virtual_blocks.at({n_rb, second_gap}));
        }
}

// TS 36.211 6.2.3.2 in its own words: numbers are written into four columns row by row, without the last places of the
// second and fourth column, and read column by column; table 6.2.3.2-1 has the gaps, TS 36.213 table 7.1.6.1-1 P.
struct Distribution {
    int n_rb, gap, together, p;  // `together`: virtual blocks that are interleaved at a time
    bool second_gap;
};
constexpr std::array<Distribution, 9> distributions{{{6, 3, 6, 1, false},
                                                     {15, 8, 14, 2, false},
                                                     {25, 12, 24, 2, false},
                                                     {50, 27, 46, 3, false},
                                                     {50, 9, 18, 3, true},
                                                     {75, 32, 64, 4, false},
                                                     {75, 16, 32, 4, true},
                                                     {100, 48, 96, 4, false},
                                                     {100, 16, 32, 4, true}}};

std::vector<int> read_by_columns(const Distribution& d) {
    int rows = d.p;
    while (4 * rows < d.together) rows += d.p;
    const int missing = (4 * rows - d.together) / 2;  // of the second and of the fourth column, at its end
    std::vector<std::vector<int>> columns(4);
    int next = 0;
    for (int row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < 4; ++column)
            if (column % 2 == 0 || row < rows - missing) columns[column].push_back(next++);
    std::vector<int> order;
    for (const auto& column : columns) order.insert(order.end(), column.begin(), column.end());
    return order;
}

TEST(Grant, DistributedBlocksLieWhereTheInterleaverPutsThem) {
    for (const Distribution& d : distributions) {
        const std::vector<int> order = read_by_columns(d);
        ASSERT_EQ(static_cast<int>(order.size()), d.together);
        const GrantFormats formats(d.n_rb, Duplex::fdd);
        const int units = d.second_gap ? d.n_rb / d.together : 1;
        for (int n = 0; n < units * d.together; ++n) {
            const auto found = std::find(order.begin(), order.end(), n % d.together);
            const int first = static_cast<int>(found - order.begin());
            const auto grant =
                formats.parse_1a(format_1a(d.n_rb, Duplex::fdd, true, riv(n, 1, d.n_rb), 1, 0, 0, d.second_gap));
            ASSERT_TRUE(grant) << d.n_rb << ' ' << n;
            for (int slot = 0; slot < 2; ++slot) {
                const int place = (first + slot * d.together / 2) % d.together;
                const int physical = place < d.together / 2 ? place : place + d.gap - d.together / 2;
                EXPECT_EQ(grant->resource_blocks[static_cast<std::size_t>(slot)].at(0),
                          physical + n / d.together * d.together)
                    << d.n_rb << ' ' << n << ' ' << slot;
            }
        }
    }
}

// By hand from the same clause.
TEST(Grant, DistributedBlocksOf10MHzAreThoseWorkedOutByHand) {
    const GrantFormats formats(50, Duplex::fdd);
    const auto of = [&](bool second_gap) {
        return formats.parse_1a(format_1a(50, Duplex::fdd, true, riv(0, 4, 50), 1, 0, 0, second_gap))->resource_blocks;
    };
    EXPECT_EQ(of(false)[0], (std::vector<int>{0, 12, 27, 39}));
    EXPECT_EQ(of(false)[1], (std::vector<int>{27, 39, 0, 12}));
    EXPECT_EQ(of(true)[0], (std::vector<int>{0, 6, 9, 15}));
    EXPECT_EQ(of(true)[1], (std::vector<int>{9, 15, 0, 6}));
}

TEST(Grant, RefusesFormat0AndReservedSchemes) {
    auto bits = format_1a(50, Duplex::fdd, false, 0, 3, 0, 0);
    EXPECT_TRUE(GrantFormats(50, Duplex::fdd).parse_1a(bits));
    bits[0] = 0;
    EXPECT_FALSE(GrantFormats(50, Duplex::fdd).parse_1a(bits));
    EXPECT_FALSE(GrantFormats(50, Duplex::fdd).parse_1a(format_1a(50, Duplex::fdd, false, 0, 27, 0, 0)));
}

// TS 36.212 5.3.3.1.4, TS 36.213 7.1.6.3 and table 7.1.7.2.3-1: every run of every width, every size.
TEST(Grant, CompactFormatTakesBlocksInSteps) {
    constexpr std::array<int, 32> sizes{40,  56,   72,   120,  136,  144,  176,  208,  224,  256, 280,
                                        296, 328,  336,  392,  488,  552,  600,  632,  696,  776, 840,
                                        904, 1000, 1064, 1128, 1224, 1288, 1384, 1480, 1608, 1736};
    for (const Distribution& d : distributions) {
        const GrantFormats formats(d.n_rb, Duplex::fdd);
        const int step = d.n_rb < 50 ? 2 : 4;
        const int whole = d.second_gap ? d.n_rb / d.together * d.together : d.together, steps = whole / step;
        const int first_gap_steps = d.n_rb == 50 ? 46 / 4 : steps;
        int tried = 0;
        for (int count = 1; count <= steps; ++count)
            for (int first = 0; first + count <= steps; ++first) {
                std::vector<std::uint8_t> bits;
                if (d.n_rb >= 50) append(bits, d.second_gap, 1);
                append(bits, riv(first, count, steps), allocation_bits(first_gap_steps));
                append(bits, tried % 32, 5);
                ASSERT_EQ(static_cast<int>(bits.size()), formats.size_1c());
                const auto grant = formats.parse_1c(bits);
                ASSERT_TRUE(grant) << d.n_rb << ' ' << first << ' ' << count;
                EXPECT_FALSE(grant->redundancy_version);
                EXPECT_EQ(grant->transport_block_bits, sizes[static_cast<std::size_t>(tried++ % 32)]);
                const auto same = formats.parse_1a(format_1a(
                    d.n_rb, Duplex::fdd, true, riv(step * first, step * count, d.n_rb), 1, 0, 0, d.second_gap));
                ASSERT_TRUE(same);
                EXPECT_EQ(grant->resource_blocks, same->resource_blocks);
            }
        EXPECT_EQ(tried, steps * (steps + 1) / 2);
    }
    std::vector<std::uint8_t> beyond(static_cast<std::size_t>(GrantFormats(50, Duplex::fdd).size_1c()), 1);
    EXPECT_FALSE(GrantFormats(50, Duplex::fdd).parse_1c(beyond));
}

}  // namespace
}  // namespace boresight::dsp::lte
