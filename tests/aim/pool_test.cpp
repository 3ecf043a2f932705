// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/pool.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace boresight::aim {
namespace {

constexpr std::size_t stops = 14;
constexpr double near_db = 1e-4;

double stop_db(std::size_t stop) {
    return -90 + 8 * std::cos(static_cast<double>(stop));
}

std::vector<Reading> cell_of(double offset_db, double sigma_db = 0.5) {
    std::vector<Reading> out;
    for (std::size_t i = 0; i < stops; ++i)
        out.push_back({.kind = ReadingKind::full, .level_db = stop_db(i) + offset_db, .sigma_db = sigma_db});
    return out;
}

void silence(std::vector<Reading>& cell, std::size_t first, std::size_t last, double limit_db) {
    for (std::size_t i = first; i < last; ++i)
        cell[i] = {.kind = ReadingKind::censored, .level_db = limit_db, .sigma_db = 2};
}

TEST(Pool, CellsThatDifferByAConstantGiveBackStopsAndConstants) {
    const std::vector cells{cell_of(0), cell_of(-7), cell_of(3)};
    const PooledSite site = pool_site(cells);
    for (std::size_t i = 0; i < stops; ++i) {
        EXPECT_NEAR(site.readings[i].level_db, stop_db(i), near_db);
        EXPECT_NEAR(site.readings[i].sigma_db, 0.5 / std::sqrt(3), near_db);
    }
    EXPECT_EQ(site.offset_db[0], 0);
    EXPECT_NEAR(*site.offset_db[1], -7, near_db);
    EXPECT_NEAR(*site.offset_db[2], 3, near_db);
}

TEST(Pool, AStopThatOneCellMissedIsCarriedByTheOthers) {
    std::vector cells{cell_of(0), cell_of(-7)};
    silence(cells[1], 3, 6, -120);
    const PooledSite site = pool_site(cells);
    for (std::size_t i = 0; i < stops; ++i) EXPECT_NEAR(site.readings[i].level_db, stop_db(i), near_db);
    EXPECT_EQ(site.readings[4].kind, ReadingKind::full);
    EXPECT_NEAR(site.readings[4].sigma_db, 0.5, near_db);
}

TEST(Pool, AStopWhereNothingWasHeardIsBelowTheLowestLimit) {
    std::vector cells{cell_of(0), cell_of(5)};
    silence(cells[0], 2, 3, -110);
    silence(cells[1], 2, 3, -110);
    const PooledSite site = pool_site(cells);
    EXPECT_EQ(site.readings[2].kind, ReadingKind::censored);
    EXPECT_NEAR(site.readings[2].level_db, -115, near_db);
}

TEST(Pool, CellsHeardAtOtherStopsOrTooSeldomStayOut) {
    std::vector cells{cell_of(0), cell_of(1), cell_of(2)};
    silence(cells[0], 8, stops, -120);
    silence(cells[1], 0, 8, -120);
    silence(cells[2], 0, stops - 4, -120);
    const PooledSite site = pool_site(cells);
    EXPECT_TRUE(site.offset_db[0].has_value());
    EXPECT_FALSE(site.offset_db[1].has_value());
    EXPECT_FALSE(site.offset_db[2].has_value());
}

TEST(Pool, OneCellIsItself) {
    const std::vector<std::vector<Reading>> cells{cell_of(0)};
    const PooledSite site = pool_site(cells);
    for (std::size_t i = 0; i < stops; ++i) EXPECT_EQ(site.readings[i].level_db, cells[0][i].level_db);
}

}  // namespace
}  // namespace boresight::aim
