// SPDX-License-Identifier: GPL-3.0-or-later
// A radio that hears a slice of a made cell at a time, for tests and benchmarks of the slice collector: at any rate,
// with noise, a wrong clock, and times that are off by what a retune may hide.
#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>
#include <optional>
#include <random>
#include <vector>

#include "dsp/lte/slice_collector.h"
#include "scene/lte/downlink.h"

namespace boresight::tests {

// Ports of random phases and one echo each, anew at each look.
class EchoChannel final : public scene::Channel {
public:
    explicit EchoChannel(std::uint64_t seed) : random_(seed) { turn(); }
    void turn() {
        std::uniform_real_distribution<double> cycles(0, 1);
        for (auto& phase : phase_) phase = 2 * std::numbers::pi * cycles(random_);
    }
    void response(int port, double, double first_hz, double step_hz, std::span<std::complex<float>> out) override {
        constexpr double echo = 0.4, delay_s = 0.8e-6;
        const double strong = 1 / std::sqrt(1 + echo * echo);
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double cycles = -delay_s * (first_hz + static_cast<double>(i) * step_hz);
            const auto at = static_cast<std::size_t>(port);
            out[i] = std::complex<float>(strong * (std::polar(1.0, phase_[at]) +
                                                   std::polar(echo, phase_[at + 4] + 2 * std::numbers::pi * cycles)));
        }
    }

private:
    std::mt19937_64 random_;
    std::array<double, 8> phase_{};
};

struct SlicedRadio {
    scene::lte::Cell cell;
    double rate_hz = 2.4e6;
    double snr_db = 15;
    double clock_ppm = 0;
    double carrier_frequency_hz = 739e6;  // for what a wrong clock does
    double look_s = 0.1;
    double settling_s = 0.01;
    double time_error_s = 0;  // largest of a look's time
    std::uint64_t seed = 1;

    struct Outcome {
        std::optional<dsp::lte::SystemInfo> info;
        double air_s = 0;
        int looks = 0;
    };

    // Retunes until the block is there or that much time has passed.
    Outcome run(double most_s) const {
        using namespace dsp::lte;
        std::mt19937_64 random(seed);
        std::normal_distribution<float> normal;
        std::uniform_real_distribution<double> uniform(0, 1);
        constexpr std::array<PhichNg, 4> ng{PhichNg::one_sixth, PhichNg::half, PhichNg::one, PhichNg::two};
        const CarrierShape shape{.pci = cell.pci,
                                 .n_rb_dl = cell.n_rb_dl,
                                 .ports = cell.ports,
                                 .phich_ng = ng[static_cast<std::size_t>(cell.phich_resource)]};
        SliceCollector collector(shape, rate_hz);
        EchoChannel channel(seed * 77 + 5);
        const double stretch = 1 + clock_ppm * 1e-6, amplitude = 0.01;
        const double sigma = amplitude * std::sqrt(std::pow(10, -snr_db / 10) * rate_hz / 15e3 / 2);
        double now_s = 10 * uniform(random);  // since the frame with SFN 0
        Outcome outcome;
        std::vector<std::complex<float>> samples(static_cast<std::size_t>(look_s * rate_hz));
        while (outcome.air_s < most_s && !outcome.info) {
            const double tuned_hz = carrier_frequency_hz + collector.next_slice_hz();
            const double seen_hz = carrier_frequency_hz / stretch - tuned_hz;  // as the radio counts
            std::fill(samples.begin(), samples.end(), 0);
            scene::lte::Downlink downlink(
                cell, {.rate_hz = rate_hz, .offset_hz = seen_hz * stretch, .clock_ppm = clock_ppm, .sfn_0_s = -now_s});
            channel.turn();
            downlink.add(0, samples, channel);
            for (auto& sample : samples)
                sample = static_cast<float>(amplitude) * sample +
                         std::complex<float>(static_cast<float>(sigma) * normal(random),
                                             static_cast<float>(sigma) * normal(random));
            const double frames = std::ceil(now_s / 0.010), off_s = time_error_s * (2 * uniform(random) - 1);
            outcome.info = collector.take({.samples = samples,
                                           .carrier_hz = seen_hz,
                                           .frame_start_sample = (frames * 0.010 - now_s + off_s) * rate_hz * stretch,
                                           .sfn = static_cast<int>(frames) % 1024,
                                           .most_off_s = time_error_s + 2e-6,
                                           .clock_ppm = clock_ppm});
            outcome.air_s += look_s + settling_s;
            now_s += look_s + settling_s;
            ++outcome.looks;
        }
        return outcome;
    }
};

}  // namespace boresight::tests
