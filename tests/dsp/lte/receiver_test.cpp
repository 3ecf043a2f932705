// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/receiver.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace boresight::dsp::lte {
namespace {

constexpr double rate_hz = 1.92e6;
constexpr std::size_t frame_samples_80ms = 153600;

std::vector<Sample> noise(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, 0.05F);
    std::vector<Sample> samples(count);
    for (Sample& s : samples) s = {normal(random), normal(random)};
    return samples;
}

TEST(LteReceiver, FindsNothingInNoiseAndCountsWhy) {
    constexpr int windows = 10;
    Receiver receiver(rate_hz);
    for (unsigned seed = 0; seed < windows; ++seed) {
        const auto samples = noise(frame_samples_80ms, seed);
        const SearchResult found = receiver.search(samples, {.low_hz = -140e3, .high_hz = 140e3});
        EXPECT_TRUE(found.cells.empty());
        EXPECT_GT(found.refused(Refusal::sss_inconsistent) + found.refused(Refusal::pss_below_threshold), 0);
    }
}

TEST(LteReceiver, RefusesWhatIsTooShort) {
    const auto samples = noise(1920, 1);
    const SearchResult found = Receiver(rate_hz).search(samples, {});
    EXPECT_TRUE(found.cells.empty());
    EXPECT_EQ(found.refused(Refusal::too_few_samples), 1);
}

TEST(LteReceiver, BearsSilenceAndEmptiness) {
    EXPECT_TRUE(Receiver(rate_hz).search({}, {}).cells.empty());
    const std::vector<Sample> silence(frame_samples_80ms / 4);
    EXPECT_TRUE(Receiver(rate_hz).search(silence, {.low_hz = -10e3, .high_hz = 10e3}).cells.empty());
}

TEST(LteReceiver, StopsWhenToldAndSaysHowFarItIs) {
    const auto samples = noise(192000, 1);  // 40 ms at 4.8 MS/s: several channels
    Receiver receiver(4.8e6);
    int calls = 0;
    receiver.search(samples, {}, [&calls](double share) {
        EXPECT_GE(share, 0);
        EXPECT_LE(share, 1);
        return ++calls < 2;
    });
    EXPECT_EQ(calls, 2);
}

}  // namespace
}  // namespace boresight::dsp::lte
