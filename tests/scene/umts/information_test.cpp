// SPDX-License-Identifier: GPL-3.0-or-later
// What the broadcast channel says, by the layouts of TS 25.331 11.3 and 10.2.48, bit by bit.
#include "scene/umts/information.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <vector>

#include "scene/umts/bch.h"

namespace boresight::scene::umts {
namespace {

constexpr int longest_period_frames = 64;

int number(const Bits& bits, std::size_t at, int count) {
    int value = 0;
    for (int i = 0; i < count; ++i) value = 2 * value + bits[at + static_cast<std::size_t>(i)];
    return value;
}

Cell cell_with_neighbors(int near, int far) {
    Cell cell;
    for (int psc = 0; psc < near; ++psc) cell.neighbor_pscs.push_back(psc);
    for (int psc = 0; psc < far; ++psc) cell.far_neighbors.push_back({.uarfcn = 10562 + 25 * psc, .psc = psc});
    return cell;
}

TEST(UmtsBroadcast, TellsNetworkAreaAndCellInTurn) {
    const Cell cell{.plmn = "310-410", .lac = 0xABCD, .cell_id = 0x1234567};
    const auto master = bch_block(cell, 1608);
    ASSERT_EQ(master.size(), 246U);
    EXPECT_EQ(number(master, 0, 11), 804);
    EXPECT_EQ(number(master, 11, 4), 9);
    EXPECT_EQ(number(master, 15, 5), 0);
    EXPECT_EQ(number(master, 26, 12), 0x310);
    EXPECT_EQ(number(master, 39, 12), 0x410);
    const auto area = bch_block(cell, 2);
    EXPECT_EQ(number(area, 15, 5), 1);
    EXPECT_EQ(number(area, 26, 16), 0xABCD);
    const auto identity = bch_block(cell, 4);
    EXPECT_EQ(number(identity, 15, 5), 3);
    EXPECT_EQ(number(identity, 22, 28), 0x1234567);
    EXPECT_EQ(number(bch_block(cell, 14), 11, 4), 0);
}

// Puts the segments of all frames together again, by the layouts alone.
std::map<int, Bits> heard(const Cell& cell) {
    std::map<int, Bits> whole;
    std::map<int, int> expected;
    for (int sfn = 0; sfn < longest_period_frames; sfn += 2) {
        const Bits bits = bch_block(cell, sfn);
        const int payload = number(bits, 11, 4);
        if (payload == 0) continue;
        const int type = number(bits, 15, 5);
        const int part = number(bits, 20, 4) + 1;
        const bool is_short = payload == 3;
        const std::size_t begin = payload == 9 ? 20 : is_short ? 32 : 24;
        const std::size_t count = payload == 9 ? 226
                                  : is_short   ? static_cast<std::size_t>(number(bits, 24, 8) + 1)
                                               : 222;
        if (payload == 9 || payload == 1) whole[type].clear();
        if (payload == 1) expected[type] = part;
        const auto from = bits.begin() + static_cast<std::ptrdiff_t>(begin);
        EXPECT_LE(begin + count, bits.size());
        whole[type].insert(whole[type].end(), from, from + static_cast<std::ptrdiff_t>(count));
        if (is_short || payload == 10) {
            EXPECT_EQ(part + 1, expected[type]) << type;
        }
    }
    return whole;
}

TEST(UmtsBroadcast, CutsLongBlocksIntoSegmentsThatAreTheWholeTogether) {
    for (const auto& [near, far] : {std::pair{0, 0}, {1, 0}, {0, 1}, {11, 0}, {12, 1}, {32, 32}}) {
        SCOPED_TRACE(fmt::format("{} and {}", near, far));
        const Cell cell = cell_with_neighbors(near, far);
        auto whole = heard(cell);
        EXPECT_EQ(whole.count(11), near + far > 0);
        for (const InformationBlock& block : information_blocks(cell)) {
            Bits& got = whole[block.type];
            ASSERT_GE(got.size(), block.content.size());
            for (std::size_t i = block.content.size(); i < got.size(); ++i) EXPECT_EQ(got[i], 0) << block.type;
            got.resize(block.content.size());
            EXPECT_EQ(got, block.content) << block.type;
        }
    }
}

TEST(UmtsBroadcast, GivesEverySegmentFramesOfItsOwn) {
    std::set<int> taken;
    for (int sfn = 0; sfn < longest_period_frames; sfn += 8) taken.insert(sfn);
    for (const InformationBlock& block : information_blocks(cell_with_neighbors(32, 32)))
        for (int first = 0; first < longest_period_frames; first += block.period_frames)
            for (const int sfn : block.sfns) EXPECT_TRUE(taken.insert(first + sfn).second) << block.type << " " << sfn;
}

TEST(UmtsBroadcast, NamesTheCarrierOfAFarNeighborWhereItIsAnotherThanTheOneBefore) {
    const Bits bits = information_11({}, {{.uarfcn = 10737, .psc = 5}, {.uarfcn = 10737, .psc = 511}});
    // After ten bits of choices, one for the list, two for what is removed and new, five for how many.
    EXPECT_EQ(number(bits, 8, 2), 0b01);
    EXPECT_EQ(number(bits, 13, 5), 1);
    EXPECT_EQ(number(bits, 18, 2), 0b01);
    EXPECT_EQ(number(bits, 22, 14), 10737);
    EXPECT_EQ(number(bits, 42, 9), 5);
    EXPECT_EQ(number(bits, 53, 2), 0b00);
    EXPECT_EQ(number(bits, 61, 9), 511);
    EXPECT_EQ(bits.size(), 72U);
}

}  // namespace
}  // namespace boresight::scene::umts
