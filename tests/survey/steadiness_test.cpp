// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/steadiness.h"

#include <gtest/gtest.h>

#include <random>

namespace boresight::survey {
namespace {

constexpr int looks = 10;
constexpr double scatter_db = 0.8;  // of a look, from what the antenna doesn't do
constexpr int trials = 2000;
constexpr unsigned seed = 5;
constexpr double most_false = 0.002;

// Levels that slope by `motion_db` from the first look to the last.
SweepStopRecord dwell(double motion_db, int cells, std::mt19937_64& random, bool heard = true) {
    std::normal_distribution<double> scatter(0, scatter_db);
    SweepStopRecord record;
    record.carriers.emplace_back();
    for (int i = 0; i < looks; ++i)
        for (int cell = 0; cell < cells; ++cell) {
            CellLook look{.cell = static_cast<std::size_t>(cell), .reading = {}};
            if (heard) look.reading.rsrp_dbfs = -60 + motion_db * i / (looks - 1) + scatter(random);
            record.carriers[0].looks.push_back(look);
        }
    return record;
}

TEST(Steadiness, AnAntennaAtRestIsTakenForSo) {
    std::mt19937_64 random(seed);
    int moved = 0;
    for (int trial = 0; trial < trials; ++trial) moved += still_moves(dwell(0, 1 + trial % 3, random));
    std::printf("taken for moving at rest: %d of %d\n", moved, trials);
    EXPECT_LE(moved, most_false * trials);
}

TEST(Steadiness, OneThatMovesIsSeen) {
    std::mt19937_64 random(seed);
    int seen = 0;
    for (int trial = 0; trial < trials; ++trial) seen += still_moves(dwell(-12, 2, random));
    std::printf("seen to move 12 dB in a second: %d of %d\n", seen, trials);
    EXPECT_GE(seen, 0.95 * trials);
}

TEST(Steadiness, WhereNothingIsHeardNothingIsSaid) {
    std::mt19937_64 random(seed);
    EXPECT_FALSE(still_moves(dwell(20, 2, random, false)));
    EXPECT_FALSE(still_moves({}));
}

}  // namespace
}  // namespace boresight::survey
