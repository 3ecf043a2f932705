// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/lte/schedule.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "platform/error.h"
#include "scene/lte/frame.h"

namespace boresight::scene::lte {
namespace {

constexpr int frames = 128;  // more than the longest period here, twice

Cell cell_with_messages() {
    Cell cell;
    cell.information = Information{};
    cell.information->messages = {
        {.period_frames = 8}, {.period_frames = 16, .blocks = {3}}, {.period_frames = 32, .blocks = {5}}};
    cell.information->radio = Information::Radio{};
    cell.information->neighbors = {{.earfcn = 2450}};
    return cell;
}

// Subframes since the beginning, by message.
std::map<int, std::vector<int>> turns(const Cell& cell) {
    std::map<int, std::vector<int>> all;
    for (int frame = 0; frame < frames; ++frame)
        for (int subframe = 0; subframe < 10; ++subframe)
            if (const auto turn = turn_of(cell, frame, subframe)) all[turn->message].push_back(10 * frame + subframe);
    return all;
}

// TS 36.331 5.2.3: the n-th window of w milliseconds begins at (n - 1) w, in frames that divide by the period.
TEST(Schedule, SendsEveryMessageInItsWindowsAndNowhereElse) {
    for (const int window_ms : {10, 15, 20}) {
        Cell cell = cell_with_messages();
        cell.information->si_window_ms = window_ms;
        check(cell);
        const auto all = turns(cell);
        ASSERT_EQ(all.size(), 4U) << window_ms;
        for (int n = 0; n < 3; ++n) {
            const int period_ms = 10 * cell.information->messages[static_cast<std::size_t>(n)].period_frames;
            std::map<int, int> by_window;
            for (const int ms : all.at(n)) {
                const int since = ms % period_ms - n * window_ms;
                EXPECT_GE(since, 0) << n << ' ' << ms;
                EXPECT_LT(since, window_ms) << n << ' ' << ms;
                ++by_window[ms / period_ms];
            }
            EXPECT_EQ(by_window.size(), static_cast<std::size_t>(10 * frames / period_ms)) << n;
        }
    }
}

TEST(Schedule, KeepsBlockTypeOneInItsPlaceWithItsVersions) {
    const Cell cell = cell_with_messages();
    std::vector<int> versions;
    for (int frame = -8; frame < 8; ++frame) {
        const auto turn = turn_of(cell, frame, 5);
        ASSERT_EQ(turn && turn->message == sib1, frame % 2 == 0) << frame;
        if (turn && turn->message == sib1) versions.push_back(turn->redundancy_version);
    }
    EXPECT_EQ(versions, (std::vector{0, 2, 3, 1, 0, 2, 3, 1}));
}

TEST(Schedule, SendsNoMessageInUplinkSpecialOrMulticastSubframes) {
    for (int config = 0; config < 7; ++config)
        for (int wanted = 0; wanted < 10; ++wanted) {
            Cell cell = cell_with_messages();
            cell.tdd = {config, 4};
            cell.mbsfn = {{.period_frames = 2, .offset_frames = 1, .subframes = {"111110"}}};
            cell.sending.message_subframe = wanted;
            const auto all = turns(cell);
            for (int n = 0; n < 3; ++n) {
                ASSERT_TRUE(all.contains(n)) << config << ' ' << wanted << ' ' << n;
                for (const int ms : all.at(n)) {
                    EXPECT_EQ(use_of(cell, ms % 10), Use::downlink);
                    EXPECT_FALSE(is_mbsfn(cell, ms / 10, ms % 10));
                    EXPECT_FALSE(ms % 20 == 5);
                }
            }
        }
}

// TS 36.321 5.3.1: of the subframe's place in the window, where the grant doesn't name it.
TEST(Schedule, TakesVersionsFromTheWindowWhereTheGrantIsSilent) {
    Cell cell = cell_with_messages();
    cell.sending.messages.format = Format::c;
    constexpr std::array versions{0, 2, 3, 1};
    for (int wanted = 0; wanted < 10; ++wanted) {
        cell.sending.message_subframe = wanted;
        for (int frame = 0; frame < 2; ++frame)
            if (const auto turn = turn_of(cell, frame, wanted); turn && turn->message == 0) {
                EXPECT_EQ(turn->redundancy_version, versions[static_cast<std::size_t>((10 * frame + wanted) % 4)]);
            }
    }
}

TEST(Schedule, SaysNothingBeyondBlockTypeOneOfACellWithoutMessages) {
    Cell cell = cell_with_messages();
    cell.information->radio = {};
    EXPECT_EQ(turns(cell).size(), 1U);
}

TEST(Schedule, RefusesWindowsThatDontFitTheirPeriod) {
    Cell cell = cell_with_messages();
    cell.information->si_window_ms = 40;
    EXPECT_THROW(check(cell), Error);
    cell.information->si_window_ms = 5;
    EXPECT_THROW(check(cell), Error);
}

}  // namespace
}  // namespace boresight::scene::lte
