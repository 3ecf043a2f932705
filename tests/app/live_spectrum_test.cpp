// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/live_spectrum.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

namespace boresight::app {
namespace {

constexpr unsigned seed = 20261125;
constexpr double rate_hz = 2.4e6, center_hz = 739e6, tone_hz = 300e3;
constexpr double noise_dbfs_hz = -110;
constexpr double level_tolerance_db = 0.5;
constexpr std::size_t samples_in_look = 96000;

std::vector<dsp::Sample> tone_in_noise() {
    std::mt19937 random(seed);
    std::normal_distribution<float> noise(
        0, static_cast<float>(std::sqrt(std::pow(10, noise_dbfs_hz / 10) * rate_hz / 2)));
    std::vector<dsp::Sample> samples(samples_in_look);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double phase = 2 * std::numbers::pi * tone_hz / rate_hz * static_cast<double>(i);
        samples[i] = dsp::Sample(std::polar(0.1, phase)) + dsp::Sample(noise(random), noise(random));
    }
    return samples;
}

radio::Block block_of(const std::vector<dsp::Sample>& samples, double tuned_hz = center_hz) {
    radio::Block block;
    block.samples = samples;
    block.sample_rate_hz = rate_hz;
    block.center_frequency_hz = tuned_hz;
    block.gain_db = 30;
    return block;
}

TEST(LiveSpectrum, ShowsAToneWhereItIsOverTheNoise) {
    const std::vector<dsp::Sample> samples = tone_in_noise();
    LiveSpectrum spectrum;
    spectrum.add(block_of(samples), 0);
    const ListenState& state = spectrum.state();
    ASSERT_TRUE(state.spectrum);
    const auto& values = state.spectrum->dbfs_hz;
    const auto peak = std::max_element(values.begin(), values.end()) - values.begin();
    EXPECT_NEAR(state.spectrum->start_hz + static_cast<double>(peak) * state.spectrum->step_hz, center_hz + tone_hz,
                state.spectrum->step_hz);
    ASSERT_TRUE(state.floor_dbfs_hz);
    EXPECT_NEAR(*state.floor_dbfs_hz, noise_dbfs_hz, level_tolerance_db);
    EXPECT_NEAR(*state.level_dbfs, -20, level_tolerance_db);
    EXPECT_FALSE(state.marks.empty()) << "739 MHz lies in bands of LTE";
}

TEST(LiveSpectrum, RowsAreNumberedAndKeptForAScreenful) {
    const std::vector<dsp::Sample> samples = tone_in_noise();
    const std::vector<dsp::Sample> short_one(samples.begin(), samples.begin() + 4096);
    LiveSpectrum spectrum;
    for (std::size_t i = 0; i < LiveSpectrum::rows_kept + 3; ++i) spectrum.add(block_of(short_one), 0);
    const ListenState& state = spectrum.state();
    EXPECT_EQ(state.waterfall.size(), LiveSpectrum::rows_kept);
    EXPECT_EQ(state.waterfall.front()->number, 4U);
    EXPECT_EQ(state.waterfall.back()->number, LiveSpectrum::rows_kept + 3);
}

TEST(LiveSpectrum, TheHighestValuesBeginAnewWithTheTuning) {
    const std::vector<dsp::Sample> samples = tone_in_noise();
    const std::vector<dsp::Sample> silence(samples_in_look, dsp::Sample(1e-6F, 0));
    LiveSpectrum spectrum;
    spectrum.add(block_of(samples), 0);
    spectrum.add(block_of(silence), 0);
    const auto highest = [&spectrum] {
        const auto& values = spectrum.state().spectrum->highest_dbfs_hz;
        return *std::max_element(values.begin(), values.end());
    };
    EXPECT_GT(highest(), -80);
    spectrum.add(block_of(silence, center_hz + 1e6), 0);
    EXPECT_LT(highest(), -80);
}

TEST(LiveSpectrum, ALookTooShortForALineMovesOnlyTheGauges) {
    const std::vector<dsp::Sample> samples(100, dsp::Sample(1, 0));
    radio::Block block = block_of(samples);
    block.clipped_share = 0.5;
    LiveSpectrum spectrum;
    spectrum.add(block, 2);
    EXPECT_FALSE(spectrum.state().spectrum);
    EXPECT_EQ(spectrum.state().losses, 2U);
    EXPECT_EQ(spectrum.state().clipped_share, 0.5);
}

}  // namespace
}  // namespace boresight::app
