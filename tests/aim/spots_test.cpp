// SPDX-License-Identifier: GPL-3.0-or-later
// Spots compared by visits: honest about what one visit tells, blind to a drift, and right about the best one.
#include "aim/spots.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "aim/level_map.h"

namespace boresight::aim {
namespace {

constexpr unsigned seed = 11;
constexpr int trials = 60;
constexpr double visit_sigma_db = 0.8, dwell_sigma_db = 0.2;
constexpr double between_s = 120;

Reading heard(double level_db) {
    return {.kind = ReadingKind::full, .level_db = level_db, .sigma_db = dwell_sigma_db, .detected_share = 1};
}

Reading silent(double limit_db) {
    return {.kind = ReadingKind::censored, .level_db = limit_db, .sigma_db = 2};
}

struct Visits {
    std::vector<SpotDwell> dwells;
    std::vector<Reading> readings;
};

// In this order of spots, each with its own level, the same drift for all.
Visits visit(const std::vector<std::size_t>& order, const std::vector<double>& level_db, double drift_db_per_visit,
             std::mt19937& random) {
    std::normal_distribution<double> normal;
    Visits out;
    for (std::size_t i = 0; i < order.size(); ++i) {
        out.dwells.push_back({.time_s = between_s * static_cast<double>(i), .spot = order[i]});
        out.readings.push_back(heard(level_db[order[i]] + drift_db_per_visit * static_cast<double>(i) +
                                     std::hypot(visit_sigma_db, dwell_sigma_db) * normal(random)));
    }
    return out;
}

SpotLevels levels(const Visits& visits, std::size_t spots) {
    return *spot_levels(visits.dwells, visits.readings, spots);
}

SpotChoice choice_of(const SpotLevels& level, double noise_db) {
    const SpotCarrier carrier{.bandwidth_mhz = 10, .noise_db = noise_db, .cells = {&level}, .to_port_db = {0}};
    return choose_spot(std::vector{carrier}, level.spots);
}

TEST(Spots, AnIntervalHoldsTheTruthAsOftenAsItSays) {
    std::mt19937 random(seed);
    std::normal_distribution<double> spread(0, 4);
    int held = 0;
    for (int t = 0; t < trials; ++t) {
        const std::vector<double> truth{-80 + spread(random), -80 + spread(random)};
        const Value difference = levels(visit({0, 1, 1, 0, 1, 0, 0, 1}, truth, 0, random), 2).difference(0, 1);
        held += difference.low <= truth[0] - truth[1] && truth[0] - truth[1] <= difference.high;
    }
    // 95 % are meant; below 50 of 60 chance comes once in 10 000.
    EXPECT_GE(held, 50) << held << " of " << trials;
}

TEST(Spots, OneVisitEachDoesNotTellSpotsApartByADecibel) {
    const std::vector<SpotDwell> dwells{{.time_s = 0, .spot = 0}, {.time_s = between_s, .spot = 1}};
    const SpotLevels level = *spot_levels(dwells, std::vector{heard(-80), heard(-81)}, 2);
    const Value difference = level.difference(0, 1);
    EXPECT_LT(difference.low, -1);
    EXPECT_GT(difference.high, 3);
    EXPECT_NE(choice_of(level, -95).decision, SpotDecision::clear);
}

TEST(Spots, VisitsInTurnAreNotFooledByADrift) {
    std::mt19937 random(seed);
    int within = 0;
    for (int t = 0; t < trials; ++t) {
        const Value difference = levels(visit({0, 1, 1, 0, 1, 0, 0, 1}, {-80, -80}, 0.7, random), 2).difference(0, 1);
        within += difference.low <= 0 && 0 <= difference.high;
    }
    EXPECT_GE(within, 50) << within << " of " << trials;
}

TEST(Spots, TheClearlyBetterOneIsTheBest) {
    std::mt19937 random(seed);
    const SpotLevels level = levels(visit({0, 1, 2, 2, 1, 0}, {-90, -80, -89}, 0, random), 3);
    const SpotChoice choice = choice_of(level, -95);
    EXPECT_EQ(choice.decision, SpotDecision::clear);
    EXPECT_EQ(choice.spots.front().spot, 1U);
    EXPECT_GT(choice.spots.front().p_best, 0.97);
    EXPECT_GT(choice.spots[1].behind_db.low, 4);
    EXPECT_FALSE(choice.spots[1].equal);
}

TEST(Spots, TwoThatAreAlikeAreSaidToBeSoAfterManyVisits) {
    std::mt19937 random(seed);
    std::vector<std::size_t> order;
    for (int i = 0; i < 8; ++i) order.insert(order.end(), {0, 1, 1, 0});
    const SpotChoice choice = choice_of(levels(visit(order, {-80, -80}, 0, random), 2), -95);
    EXPECT_EQ(choice.decision, SpotDecision::tied);
    EXPECT_TRUE(choice.spots[1].equal);
}

TEST(Spots, ASilentSpotIsWorseThanOneThatWasHeard) {
    std::mt19937 random(seed);
    Visits visits = visit({0, 0}, {-90}, 0, random);
    visits.dwells.push_back({.time_s = 500, .spot = 1});
    visits.readings.push_back(silent(-102));
    const SpotLevels level = levels(visits, 2);
    EXPECT_FALSE(level.heard[1]);
    const SpotChoice choice = choice_of(level, -96);
    EXPECT_EQ(choice.spots.front().spot, 0U);
    EXPECT_FALSE(choice.spots[1].carrier);
}

TEST(Spots, WhatWasHeardNowhereIsNothing) {
    const std::vector<SpotDwell> dwells{{.time_s = 0, .spot = 0}};
    EXPECT_FALSE(spot_levels(dwells, std::vector{silent(-100)}, 1));
    EXPECT_EQ(choose_spot({}, 2).decision, SpotDecision::nothing);
    EXPECT_EQ(choose_spot({}, 0).decision, SpotDecision::nothing);
}

TEST(Spots, InterferenceCountsNotTheLevelAlone) {
    std::mt19937 random(seed);
    const std::vector<std::size_t> order{0, 1, 1, 0};
    const SpotLevels own = levels(visit(order, {-80, -83}, 0, random), 2);
    const SpotLevels other = levels(visit(order, {-81, -100}, 0, random), 2);
    const SpotCarrier carrier{.bandwidth_mhz = 10, .noise_db = -105, .cells = {&own, &other}, .to_port_db = {0, 0}};
    EXPECT_EQ(choose_spot(std::vector{carrier}, 2).spots.front().spot, 1U);
}

// A field of 10 m, measured every 4 m.
TEST(LevelMap, BetweenMeasuredPlacesItsIntervalHoldsTheTruthAndBeyondItSaysNothing) {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, 0.5);
    const auto truth = [](double east_m, double north_m) {
        return 6 * std::sin(east_m / 10) + 5 * std::cos(north_m / 12);
    };
    std::vector<MapPoint> points;
    for (int i = 0; i < 8; ++i)
        for (int k = 0; k < 8; ++k)
            points.push_back({.east_m = 4.0 * i,
                              .north_m = 4.0 * k,
                              .level_db = truth(4.0 * i, 4.0 * k) + noise(random),
                              .sigma_db = 0.5});
    const auto map = level_map(points);
    ASSERT_TRUE(map);
    int held = 0, n = 0;
    for (double east_m = 2; east_m < 28; east_m += 4)
        for (double north_m = 2; north_m < 28; north_m += 4) {
            const MapValue value = map->at(east_m, north_m);
            ASSERT_TRUE(value.supported);
            ++n;
            held += std::abs(value.level_db - truth(east_m, north_m)) < 1.96 * value.sigma_db + 0.1;
        }
    EXPECT_GE(held, n * 8 / 10) << held << " of " << n;
    EXPECT_FALSE(map->at(150, 14).supported);
    EXPECT_GT(map->at(150, 14).sigma_db, map->at(14, 14).sigma_db);
}

TEST(LevelMap, TooFewPlacesMakeNoMap) {
    std::vector<MapPoint> points(20, MapPoint{.east_m = 1, .north_m = 1, .level_db = -80, .sigma_db = 1});
    EXPECT_FALSE(level_map(points));
    EXPECT_FALSE(level_map({}));
}

}  // namespace
}  // namespace boresight::aim
