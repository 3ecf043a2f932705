// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/polarization_plan.h"

#include <gtest/gtest.h>

#include <string>

namespace boresight::aim {
namespace {

TEST(PolarizationPlan, TheOrderBalancesADriftToTheLastDwell) {
    const PolarizationFit undecided;
    std::string order;
    while (const auto next = next_polarization(order.size(), undecided)) {
        EXPECT_EQ(next->nth, order.size() + 1);
        order += next->b ? 'B' : 'A';
        EXPECT_EQ(next->look_after, order.size() % dwells_a_look == 0);
    }
    EXPECT_EQ(order, "ABBABAABABBABAAB");
}

TEST(PolarizationPlan, ADecisionEndsTheComparisonAfterFourDwellsOnly) {
    for (const auto choice : {PolarizationChoice::a, PolarizationChoice::b, PolarizationChoice::equal}) {
        const PolarizationFit fit{.choice = choice, .difference_db = {}};
        EXPECT_FALSE(next_polarization(4, fit));
        EXPECT_TRUE(next_polarization(6, fit));
        EXPECT_FALSE(next_polarization(8, fit));
    }
}

TEST(PolarizationPlan, ItEndsWhereNoCellWasHeard) {
    EXPECT_TRUE(next_polarization(0, std::nullopt));
    EXPECT_TRUE(next_polarization(3, std::nullopt));
    EXPECT_FALSE(next_polarization(4, std::nullopt));
}

}  // namespace
}  // namespace boresight::aim
