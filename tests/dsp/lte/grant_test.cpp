// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/grant.h"

#include <gtest/gtest.h>

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

TEST(Grant, RefusesFormat0AndReservedSchemes) {
    auto bits = format_1a(50, Duplex::fdd, false, 0, 3, 0, 0);
    EXPECT_TRUE(GrantFormats(50, Duplex::fdd).parse_1a(bits));
    bits[0] = 0;
    EXPECT_FALSE(GrantFormats(50, Duplex::fdd).parse_1a(bits));
    EXPECT_FALSE(GrantFormats(50, Duplex::fdd).parse_1a(format_1a(50, Duplex::fdd, false, 0, 27, 0, 0)));
}

TEST(Grant, CompactFormatTakesBlocksInSteps) {
    std::vector<std::uint8_t> bits;
    append(bits, 0, 1);
    append(bits, riv(2, 3, 11), 7);  // 46 virtual blocks in steps of 4
    append(bits, 7, 5);
    const auto grant = GrantFormats(50, Duplex::fdd).parse_1c(bits);
    ASSERT_TRUE(grant);
    EXPECT_EQ(grant->resource_blocks[0].size(), 12U);
    EXPECT_EQ(grant->transport_block_bits, 208);
    EXPECT_FALSE(grant->redundancy_version);
}

}  // namespace
}  // namespace boresight::dsp::lte
