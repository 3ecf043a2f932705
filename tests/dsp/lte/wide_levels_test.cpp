// SPDX-License-Identifier: GPL-3.0-or-later
// Levels over a whole carrier made by the scene, against what was made.
#include "dsp/lte/wide_levels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "scene/lte/downlink.h"

namespace boresight::dsp::lte {
namespace {

constexpr double rate_hz = 7.68e6;
constexpr std::size_t samples_30ms = 230400;
constexpr double level_db = -45, cfo_hz = 700, begin_s = 0.0031;
constexpr int runs = 60;

// A still channel of two ports with one echo, so that it isn't flat.
class Echo final : public scene::Channel {
public:
    void response(int port, double, double first_hz, double step_hz, std::span<std::complex<float>> out) override {
        const double amplitude = std::pow(10, level_db / 20) / std::sqrt(1 + echo * echo);
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double turn = -2 * std::numbers::pi * (first_hz + static_cast<double>(i) * step_hz) * echo_s;
            out[i] = std::complex<float>(amplitude * (std::polar(1.0, 2.1 * port) + std::polar(echo, turn)));
        }
    }

private:
    static constexpr double echo = 0.5, echo_s = 7 / 4.5e6;  // whole turns over 25 resource blocks
};

Cell made_cell() {
    Cell cell;
    cell.pci = 130;
    cell.mib = Mib{.n_rb_dl = 25, .ports = 2};
    cell.frame_start_sample = begin_s * rate_hz;
    cell.cfo_hz = cfo_hz;
    return cell;
}

const std::vector<Sample>& clean() {
    static const std::vector<Sample> samples = [] {
        std::vector<Sample> made(samples_30ms);
        const scene::lte::Cell cell{.pci = 130, .n_rb_dl = 25, .ports = 2, .occupancy = 0.5, .seed = 5};
        scene::lte::Downlink downlink(cell,
                                      {.rate_hz = rate_hz, .offset_hz = cfo_hz, .clock_ppm = 0, .sfn_0_s = begin_s});
        Echo echo;
        downlink.add(0, made, echo);
        return made;
    }();
    return samples;
}

struct Figures {
    double bias_db = 0, rms_db = 0, sinr_rms_db = 0, within_68 = 0, within_95 = 0;
};

Figures figures_at(double snr_db) {
    Figures f;
    CarrierView view(rate_hz);
    for (unsigned seed = 0; seed < runs; ++seed) {
        std::vector<Sample> samples = clean();
        std::mt19937 random(seed);
        const double noise = std::pow(10, (level_db - snr_db) / 10) * rate_hz / 15e3;
        std::normal_distribution<float> normal(0, static_cast<float>(std::sqrt(noise / 2)));
        for (Sample& s : samples) s += Sample(normal(random), normal(random));
        view.load(samples);
        const auto levels = measure_wide(made_cell(), view);
        if (!levels) continue;
        EXPECT_EQ(levels->n_rb, 25);
        const double error = levels->rsrp[0].dbfs() - level_db;
        f.bias_db += error / runs;
        f.rms_db += error * error / runs;
        f.sinr_rms_db += std::pow(levels->sinr_db - snr_db, 2) / runs;
        f.within_68 += std::abs(error) < 0.9945 * levels->rsrp[0].sigma_db ? 100.0 / runs : 0;
        f.within_95 += std::abs(error) < 1.96 * levels->rsrp[0].sigma_db ? 100.0 / runs : 0;
    }
    f.rms_db = std::sqrt(f.rms_db);
    f.sinr_rms_db = std::sqrt(f.sinr_rms_db);
    std::printf("at %g dB: bias %+.3f dB, rms %.3f, SINR rms %.3f, within %.0f and %.0f %%\n", snr_db, f.bias_db,
                f.rms_db, f.sinr_rms_db, f.within_68, f.within_95);
    return f;
}

TEST(WideLevels, AreThoseMadeOverTheWholeCarrier) {
    struct Asked {
        double snr_db, rms_db;
    };
    constexpr double most_bias_db = 0.1, most_sinr_db = 0.5;
    for (const auto& [snr_db, rms_db] : {Asked{-6, 0.6}, Asked{0, 0.3}, Asked{10, 0.1}}) {
        const Figures f = figures_at(snr_db);
        EXPECT_NEAR(f.bias_db, 0, most_bias_db) << snr_db;
        EXPECT_LT(f.rms_db, rms_db) << snr_db;
        EXPECT_LT(f.sinr_rms_db, most_sinr_db) << snr_db;
        EXPECT_GT(f.within_95, 80) << snr_db;  // of 60: by chance less than once in ten thousand
    }
}

TEST(WideLevels, AreLeftToTheMiddleWhereTheCaptureHoldsLittleMore) {
    std::vector<Sample> samples(48000);
    CarrierView view(2.4e6);
    view.load(samples);
    EXPECT_FALSE(measure_wide(made_cell(), view));
    Cell unread = made_cell();
    unread.mib.reset();
    CarrierView wide(rate_hz);
    wide.load(samples);
    EXPECT_FALSE(measure_wide(unread, wide));
}

}  // namespace
}  // namespace boresight::dsp::lte
