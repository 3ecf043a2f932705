// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/sweep_plan.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "aim/angle.h"

namespace boresight::aim {
namespace {

constexpr double beamwidth_deg = 55;
constexpr double least_width_deg = 15, most_width_deg = 120;
constexpr double ring_share = 0.85;

using Fits = std::vector<std::optional<CellFit>>;

class Plan : public testing::Test {
protected:
    Plan() {
        setting.beamwidth_deg = beamwidth_deg;
        setting.first_azimuth_deg = 70;
        fit.usable_direction = true;
        fit.recommended_deg = 200;
        set_half_width(9);
    }
    void set_half_width(double half_deg) {
        fit.bearing = {.azimuth_deg = 200, .low_deg = 200 - half_deg, .high_deg = 200 + half_deg, .arcs = {}};
    }
    SweepStep step() const { return next_stop(setting, stops, Fits{fit}); }
    void add(const NextStop& next, std::optional<double> level_db = -90) {
        stops.push_back({.time_s = 20.0 * static_cast<double>(stops.size()),
                         .azimuth_deg = next.azimuth_deg,
                         .purpose = next.purpose,
                         .level_db = level_db});
    }
    // Follows the plan to the end of the ring.
    void walk_ring() {
        for (;;) {
            const SweepStep next = step();
            if (!std::holds_alternative<NextStop>(next) || std::get<NextStop>(next).purpose == StopPurpose::fine)
                return;
            add(std::get<NextStop>(next));
        }
    }
    std::size_t count(StopPurpose purpose) const {
        return static_cast<std::size_t>(
            std::count_if(stops.begin(), stops.end(), [&](const StopDone& s) { return s.purpose == purpose; }));
    }

    SweepPlanSetting setting;
    CellFit fit;
    std::vector<StopDone> stops;
};

TEST_F(Plan, TheRingLeavesNoGapWiderThanTheBeamAllows) {
    for (double width_deg = least_width_deg; width_deg <= most_width_deg; width_deg += 5) {
        setting.beamwidth_deg = width_deg;
        setting.azimuth_step_deg = 1;
        std::vector<double> ring = ring_azimuths(setting);
        EXPECT_GE(ring.size(), 8u);
        EXPECT_EQ(ring.front(), setting.first_azimuth_deg);
        std::sort(ring.begin(), ring.end());
        for (std::size_t k = 0; k < ring.size(); ++k) {
            const double gap = azimuth_of(ring[(k + 1) % ring.size()] - ring[k]);
            EXPECT_LE(gap, std::min(45.0, ring_share * width_deg) + setting.azimuth_step_deg) << width_deg;
        }
    }
}

TEST_F(Plan, AReferenceThatDiffersIsMeasuredOnceMoreAndNotForEver) {
    setting.dwell_s = 20;
    while (count(StopPurpose::reference) == 0) add(std::get<NextStop>(step()));
    const std::size_t ring_so_far = count(StopPurpose::ring);
    stops.back().level_db = -98;
    const auto again = std::get<NextStop>(step());
    EXPECT_EQ(again.purpose, StopPurpose::reference);
    EXPECT_EQ(again.azimuth_deg, stops.back().azimuth_deg);
    add(again, -90);
    EXPECT_EQ(std::get<NextStop>(step()).purpose, StopPurpose::ring) << "it has looked again";
    EXPECT_EQ(count(StopPurpose::ring), ring_so_far);
    walk_ring();
    EXPECT_EQ(count(StopPurpose::reference), 3u);
    EXPECT_EQ(count(StopPurpose::ring), 8u);
}

TEST_F(Plan, TheFirstStopIsMeasuredAgainAtTheEndOfTheRing) {
    walk_ring();
    EXPECT_EQ(count(StopPurpose::ring), 8u);
    ASSERT_EQ(count(StopPurpose::reference), 1u);
    EXPECT_EQ(stops.back().purpose, StopPurpose::reference);
    EXPECT_EQ(stops.back().azimuth_deg, 70);
}

TEST_F(Plan, TheFirstStopIsMeasuredInTheMiddleTooOfARingThatTakesLong) {
    setting.dwell_s = 20;
    walk_ring();
    EXPECT_EQ(count(StopPurpose::ring), 8u);
    ASSERT_EQ(count(StopPurpose::reference), 2u);
    EXPECT_EQ(stops[4].purpose, StopPurpose::reference);
    EXPECT_EQ(stops.back().purpose, StopPurpose::reference);
    EXPECT_EQ(stops[4].azimuth_deg, 70);
    EXPECT_EQ(stops.back().azimuth_deg, 70);
}

TEST_F(Plan, TheLoudestStopIsTheReferenceWhereTheFirstHeardNothing) {
    const std::vector<double> ring = ring_azimuths(setting);
    for (std::size_t k = 0; k < ring.size(); ++k)
        add({.azimuth_deg = ring[k], .purpose = StopPurpose::ring},
            k == 0 ? std::nullopt : std::optional(k == 2 ? -80.0 : -95.0));
    const auto next = std::get<NextStop>(step());
    EXPECT_EQ(next.purpose, StopPurpose::reference);
    EXPECT_EQ(next.azimuth_deg, ring[2]);
}

TEST_F(Plan, WithNothingHeardInTheRingTheSweepEnds) {
    for (const double azimuth_deg : ring_azimuths(setting))
        add({.azimuth_deg = azimuth_deg, .purpose = StopPurpose::ring}, std::nullopt);
    EXPECT_EQ(std::get<SweepEnd>(next_stop(setting, stops, {})), SweepEnd::nothing_heard);
}

TEST_F(Plan, FineStopsTakeTheFlanksOfTheBearing) {
    walk_ring();
    for (const double wanted_deg : {170.0, 230.0, 200.0, 185.0, 215.0}) {
        const auto next = std::get<NextStop>(step());
        EXPECT_EQ(next.purpose, StopPurpose::fine);
        EXPECT_NEAR(next.azimuth_deg, wanted_deg, setting.azimuth_step_deg);
        EXPECT_EQ(next.nth, stops.size() + 1);
        add(next);
    }
}

TEST_F(Plan, ANarrowIntervalEndsTheSweepAfterThreeFineStops) {
    walk_ring();
    set_half_width(4);
    for (int k = 0; k < 3; ++k) add(std::get<NextStop>(step()));
    EXPECT_EQ(std::get<SweepEnd>(step()), SweepEnd::decided);
}

TEST_F(Plan, ATieBetweenCarriersAsksForMoreStopsWhereTheySettleIt) {
    walk_ring();
    set_half_width(4);
    for (int k = 0; k < 3; ++k) add(std::get<NextStop>(step()));
    const SweepStep more = next_stop(setting, stops, Fits{fit}, 320);
    ASSERT_TRUE(std::holds_alternative<NextStop>(more));
    EXPECT_EQ(std::get<NextStop>(more).azimuth_deg, 320);
    EXPECT_EQ(std::get<NextStop>(more).purpose, StopPurpose::fine);
    while (stops.size() < expected_length(setting).most) add(std::get<NextStop>(more));
    EXPECT_EQ(std::get<SweepEnd>(next_stop(setting, stops, Fits{fit}, 320)), SweepEnd::most_stops);
}

TEST_F(Plan, PowerThatDoesNotDependOnTheDirectionEndsTheSweep) {
    walk_ring();
    fit.usable_direction = false;
    fit.p_isotropic = 0.97;
    while (std::holds_alternative<NextStop>(step())) add(std::get<NextStop>(step()));
    EXPECT_EQ(std::get<SweepEnd>(step()), SweepEnd::no_direction);
    EXPECT_EQ(stops.size(), 8u + 9u);
}

TEST_F(Plan, AnUndecidedSweepEndsWithItsLastStopOrItsTime) {
    walk_ring();
    setting.most_s = stops.back().time_s + 50;
    add(std::get<NextStop>(step()));
    add(std::get<NextStop>(step()));
    EXPECT_EQ(std::get<SweepEnd>(step()), SweepEnd::out_of_time);
    setting.most_s.reset();
    while (std::holds_alternative<NextStop>(step())) add(std::get<NextStop>(step()));
    EXPECT_EQ(std::get<SweepEnd>(step()), SweepEnd::most_stops);
    EXPECT_EQ(stops.size(), expected_length(setting).most);
}

TEST_F(Plan, AStopOfTheRingThatWasSpoiledLaterIsAskedForAgain) {
    const std::vector<double> ring = ring_azimuths(setting);
    for (int k = 0; k < 7; ++k) add(std::get<NextStop>(step()));
    stops.erase(stops.begin() + 2);
    const auto next = std::get<NextStop>(step());
    EXPECT_EQ(next.purpose, StopPurpose::ring);
    EXPECT_EQ(next.azimuth_deg, ring[2]);
}

TEST_F(Plan, AnAntennaSetElsewhereAgainAndAgainDoesNotGoOnForEver) {
    for (int k = 0; k < 10; ++k) add({.azimuth_deg = 70, .purpose = StopPurpose::ring});
    EXPECT_NE(std::get<NextStop>(step()).purpose, StopPurpose::ring);
}

TEST_F(Plan, TheRingEndsTooWithTheStopsOrTheTimeAllowed) {
    setting.most_stops = 3;
    for (int k = 0; k < 3; ++k) add(std::get<NextStop>(step()));
    EXPECT_EQ(std::get<SweepEnd>(step()), SweepEnd::most_stops);
    setting.most_stops.reset();
    setting.most_s = 50;
    EXPECT_EQ(std::get<SweepEnd>(step()), SweepEnd::out_of_time);
}

TEST_F(Plan, AReferenceHeardLateIsMeasuredOnceAtTheEnd) {
    const std::vector<double> ring = ring_azimuths(setting);
    for (std::size_t k = 0; k < ring.size(); ++k)
        add({.azimuth_deg = ring[k], .purpose = StopPurpose::ring},
            k + 1 == ring.size() ? std::optional(-90.0) : std::nullopt);
    const auto next = std::get<NextStop>(step());
    EXPECT_EQ(next.purpose, StopPurpose::reference);
    EXPECT_EQ(next.azimuth_deg, ring.back());
    add(next);
    EXPECT_EQ(std::get<NextStop>(step()).purpose, StopPurpose::fine);
}

TEST_F(Plan, TiedArcsAreMeasuredInTurn) {
    walk_ring();
    fit.bearing.arcs = {{.low_deg = 190, .high_deg = 210, .centre_deg = 200, .probability = 0.6},
                        {.low_deg = 20, .high_deg = 40, .centre_deg = 30, .probability = 0.4}};
    const auto first = std::get<NextStop>(step());
    add(first);
    const auto second = std::get<NextStop>(step());
    EXPECT_LT(std::abs(wrap_deg(first.azimuth_deg - 200)), beamwidth_deg);
    EXPECT_LT(std::abs(wrap_deg(second.azimuth_deg - 30)), beamwidth_deg);
}

TEST_F(Plan, AMountWithAnArcIsNeverTurnedBeyondIt) {
    setting.reach = MountArc{.from_deg = 300, .to_deg = 120};
    fit.recommended_deg = 118;
    for (SweepStep next = step(); std::holds_alternative<NextStop>(next); next = step()) {
        const double azimuth_deg = std::get<NextStop>(next).azimuth_deg;
        EXPECT_LE(azimuth_of(azimuth_deg - 300), 180) << azimuth_deg;
        add(std::get<NextStop>(next));
    }
    EXPECT_GE(count(StopPurpose::ring), 5u);
    EXPECT_EQ(stops[0].azimuth_deg, 70);
}

TEST_F(Plan, OnlyMarksAreAskedForWhereThereAreMarks) {
    for (double mark_deg = 4; mark_deg < 360; mark_deg += 30) setting.marks_deg.push_back(mark_deg);
    for (SweepStep next = step(); std::holds_alternative<NextStop>(next); next = step()) {
        EXPECT_NE(std::find(setting.marks_deg.begin(), setting.marks_deg.end(), std::get<NextStop>(next).azimuth_deg),
                  setting.marks_deg.end());
        add(std::get<NextStop>(next));
    }
}

TEST_F(Plan, AFlankThatCannotBeReachedIsNotAskedForAgain) {
    walk_ring();
    const auto refused = std::get<NextStop>(step());
    add(refused, std::nullopt);
    stops.back().skipped = true;
    for (int k = 0; k < 6; ++k) {
        const auto next = std::get<NextStop>(step());
        EXPECT_NE(next.azimuth_deg, refused.azimuth_deg);
        add(next);
    }
}

TEST_F(Plan, TheLengthIsKnownBeforeTheFirstStop) {
    const SweepLength length = expected_length(setting);
    EXPECT_EQ(length.ring, 9u);
    EXPECT_EQ(length.fine, 6u);
    EXPECT_EQ(length.duration_s, 15 * 20.0);
    EXPECT_EQ(length.most, 24u);
    const auto first = std::get<NextStop>(step());
    EXPECT_EQ(first.nth, 1u);
    EXPECT_EQ(first.of_planned, 15u);
}

}  // namespace
}  // namespace boresight::aim
