// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/umts/chip_filter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "dsp/core/decibel.h"
#include "dsp/umts/alignment.h"

namespace boresight::dsp::umts {
namespace {

constexpr double rates_hz[] = {1.92e6, 2.0e6, 2083333, 2.4e6, 2.56e6, 2.8e6, 3.84e6, 7.68e6, 10e6, 12345678, 30.72e6};
constexpr std::size_t spoiled = 200;  // matched samples at either end

std::vector<Sample> tone(double hz, double rate_hz, double seconds) {
    std::vector<Sample> samples(static_cast<std::size_t>(rate_hz * seconds));
    for (std::size_t n = 0; n < samples.size(); ++n)
        samples[n] =
            Sample(std::polar(1.0, 2 * std::numbers::pi * std::remainder(hz / rate_hz * static_cast<double>(n), 1.0)));
    return samples;
}

TEST(UmtsChipFilter, KeepsATonesPhaseAndTimeAtAnyRateAndCarrier) {
    constexpr double seconds = 8e-3, most_error = 4e-3;
    for (const double rate_hz : rates_hz) {
        ChipFilter filter(rate_hz);
        for (const double carrier_hz : {0.0, 123456.7, -250e3}) {
            const double hz = 111e3;  // from the carrier's middle
            filter.load(tone(carrier_hz + hz, rate_hz, seconds));
            IqBuffer matched;
            filter.extract(carrier_hz, matched);
            ASSERT_NEAR(static_cast<double>(matched.size()), seconds * matched_rate_hz, 8);
            double worst = 0;
            for (std::size_t n = spoiled; n + spoiled < matched.size(); ++n) {
                const double turns = std::remainder(hz / matched_rate_hz * static_cast<double>(n), 1.0);
                worst = std::max<double>(worst,
                                         std::abs(matched[n] - Sample(std::polar(1.0, 2 * std::numbers::pi * turns))));
            }
            EXPECT_LT(worst, most_error) << rate_hz << " samples/s, carrier at " << carrier_hz;
        }
    }
}

TEST(UmtsChipFilter, LetsWhiteNoiseOfTheWholeBandThrough) {
    constexpr double seconds = 20e-3, most_error_db = 0.1;
    for (const double rate_hz : {7.68e6, 10e6, 12345678.0, 30.72e6}) {
        std::mt19937 random(5);
        std::normal_distribution<float> normal(0, std::sqrt(0.5F));
        std::vector<Sample> noise(static_cast<std::size_t>(rate_hz * seconds));
        for (Sample& s : noise) s = {normal(random), normal(random)};
        ChipFilter filter(rate_hz);
        filter.load(noise);
        IqBuffer matched;
        filter.extract(0, matched);
        double power = 0;
        for (const Sample& s : matched) power += std::norm(s) / static_cast<double>(matched.size());
        EXPECT_NEAR(db_from_power(power / (chip_rate_hz / rate_hz)), 0, most_error_db) << rate_hz;
    }
}

TEST(UmtsChipFilter, TakesConstantsAndWhatIsNoNumberForSilence) {
    std::vector<Sample> samples(20000, Sample(0.5F, -0.25F));
    samples[100] = {std::numeric_limits<float>::quiet_NaN(), 0};
    samples[10000] = {0, std::numeric_limits<float>::infinity()};
    ChipFilter filter(2.4e6);
    filter.load(samples);
    IqBuffer matched;
    filter.extract(0, matched);
    for (const Sample& s : matched) ASSERT_LT(std::abs(s), 1e-3);
}

TEST(UmtsChipFilter, MakesOfNothingNothing) {
    ChipFilter filter(2.4e6);
    filter.load({});
    IqBuffer matched(5);
    filter.extract(1e5, matched);
    EXPECT_TRUE(matched.empty());
}

}  // namespace
}  // namespace boresight::dsp::umts
