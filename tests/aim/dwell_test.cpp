// SPDX-License-Identifier: GPL-3.0-or-later
#include "aim/dwell.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace boresight::aim {
namespace {

constexpr double limit_dbm = -124;
constexpr std::uint32_t seed = 7;

Blocks steady(std::size_t count, double level_dbm) {
    return Blocks(count, level_dbm);
}

// Level of which `heard` of 100 blocks were detected.
Reading heard(std::size_t detected) {
    Blocks blocks = steady(100, -120);
    for (std::size_t b = detected; b < blocks.size(); ++b) blocks[b].reset();
    return read_dwells(std::vector<Blocks>{blocks}, limit_dbm).readings.front();
}

TEST(Dwell, PowersAreAveragedInWatts) {
    Blocks blocks = steady(50, -90);
    blocks.insert(blocks.end(), 50, -100.0);
    const Reading reading = read_dwells(std::vector<Blocks>{blocks}, limit_dbm).readings.front();
    EXPECT_NEAR(reading.level_db, 10 * std::log10((1e-9 + 1e-10) / 2), 1e-9);
}

TEST(Dwell, EveryShareOfDetectedBlocksHasItsKind) {
    for (std::size_t detected = 0; detected <= 100; ++detected) {
        const Reading reading = heard(detected);
        const ReadingKind kind = detected >= 90   ? ReadingKind::full
                                 : detected >= 10 ? ReadingKind::partial
                                                  : ReadingKind::censored;
        EXPECT_EQ(reading.kind, kind) << detected;
        EXPECT_NEAR(reading.detected_share, static_cast<double>(detected) / 100, 1e-12);
    }
}

TEST(Dwell, APartialReadingComesFromTheShareNotFromTheMeanOfWhatWasHeard) {
    EXPECT_NEAR(heard(50).level_db, limit_dbm, 1e-6);
    EXPECT_NEAR(heard(84).level_db, limit_dbm + 2 * 0.9945, 1e-3);
    for (std::size_t detected = 11; detected < 90; ++detected)
        EXPECT_GE(heard(detected).level_db, heard(detected - 1).level_db);
}

TEST(Dwell, WhatIsNotHeardLiesUnderTheLimit) {
    EXPECT_EQ(heard(0).level_db, limit_dbm - 1);
    EXPECT_FALSE(heard(0).detected());
}

TEST(Dwell, AStaticDwellKeepsASmallSigma) {
    EXPECT_EQ(read_dwells(std::vector<Blocks>{steady(80, -90)}, limit_dbm).readings.front().sigma_db, 0.05);
}

TEST(Dwell, CorrelatedBlocksAreWorthFewer) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    for (const auto& [memory, low, high] : {std::tuple{0.0, 0.8, 1.3}, std::tuple{0.7, 4.5, 7.0}}) {
        std::vector<Blocks> dwells;
        for (int k = 0; k < 30; ++k) {
            Blocks blocks;
            double state = normal(random);
            for (int b = 0; b < 80; ++b) {
                state = memory * state + std::sqrt(1 - memory * memory) * normal(random);
                blocks.push_back(-90 + 0.5 * state);
            }
            dwells.push_back(blocks);
        }
        const CellReadings cell = read_dwells(dwells, limit_dbm);
        EXPECT_GT(cell.correlation_blocks, low) << memory;
        EXPECT_LT(cell.correlation_blocks, high) << memory;
        EXPECT_NEAR(cell.readings[0].independent_blocks, 80 / cell.correlation_blocks, 1e-9);
    }
}

TEST(Dwell, NothingAtAllIsNoFault) {
    EXPECT_TRUE(read_dwells({}, limit_dbm).readings.empty());
    EXPECT_EQ(read_dwells(std::vector<Blocks>{Blocks{}}, limit_dbm).readings.front().kind, ReadingKind::censored);
}

}  // namespace
}  // namespace boresight::aim
