// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/known_tone.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace boresight::survey {
namespace {

constexpr double rate_hz = 1.92e6;
constexpr std::size_t count = 384000;
constexpr double close_db = 0.05;
constexpr unsigned seed = 1;

std::vector<dsp::Sample> tone(double offset_hz, double dbfs, double noise_dbfs) {
    std::mt19937 random(seed);
    std::normal_distribution<float> noise(0, static_cast<float>(std::pow(10, noise_dbfs / 20) * std::sqrt(0.5)));
    std::vector<dsp::Sample> samples(count);
    for (std::size_t n = 0; n < count; ++n)
        samples[n] =
            dsp::Sample(std::polar(std::pow(10.0, dbfs / 20),
                                   2 * std::numbers::pi * std::fmod(offset_hz * static_cast<double>(n) / rate_hz, 1))) +
            dsp::Sample(noise(random), noise(random));
    return samples;
}

TEST(KnownTone, ItsPowerIsThatOfTheSinusoid) {
    for (const double dbfs : {-3.0, -20.0, -40.0}) {
        const auto found = measure_tone(tone(481.3e3, dbfs, -50), rate_hz, 300e3, 600e3);
        ASSERT_TRUE(found);
        EXPECT_NEAR(found->power_dbfs, dbfs, close_db);
        EXPECT_NEAR(found->offset_hz, 481.3e3, rate_hz / 4096);
        EXPECT_LT(found->sigma_db, close_db);
    }
}

TEST(KnownTone, NothingIsFoundWhereNothingStandsOut) {
    EXPECT_FALSE(measure_tone(tone(-481e3, -20, -50), rate_hz, 300e3, 600e3));
    EXPECT_FALSE(measure_tone(tone(481e3, -90, -50), rate_hz, 300e3, 600e3));
    EXPECT_FALSE(measure_tone({}, rate_hz, 300e3, 600e3));
}

}  // namespace
}  // namespace boresight::survey
