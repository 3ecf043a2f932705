// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/antenna_holder.h"

#include <gtest/gtest.h>

#include <map>

namespace boresight::pose {
namespace {

TEST(AntennaHolder, ByHandAsksAndPassesTheAnswerOn) {
    Target asked;
    HandHolder holder(
        [&](const Target& target) {
            asked = target;
            return Turned::skipped;
        },
        3);
    const Arrival arrival = holder.turn({.azimuth = {150}, .polarization = Polarization{"vertical", 0}}, {});
    EXPECT_EQ(arrival.end, Turned::skipped);
    EXPECT_EQ(asked.azimuth, MarkBearing{150});
    EXPECT_EQ(asked.polarization->label, "vertical");
    EXPECT_TRUE(holder.by_hand());
    EXPECT_EQ(holder.azimuth_sigma_deg(), 3);
}

TEST(AntennaHolder, ByHandIsWhereItWasAskedForToItsSigma) {
    HandHolder holder([](const Target&) { return Turned::there; }, 2);
    const Arrival arrival = holder.turn({.azimuth = {150}, .elevation_deg = 10}, {});
    ASSERT_TRUE(arrival.there());
    EXPECT_EQ(arrival.azimuth.deg, 150);
    EXPECT_EQ(arrival.azimuth.sigma_deg, 2);
    ASSERT_TRUE(arrival.elevation);
    EXPECT_EQ(arrival.elevation->deg, 10);
    EXPECT_GT(arrival.elevation->sigma_deg, 0);
}

TEST(AntennaHolder, ByHandTurnsSteadilyWhereSomebodyCanBeAskedTo) {
    const auto there = [](const Target&) { return Turned::there; };
    EXPECT_FALSE(HandHolder(there, 2).turns_steadily());
    TurnAsked asked;
    Turning answer = Turning::under_way;
    HandHolder holder(there, 2,
                      {.begin =
                           [&](const TurnAsked& turn) {
                               asked = turn;
                               return Turned::there;
                           },
                       .passed = [&] { return answer; }});
    EXPECT_TRUE(holder.turns_steadily());
    const Arrival begun = holder.begin_turn({.from = {300}, .by_deg = 90, .seconds = 20}, {});
    EXPECT_TRUE(begun.there());
    EXPECT_EQ(begun.azimuth.deg, 300);
    EXPECT_EQ(begun.azimuth.sigma_deg, 2);
    EXPECT_EQ(asked.to(), MarkBearing{30});
    EXPECT_EQ(holder.turning(5), Turning::under_way);
    answer = Turning::passed;
    EXPECT_EQ(holder.turning(21), Turning::passed);
}

TEST(AntennaHolder, AMadeWorldsAntennaTurnsInStepsWhereTimeIsReal) {
    std::vector<double> set_deg;
    StopSource source;
    SettingHolder holder(
        [&](const std::string&, const std::string& value) {
            set_deg.push_back(std::stod(value));
            if (set_deg.back() == 25) source.request_stop();
        },
        10);
    EXPECT_TRUE(holder.turn({.azimuth = {20}}, source.token()).there());
    EXPECT_EQ(set_deg.size(), 10U);
    EXPECT_EQ(set_deg.back(), 20);
    EXPECT_EQ(holder.turn({.azimuth = {60}}, source.token()).end, Turned::quit);
    EXPECT_EQ(set_deg.back(), 25) << "it stops where it is";
}

TEST(AntennaHolder, AMadeWorldsAntennaIsWhereASteadyTurnIsByThen) {
    double set_deg = 0;
    SettingHolder holder([&](const std::string&, const std::string& value) { set_deg = std::stod(value); });
    for (const double from_deg : {0.0, 90.0, 280.0, 355.0})
        for (const double by_deg : {90.0, -90.0}) {
            ASSERT_TRUE(holder.begin_turn({.from = {from_deg}, .by_deg = by_deg, .seconds = 20}, {}).there());
            EXPECT_EQ(once_round(set_deg), from_deg);
            EXPECT_EQ(holder.turning(5), Turning::under_way);
            EXPECT_EQ(once_round(set_deg), once_round(from_deg + by_deg / 4));
            EXPECT_EQ(holder.turning(19), Turning::under_way);
            EXPECT_LE(std::abs(set_deg), 360) << "what its settings take";
            EXPECT_EQ(holder.turning(20), Turning::passed);
        }
}

TEST(AntennaHolder, AsksNobodyOnceStopWasSaid) {
    StopSource source;
    source.request_stop();
    HandHolder holder(
        [](const Target&) {
            ADD_FAILURE();
            return Turned::there;
        },
        2);
    EXPECT_EQ(holder.turn({.azimuth = {150}}, source.token()).end, Turned::quit);
}

TEST(AntennaHolder, OfAMadeWorldSetsAzimuthAndPolarizationByItsSettings) {
    std::map<std::string, std::string> settings;
    SettingHolder holder([&](const std::string& key, const std::string& value) { settings[key] = value; });
    const Arrival arrival = holder.turn({.azimuth = {237.5}}, {});
    ASSERT_TRUE(arrival.there());
    EXPECT_EQ(arrival.azimuth.deg, 237.5);
    EXPECT_EQ(arrival.azimuth.sigma_deg, holder.azimuth_sigma_deg());
    EXPECT_EQ(settings, (std::map<std::string, std::string>{{"azimuth_deg", "237.5"}}));
    EXPECT_TRUE(holder.turn({.azimuth = {0}, .polarization = Polarization{"+45", 45}}, {}).there());
    EXPECT_EQ(settings["polarization_deg"], "45");
    EXPECT_FALSE(holder.by_hand());
}

TEST(AntennaHolder, OfAMadeWorldWontBeRaised) {
    SettingHolder holder([](const std::string&, const std::string&) { ADD_FAILURE(); });
    EXPECT_EQ(holder.turn({.azimuth = {0}, .elevation_deg = 10}, {}).end, Turned::skipped);
}

TEST(AntennaHolder, InAMadeWorldTurnsTheWorldsAntennaToTheTrueBearing) {
    std::map<std::string, std::string> settings;
    const auto world = [&](const std::string& key, const std::string& value) { settings[key] = value; };
    Turned answer = Turned::there;
    HolderInMadeWorld holder(std::make_unique<HandHolder>([&](const Target&) { return answer; }, 2),
                             SettingHolder(world), [](double mark_deg) { return mark_deg + 88; });
    const Arrival arrival = holder.turn({.azimuth = {150}}, {});
    ASSERT_TRUE(arrival.there());
    EXPECT_EQ(arrival.azimuth.deg, 150) << "on the scale of who turns it";
    EXPECT_EQ(arrival.azimuth.sigma_deg, 2);
    EXPECT_EQ(settings["azimuth_deg"], "238");
    settings.clear();
    answer = Turned::skipped;
    EXPECT_EQ(holder.turn({.azimuth = {20}}, {}).end, Turned::skipped);
    EXPECT_TRUE(settings.empty());
}

}  // namespace
}  // namespace boresight::pose
