// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/mount_estimate.h"

#include <gtest/gtest.h>

namespace boresight::survey {
namespace {

std::string order(std::size_t candidates, std::size_t dwells) {
    std::string out;
    for (std::size_t i = 0; i < dwells; ++i) out += static_cast<char>('A' + nth_roll(i, candidates));
    return out;
}

TEST(MountEstimate, TakesTurnsThereAndBackAndThenFromTheOtherEnd) {
    EXPECT_EQ(order(2, 16), "ABBABAABABBABAAB");
    EXPECT_EQ(order(4, 16), "ABCDDCBADCBAABCD");
    EXPECT_EQ(order(3, 12), "ABCCBACBAABC");
}

TEST(MountEstimate, EachIsVisitedAsOftenAndAsLateAsTheOthers) {
    for (std::size_t candidates = 2; candidates <= 6; ++candidates) {
        std::vector<std::size_t> visits(candidates), times(candidates);
        for (std::size_t i = 0; i < 2 * candidates; ++i) {
            ++visits[nth_roll(i, candidates)];
            times[nth_roll(i, candidates)] += i;
        }
        for (std::size_t k = 1; k < candidates; ++k) {
            EXPECT_EQ(visits[k], visits[0]);
            EXPECT_EQ(times[k], times[0]) << "a drift falls on all alike";
        }
    }
}

TEST(MountEstimate, WithoutABetterOneItStaysAsItWasSwept) {
    LiveEstimate estimate;
    EXPECT_EQ(mounted_deg(estimate, 0), 0);
    estimate.polarization.emplace().choice = aim::PolarizationChoice::equal;
    estimate.other_polarization_deg = 45;
    EXPECT_EQ(mounted_deg(estimate, 0), 0);
    estimate.polarization->choice = aim::PolarizationChoice::b;
    EXPECT_EQ(mounted_deg(estimate, 0), 45);
}

}  // namespace
}  // namespace boresight::survey
