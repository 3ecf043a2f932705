// SPDX-License-Identifier: GPL-3.0-or-later
// What is left of a cell of the made world once it was taken out of the samples.
#include "dsp/umts/cell_remover.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "dsp/umts/chip_filter.h"
#include "scene/umts/downlink.h"

namespace boresight::scene::umts {
namespace {

using Sample = std::complex<float>;
using std::numbers::pi;

constexpr double seconds = 0.1, frame_start_s = 0.0045678;
constexpr double most_left_db = -25;  // of an idle cell's power; symbols that the ends cut are -28 dB
constexpr std::size_t spoiled = 256;  // samples at either end
constexpr double second_path_s = 1.7e-6, second_path_db = -4;

// Two paths, of which the second turns.
class TwoPaths final : public Channel {
public:
    explicit TwoPaths(double doppler_hz) : doppler_hz_(doppler_hz) {}
    void response(int, double time_s, double first_hz, double step_hz, std::span<Sample> out) override {
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double hz = first_hz + step_hz * static_cast<double>(i);
            const double turns = doppler_hz_ * time_s - hz * second_path_s;
            out[i] = Sample(0.1 * (1.0 + std::polar(std::pow(10, second_path_db / 20), 2 * pi * turns)));
        }
    }

private:
    double doppler_hz_;
};

double power(const dsp::IqBuffer& samples) {
    double sum = 0;
    for (std::size_t n = spoiled; n + spoiled < samples.size(); ++n) sum += std::norm(samples[n]);
    return sum;
}

double left_db(double rate_hz, double occupancy, double doppler_hz, int told_psc) {
    const Cell cell{.psc = 171, .occupancy = occupancy};
    TwoPaths channel(doppler_hz);
    Downlink downlink(cell, {.rate_hz = rate_hz, .offset_hz = 40, .sfn_0_s = frame_start_s});
    std::vector<Sample> samples(static_cast<std::size_t>(seconds * rate_hz));
    downlink.add(0, samples, channel);
    dsp::umts::ChipFilter filter(rate_hz);
    dsp::IqBuffer matched;
    filter.load(samples);
    filter.extract(0, matched);
    const double before = power(matched);
    dsp::umts::CellRemover().remove(
        matched, {.psc = told_psc, .frame_start = frame_start_s * dsp::umts::matched_rate_hz, .cfo_hz = 35});
    const double left = 10 * std::log10(power(matched) / before);
    fmt::print("{:.2f} MS/s, occupancy {}, {} Hz: {:.1f} dB left\n", rate_hz / 1e6, occupancy, doppler_hz, left);
    return left;
}

TEST(UmtsCellRemover, LeavesHardlyAnythingOfAnIdleCell) {
    for (const double rate_hz : {7.68e6, 3.84e6, 2.4e6, 1.92e6}) {
        EXPECT_LT(left_db(rate_hz, 0, 0, 171), most_left_db) << rate_hz;
        EXPECT_LT(left_db(rate_hz, 0, 12, 171), most_left_db) << rate_hz;
    }
}

TEST(UmtsCellRemover, LeavesWhatACellCarriesForItsUsers) {
    // Pilot 10 % of the power, broadcast channel 6 % for nine tenths of the time, synchronization 6 % for the rest.
    constexpr double traffic_db = -0.8, tolerance_db = 0.1;
    EXPECT_NEAR(left_db(7.68e6, 1, 0, 171), traffic_db, tolerance_db);
}

TEST(UmtsCellRemover, TakesNothingWhereTheCodeIsAnother) {
    constexpr double tolerance_db = 0.2;
    EXPECT_NEAR(left_db(7.68e6, 0.5, 0, 172), 0, tolerance_db);
}

}  // namespace
}  // namespace boresight::scene::umts
