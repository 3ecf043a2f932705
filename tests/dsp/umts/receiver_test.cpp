// SPDX-License-Identifier: GPL-3.0-or-later
// The search for UMTS cells in samples that hold none, or hardly any sense.
#include "dsp/umts/receiver.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace boresight::dsp::umts {
namespace {

constexpr double rate_hz = 2.4e6;
constexpr std::size_t samples_of_30_ms = 72000;
const SearchWindow window{.low_hz = -75e3, .high_hz = 75e3, .center_frequency_hz = 2142.6e6};

std::vector<Sample> noise(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 0.1F);
    std::vector<Sample> samples(count);
    for (Sample& s : samples) s = {normal(random), normal(random)};
    return samples;
}

void expect_nothing(const std::vector<Sample>& samples) {
    const SearchResult found = Receiver(rate_hz).search(samples, window);
    EXPECT_TRUE(found.cells.empty());
}

TEST(UmtsReceiver, SaysThatLessThanAFrameAndASlotIsTooLittle) {
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{2400}, std::size_t{25599}}) {
        const SearchResult found = Receiver(rate_hz).search(noise(count, 1), window);
        EXPECT_TRUE(found.cells.empty());
        EXPECT_EQ(found.refused(Refusal::too_few_samples), 1) << count << " samples";
    }
    EXPECT_EQ(Receiver(rate_hz).search(noise(25600, 1), window).refused(Refusal::too_few_samples), 0);
}

TEST(UmtsReceiver, FindsNothingInSilenceConstantsAndWhatIsNoNumber) {
    expect_nothing(std::vector<Sample>(samples_of_30_ms));
    expect_nothing(std::vector<Sample>(samples_of_30_ms, Sample(1, -1)));
    const float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    expect_nothing(std::vector<Sample>(samples_of_30_ms, Sample(nan, nan)));
    std::vector<Sample> spoiled = noise(samples_of_30_ms, 2);
    for (std::size_t n = 0; n < spoiled.size(); n += 7777) spoiled[n] = {infinity, nan};
    expect_nothing(spoiled);
}

TEST(UmtsReceiver, FindsNothingInNoiseAndClippedNoise) {
    constexpr unsigned seeds = 5;
    for (unsigned seed = 0; seed < seeds; ++seed) {
        std::vector<Sample> samples = noise(samples_of_30_ms, seed);
        expect_nothing(samples);
        for (Sample& s : samples) s = {std::copysign(1.0F, s.real()), std::copysign(1.0F, s.imag())};
        expect_nothing(samples);
    }
}

TEST(UmtsReceiver, StopsWhenToldTo) {
    int asked = 0;
    const SearchResult found = Receiver(10e6).search(noise(300000, 3), {}, [&asked](double) { return ++asked < 3; });
    EXPECT_TRUE(found.cells.empty());
    EXPECT_EQ(asked, 3);
}

}  // namespace
}  // namespace boresight::dsp::umts
