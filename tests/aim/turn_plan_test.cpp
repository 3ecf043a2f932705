// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/turn_plan.h"

#include <gtest/gtest.h>

#include <cmath>

#include "aim/angle.h"
#include "made_sweep.h"

namespace boresight::aim {
namespace {

SweepPlanSetting turning(double turn_deg) {
    SweepPlanSetting setting;
    setting.beamwidth_deg = 55;
    setting.first_azimuth_deg = 150;
    setting.turn_deg = turn_deg;
    return setting;
}

// What a turn leaves behind.
void add_pieces(const SweepPlanSetting& setting, const TurnSpan& turn, std::vector<StopDone>& stops) {
    const std::size_t pieces = pieces_of(setting, turn.by_deg);
    for (std::size_t k = 0; k < pieces; ++k)
        stops.push_back({.azimuth_deg = azimuth_of(turn.from_deg + turn.by_deg * (static_cast<double>(k) + 0.5) /
                                                                       static_cast<double>(pieces)),
                         .purpose = StopPurpose::turn,
                         .level_db = -90});
}

TEST(TurnPlan, TurnsGoOnceRoundFromTheFirstStopEachWhereTheLastOneEnded) {
    for (double turn_deg = 20; turn_deg <= 120; turn_deg += 5) {
        double at_deg = 150, round_deg = 0;
        for (const TurnSpan& turn : turns_of(turning(turn_deg))) {
            EXPECT_EQ(turn.from_deg, at_deg);
            EXPECT_LE(turn.by_deg, turn_deg + 5) << "as near as marks of 5 degrees allow";
            at_deg = turn.to_deg();
            round_deg += turn.by_deg;
        }
        EXPECT_EQ(round_deg, 360) << turn_deg;
    }
}

TEST(TurnPlan, WithinAnArcTurnsGoFromTheNearerEndToTheOther) {
    SweepPlanSetting setting = turning(90);
    setting.reach = MountArc{300, 120};
    auto turns = turns_of(setting);
    ASSERT_EQ(turns.size(), 2U);
    EXPECT_EQ(turns[0].from_deg, 120) << "150 lies beyond it";
    EXPECT_EQ(turns[0].by_deg, -90);
    EXPECT_EQ(turns[1].to_deg(), 300);
    setting.first_azimuth_deg = 310;
    turns = turns_of(setting);
    EXPECT_EQ(turns[0].from_deg, 300);
    EXPECT_EQ(turns[1].to_deg(), 120);
}

TEST(TurnPlan, AskForOneStopThenEveryTurnThenTheReferenceThenFineStops) {
    const SweepPlanSetting setting = turning(90);
    std::vector<StopDone> stops;
    std::vector<std::optional<CellFit>> fits;
    for (std::size_t nth = 1; nth < 10; ++nth) {
        const auto next = std::get<NextStop>(next_stop(setting, stops, fits));
        EXPECT_EQ(next.nth, nth) << "all pieces of a turn count as one";
        EXPECT_EQ(next.purpose, nth == 1   ? StopPurpose::ring
                                : nth <= 5 ? StopPurpose::turn
                                : nth == 6 ? StopPurpose::reference
                                           : StopPurpose::fine);
        EXPECT_EQ(next.turn_by_deg.has_value(), next.purpose == StopPurpose::turn);
        if (next.turn_by_deg)
            add_pieces(setting, {next.azimuth_deg, *next.turn_by_deg}, stops);
        else
            stops.push_back({.azimuth_deg = next.azimuth_deg, .purpose = next.purpose, .level_db = -90});
    }
    EXPECT_EQ(expected_length(setting).turns, 4U);
    EXPECT_EQ(expected_length(setting).ring, 6U);
}

TEST(TurnPlan, ATurnThatBrokeOffIsAskedForAgainAndASkippedOneIsNot) {
    const SweepPlanSetting setting = turning(90);
    const TurnSpan first = turns_of(setting).front();
    std::vector<StopDone> stops;
    add_pieces(setting, first, stops);
    EXPECT_TRUE(turned(first, stops));
    stops.resize(stops.size() - 2);
    EXPECT_FALSE(turned(first, stops));
    stops.push_back(
        {.azimuth_deg = last_part_deg(first), .purpose = StopPurpose::turn, .level_db = {}, .skipped = true});
    EXPECT_TRUE(turned(first, stops));
    EXPECT_FALSE(turned(turns_of(setting).at(1), stops));
}

TEST(TurnPlan, EveryPieceIsNarrowerThanAThirdOfTheBeamAndThreeSecondsLongAtLeast) {
    for (double width_deg = 15; width_deg <= 120; width_deg += 5)
        for (const double by_deg : {-90.0, 20.0, 120.0}) {
            SweepPlanSetting setting = turning(90);
            setting.beamwidth_deg = width_deg;
            const auto pieces = static_cast<double>(pieces_of(setting, by_deg));
            EXPECT_LT(std::abs(by_deg) / pieces, width_deg / 3);
            EXPECT_GE(turn_s(setting, by_deg), 3 * pieces);
        }
}

// The sigma of each stop takes the place of the one for all: the same where they are equal, less sure where it is
// larger.
TEST(TurnPlan, StopsWithASigmaOfTheirOwnCountByIt) {
    MadeSweep sweep = make_sweep({.peak_deg = 200, .seed = 3});
    const auto usual = fit_of(sweep);
    for (Stop& stop : sweep.stops) stop.azimuth_sigma_deg = made_azimuth_sigma_deg;
    const auto same = fit_of(sweep);
    ASSERT_TRUE(usual && same);
    EXPECT_EQ(same->bearing.low_deg, usual->bearing.low_deg);
    EXPECT_EQ(same->bearing.high_deg, usual->bearing.high_deg);
    EXPECT_EQ(same->p_single, usual->p_single);
    for (Stop& stop : sweep.stops) stop.azimuth_sigma_deg = 4 * made_azimuth_sigma_deg;
    const auto worse = fit_of(sweep);
    ASSERT_TRUE(worse);
    EXPECT_GT(worse->bearing.half_width_deg(), 1.5 * usual->bearing.half_width_deg());
}

}  // namespace
}  // namespace boresight::aim
