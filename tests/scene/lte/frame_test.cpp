// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/frame.h"

#include <gtest/gtest.h>

#include <array>

namespace boresight::scene::lte {
namespace {

constexpr std::array prefixes{Prefix::normal, Prefix::extended};

Cell tdd_cell(int config, int special, Prefix prefix = Prefix::normal) {
    Cell cell;
    cell.prefix = prefix;
    cell.tdd = {config, special};
    return cell;
}

int most_special(Prefix prefix) {
    return prefix == Prefix::normal ? 8 : 6;
}

TEST(Frame, IsFilledBySymbolsWithoutGapOrOverlap) {
    for (const Prefix prefix : prefixes) {
        const int per_slot = symbols_per_slot(prefix);
        for (int symbol = -3 * per_slot; symbol < 3 * per_slot; ++symbol)
            EXPECT_EQ(useful_start(prefix, symbol) + useful_units, prefix_start(prefix, symbol + 1));
        for (int slot = -3; slot < 3; ++slot)
            EXPECT_EQ(prefix_start(prefix, slot * per_slot), slot * units_per_slot) << slot;
    }
}

// Subframes of TS 36.211 table 4.2-2: downlink, special, uplink.
TEST(Frame, SharesTddBetweenDownlinkAndUplinkAsTheTableDoes) {
    constexpr std::array<std::array<int, 3>, 7> expected{
        {{2, 2, 6}, {4, 2, 4}, {6, 2, 2}, {6, 1, 3}, {7, 1, 2}, {8, 1, 1}, {3, 2, 5}}};
    for (int config = 0; config < 7; ++config) {
        std::array<int, 3> count{};
        for (int subframe = 0; subframe < 10; ++subframe)
            ++count[static_cast<std::size_t>(use_of(tdd_cell(config, 0), subframe))];
        EXPECT_EQ(count, expected[static_cast<std::size_t>(config)]) << config;
        for (const int subframe : {0, 5}) EXPECT_EQ(use_of(tdd_cell(config, 0), subframe), Use::downlink);
        EXPECT_EQ(use_of(tdd_cell(config, 0), 1), Use::special);
        EXPECT_EQ(use_of(tdd_cell(config, 0), 2), Use::uplink);
    }
}

TEST(Frame, KeepsAGapBetweenDownlinkAndUplinkInEverySpecialSubframe) {
    for (const Prefix prefix : prefixes)
        for (int special = 0; special <= most_special(prefix); ++special) {
            const Cell cell = tdd_cell(0, special, prefix);
            EXPECT_GE(downlink_symbols(cell, 1), 3);
            EXPECT_GE(uplink_symbols(cell, 1), 1);
            EXPECT_GE(symbols_per_subframe(cell) - downlink_symbols(cell, 1) - uplink_symbols(cell, 1), 1) << special;
        }
}

TEST(Frame, HasItsSynchronizationWhereTheDuplexWantsIt) {
    for (const Prefix prefix : prefixes) {
        const int last = 2 * symbols_per_slot(prefix) - 1, in_first_slot = symbols_per_slot(prefix) - 1;
        const Cell tdd = tdd_cell(2, 7 % (most_special(prefix) + 1), prefix);
        Cell fdd;
        fdd.prefix = prefix;
        for (int subframe = 0; subframe < 10; ++subframe) {
            EXPECT_EQ(primary_symbol(fdd, subframe), subframe % 5 == 0 ? in_first_slot : -1);
            EXPECT_EQ(secondary_symbol(fdd, subframe), subframe % 5 == 0 ? in_first_slot - 1 : -1);
            EXPECT_EQ(primary_symbol(tdd, subframe), subframe % 5 == 1 ? 2 : -1);
            EXPECT_EQ(secondary_symbol(tdd, subframe), subframe % 5 == 0 ? last : -1);
        }
    }
}

TEST(Frame, HasMulticastInTheSubframesThatAreNamedAndNeverWhereTheStandardAssuresNone) {
    Cell cell;
    cell.mbsfn = {{.period_frames = 4, .offset_frames = 1, .subframes = {"100001"}},
                  {.period_frames = 8, .offset_frames = 2, .subframes = {"000000", "010000", "111111", "000010"}}};
    const auto expected = [](int frame, int subframe) {
        const bool one = (frame & 3) == 1 && (subframe == 1 || subframe == 8);
        const bool four = ((frame & 7) == 3 && subframe == 2) ||
                          ((frame & 7) == 4 && subframe % 5 != 0 && subframe % 5 != 4) ||
                          ((frame & 7) == 5 && subframe == 7);
        return one || four;
    };
    for (int frame = -16; frame < 16; ++frame)
        for (int subframe = 0; subframe < 10; ++subframe)
            EXPECT_EQ(is_mbsfn(cell, frame, subframe), expected(frame, subframe)) << frame << ' ' << subframe;
    for (int config = 0; config < 7; ++config) {
        Cell tdd = tdd_cell(config, 0);
        tdd.mbsfn = {{.period_frames = 1, .offset_frames = 0, .subframes = {"111111"}}};
        for (int subframe = 0; subframe < 10; ++subframe) {
            const bool may = subframe % 5 >= 2 || subframe == 9;
            EXPECT_EQ(is_mbsfn(tdd, 3, subframe), may && use_of(tdd, subframe) == Use::downlink) << config << subframe;
        }
    }
}

}  // namespace
}  // namespace boresight::scene::lte
