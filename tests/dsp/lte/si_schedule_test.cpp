// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/si_schedule.h"

#include <gtest/gtest.h>

namespace boresight::dsp::lte {
namespace {

Sib1 three_messages(int window_ms) {
    Sib1 sib;
    sib.si_window_ms = window_ms;
    sib.scheduling = {
        {.period_frames = 8, .sibs = {3}}, {.period_frames = 16, .sibs = {5}}, {.period_frames = 512, .sibs = {6, 7}}};
    return sib;
}

// TS 36.331 5.2.3 with n = 3, w = 15 ms: x = 30, so the window begins with subframe 0 of frames with SFN mod 512 = 3;
// n = 2: x = 15, subframe 5 of frames with SFN mod 16 = 1.
TEST(SiSchedule, WindowsBeginWhereTheStandardPutsThem) {
    const Sib1 sib = three_messages(15);
    for (int sfn = 0; sfn < 1024; ++sfn)
        for (int subframe = 0; subframe < 10; ++subframe) {
            if (subframe == 5 && sfn % 2 == 0) continue;
            const int frame = sfn * 10 + subframe;
            const auto place = si_place(sib, sfn, subframe);
            int message = -1, since = 0;
            if (sfn % 8 == 0 || (sfn % 8 == 1 && subframe < 5)) {
                message = 0;
                since = frame % 80;
            } else if ((sfn % 16 == 1 && subframe >= 5) || sfn % 16 == 2) {
                message = 1;
                since = frame % 160 - 15;
            } else if (sfn % 512 == 3 || (sfn % 512 == 4 && subframe < 5)) {
                message = 2;
                since = frame % 5120 - 30;
            }
            ASSERT_EQ(place.has_value(), message >= 0) << sfn << ' ' << subframe;
            if (!place) continue;
            EXPECT_EQ(place->message, message) << sfn << ' ' << subframe;
            EXPECT_EQ(place->in_window, since) << sfn << ' ' << subframe;
        }
}

TEST(SiSchedule, LeavesOutSib1AndWhatIsNotDownlink) {
    Sib1 sib = three_messages(20);
    EXPECT_FALSE(si_place(sib, 8, 5));
    EXPECT_TRUE(si_place(sib, 9, 5));
    sib.tdd_config = 2;  // D S U D D D S U D D
    for (const int subframe : {0, 3, 4, 8, 9}) EXPECT_TRUE(si_place(sib, 8, subframe)) << subframe;
    for (const int subframe : {1, 2, 5, 6, 7}) EXPECT_FALSE(si_place(sib, 8, subframe)) << subframe;
}

TEST(SiSchedule, MessagesThatHoldNothingKeptAreNotAskedFor) {
    const Sib1 sib = three_messages(20);
    EXPECT_TRUE(holds_kept_block(sib, 0)) << "SIB2 is always in the first message";
    EXPECT_TRUE(holds_kept_block(sib, 1));
    EXPECT_FALSE(holds_kept_block(sib, 2));
}

TEST(SiSchedule, PhichGroupsOfTddDependOnTheConfiguration) {
    EXPECT_EQ(phich_factor(std::nullopt, 7), 1);
    EXPECT_EQ(phich_factor(0, 0), 2);
    EXPECT_EQ(phich_factor(1, 4), 1);
    EXPECT_EQ(phich_factor(2, 9), 0);
    EXPECT_EQ(phich_factor(6, 9), 1);
}

}  // namespace
}  // namespace boresight::dsp::lte
