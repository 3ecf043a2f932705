// SPDX-License-Identifier: GPL-3.0-or-later
// Load of made cells against the share of resource blocks that were given data.
#include "dsp/lte/load.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "dsp/core/decibel.h"
#include "dsp/lte/wide_levels.h"
#include "scene/lte/downlink.h"

namespace boresight::dsp::lte {
namespace {

constexpr double level_db = -45, cfo_hz = 700, begin_s = 0.0031, seconds = 0.08;
constexpr int runs = 4;

// Ports of a phase each and an echo.
class Echo final : public scene::Channel {
public:
    void response(int port, double, double first_hz, double step_hz, std::span<std::complex<float>> out) override {
        constexpr double echo = 0.5, echo_s = 0.6e-6;
        const double amplitude = std::pow(10, level_db / 20) / std::sqrt(1 + echo * echo);
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double turn = -2 * std::numbers::pi * (first_hz + static_cast<double>(i) * step_hz) * echo_s;
            out[i] = std::complex<float>(amplitude * (std::polar(1.0, 2.1 * port) + std::polar(echo, turn)));
        }
    }
};

struct Made {
    int n_rb_dl;
    double rate_hz, occupancy, data_db, snr_db;
};

std::optional<Load> load_of(const Made& made, unsigned seed) {
    std::vector<Sample> samples(static_cast<std::size_t>(seconds * made.rate_hz));
    const scene::lte::Cell sent{.pci = 130,
                                .n_rb_dl = made.n_rb_dl,
                                .ports = 2,
                                .occupancy = made.occupancy,
                                .load_power_db = made.data_db,
                                .seed = seed};
    scene::lte::Downlink downlink(sent,
                                  {.rate_hz = made.rate_hz, .offset_hz = cfo_hz, .clock_ppm = 0, .sfn_0_s = begin_s});
    Echo echo;
    downlink.add(0, samples, echo);
    std::mt19937 random(seed);
    const double noise = power_from_db(level_db - made.snr_db) * made.rate_hz / subcarrier_hz;
    std::normal_distribution<float> normal(0, static_cast<float>(std::sqrt(noise / 2)));
    for (Sample& s : samples) s += Sample(normal(random), normal(random));
    Cell cell;
    cell.pci = sent.pci;
    cell.mib = Mib{.n_rb_dl = made.n_rb_dl, .ports = sent.ports};
    cell.frame_start_sample = begin_s * made.rate_hz;
    cell.cfo_hz = cfo_hz;
    cell.rsrp_ports_dbfs = {level_db, level_db};
    cell.noise_dbfs_re = level_db - made.snr_db;
    CarrierView view(made.rate_hz);
    view.load(samples);
    return measure_load(cell, view);
}

TEST(Load, IsTheShareOfBlocksWithData) {
    constexpr double rounding = 0.01, most_sigmas = 5;
    struct Capture {
        int n_rb_dl, n_rb_seen;
        double rate_hz;
    };
    for (const Capture& capture : {Capture{50, 6, 1.92e6}, Capture{25, 6, 1.92e6}, Capture{25, 25, 7.68e6}})
        for (const double snr_db : {2.0, 10.0, 25.0})
            for (const double occupancy : {0.0, 0.15, 0.5, 1.0}) {
                double mean = 0, stated = 0;
                for (unsigned seed = 1; seed <= runs; ++seed) {
                    const auto load = load_of({capture.n_rb_dl, capture.rate_hz, occupancy, 0, snr_db}, seed);
                    ASSERT_TRUE(load);
                    EXPECT_EQ(load->n_rb, capture.n_rb_seen);
                    mean += load->share / runs;
                    stated += load->sigma * load->sigma / runs;
                }
                const double sigma = std::sqrt(stated / runs);
                std::printf("%d of %d RB at %g dB: made %.2f, measured %.3f, stated %.3f\n", capture.n_rb_seen,
                            capture.n_rb_dl, snr_db, occupancy, mean, std::sqrt(stated));
                EXPECT_NEAR(mean, occupancy, rounding + most_sigmas * sigma);
            }
}

TEST(Load, CountsDataSentWithLessPowerThanTheReferenceSignals) {
    constexpr double error = 0.06;
    for (const double data_db : {-4.77, -3.0, 3.0})
        EXPECT_NEAR(load_of({25, 7.68e6, 0.5, data_db, 10}, 3).value().share, 0.5, error) << data_db;
}

TEST(Load, IsUnknownWhereNoiseHidesIt) {
    EXPECT_FALSE(load_of({50, 1.92e6, 0.5, 0, -6}, 1));
    Cell unread;
    CarrierView view(1.92e6);
    EXPECT_FALSE(measure_load(unread, view));
}

}  // namespace
}  // namespace boresight::dsp::lte
