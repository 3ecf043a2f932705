// SPDX-License-Identifier: GPL-3.0-or-later
// Coherence times of made channels beside what their Doppler shift makes of them (Jakes).
#include "dsp/lte/coherence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "dsp/core/decibel.h"
#include "tests/dsp/lte/made_channel.h"

namespace boresight::dsp::lte {
namespace {

constexpr int runs = 60;
constexpr double half_alike_turns = 0.2421;  // J0(2 pi x) = 0.5

Coherence coherence_at(double doppler_hz, double snr_db, int frames, unsigned seed) {
    std::mt19937 random(seed);
    const double noise = power_from_db(-snr_db);
    std::normal_distribution<float> normal(0, static_cast<float>(std::sqrt(noise / 2)));
    PilotPlaces places;
    for (int k = 0; k < center_subcarriers; k += 3) places.subcarriers.push_back(signed_subcarrier(k));
    places.trust.assign(places.subcarriers.size(), 1);
    const tests::Channel channel(doppler_hz, places.subcarriers, random);
    PilotSeries series;
    series.clear(places, places);
    for (int frame = 0; frame < frames; ++frame)
        for (const int subframe : assured_fdd) {
            const double time = (10 * frame + subframe) * subframe_samples;
            std::array<std::vector<Sample>, 2> slots;
            for (std::size_t slot = 0; slot < 2; ++slot) {
                const auto now = channel.gains((time + static_cast<double>(slot) * slot_samples) / base_rate_hz);
                for (const int k : places.subcarriers) {
                    const float real = normal(random);
                    slots[slot].push_back(Sample(tests::Channel::at(k, now)) + Sample(real, normal(random)));
                }
            }
            series.add(time, slots[0], slots[1]);
        }
    return coherence_of(series, series.power(noise).level.power, noise);
}

struct Told {
    double median_s = 0, within_half = 0, told = 0;  // shares of runs
};

Told told_at(double doppler_hz, double snr_db, int frames) {
    const double truth_s = half_alike_turns / doppler_hz;
    std::vector<double> times;
    Told result;
    for (unsigned seed = 0; seed < runs; ++seed) {
        const Coherence c = coherence_at(doppler_hz, snr_db, frames, seed);
        if (!c.time_s) continue;
        times.push_back(*c.time_s);
        result.told += 1.0 / runs;
        result.within_half += std::abs(std::log(*c.time_s / truth_s)) < std::log(1.5) ? 1.0 / runs : 0;
    }
    if (!times.empty()) {
        std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
        result.median_s = times[times.size() / 2];
    }
    std::printf("%g Hz, %g dB, %d ms: %.2f ms, median %.2f; told in %.0f %%, within a factor of 1.5 in %.0f %%\n",
                doppler_hz, snr_db, 10 * frames, 1e3 * truth_s, 1e3 * result.median_s, 100 * result.told,
                100 * result.within_half);
    return result;
}

TEST(Coherence, IsThatOfTheDopplerShift) {
    struct Case {
        double doppler_hz, snr_db;
        int frames;
    };
    constexpr double median_off = 0.25, least_near = 0.75;
    for (const Case& c : {Case{300, 10, 8}, Case{70, 10, 8}, Case{70, 0, 8}, Case{5, 10, 100}}) {
        const Told told = told_at(c.doppler_hz, c.snr_db, c.frames);
        EXPECT_NEAR(told.median_s * c.doppler_hz / half_alike_turns, 1, median_off) << c.doppler_hz;
        EXPECT_GT(told.within_half, least_near) << c.doppler_hz;
    }
}

TEST(Coherence, HasALowerBoundWhereTheChannelOutlastsTheLook) {
    constexpr double quarter_s = 0.018;
    for (unsigned seed = 0; seed < runs; ++seed) {
        const Coherence c = coherence_at(0, 10, 8, seed);
        EXPECT_FALSE(c.time_s);
        EXPECT_GT(c.at_least_s.value_or(0), quarter_s);
    }
}

TEST(Coherence, SaysNothingWhereNoiseHidesIt) {
    const Coherence c = coherence_at(70, -25, 2, 1);
    EXPECT_FALSE(c.time_s);
    EXPECT_FALSE(c.at_least_s);
}

}  // namespace
}  // namespace boresight::dsp::lte
