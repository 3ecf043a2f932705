// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/redraw.h"

#include <gtest/gtest.h>

namespace boresight::ui {
namespace {

// Draws until nothing more is needed; how often that was.
int drawn_until_rest(Redraw& redraw, std::uint64_t revision, double now_s) {
    int frames = 0;
    while (redraw.needed(revision, false, now_s) && frames < 100) {
        redraw.drawn(revision, now_s);
        ++frames;
    }
    return frames;
}

TEST(Redraw, DrawsAtFirstAndThenRestsHoweverLong) {
    Redraw redraw;
    EXPECT_EQ(drawn_until_rest(redraw, 0, 0), Redraw::frames_after_input);
    for (double now_s = 0; now_s < 3600; now_s += 1) EXPECT_FALSE(redraw.needed(0, false, now_s));
}

TEST(Redraw, DrawsOnceForANewSnapshotAndAFewTimesForInput) {
    Redraw redraw;
    drawn_until_rest(redraw, 5, 0);
    EXPECT_EQ(drawn_until_rest(redraw, 6, 1), 1);
    redraw.input();
    EXPECT_EQ(drawn_until_rest(redraw, 6, 2), Redraw::frames_after_input);
}

TEST(Redraw, KeepsACursorBlinking) {
    Redraw redraw;
    drawn_until_rest(redraw, 5, 10);
    EXPECT_FALSE(redraw.needed(5, true, 10 + Redraw::cursor_blink_s / 2));
    EXPECT_TRUE(redraw.needed(5, true, 10 + Redraw::cursor_blink_s));
}

}  // namespace
}  // namespace boresight::ui
