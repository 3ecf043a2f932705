// SPDX-License-Identifier: GPL-3.0-or-later
// Processor time of the UMTS search on 100 ms at 7.68 MS/s over +-75 kHz: on noise, where the pilot search has nothing
// to begin with, and on a made cell, where it has. Beside each stand the target, the bare transforms that such a search
// makes (bare_ms, measured in turn with it), and how many times as long the whole takes.
#include <benchmark/benchmark.h>

#include <random>

#include "dsp/core/fft.h"
#include "dsp/umts/receiver.h"
#include "tests/bench/beside_bare.h"
#include "tests/dsp/umts/made_cell.h"

namespace boresight::dsp::umts {
namespace {

constexpr std::size_t samples_of_100_ms = 768000;
constexpr double target_ms = 100, target_with_pilot_search_ms = 1000;

class BareTransforms {
public:
    BareTransforms(std::size_t size, std::size_t count)
        : count_(count), transform_(size, Fft::Direction::inverse), in_(size, Sample(0.1F, 0.2F)), out_(size) {}
    void run() {
        for (std::size_t i = 0; i < count_; ++i) transform_.execute(in_.data(), out_.data());
        benchmark::DoNotOptimize(out_[0]);
    }

private:
    std::size_t count_;
    Fft transform_;
    IqBuffer in_, out_;
};

// Blocks of 4096 with 511 samples of overlap, twice forward, back at each of 33 offsets; 512 codes in each of 10
// frames.
BareTransforms sync_transforms() {
    return {4096, 215 * (2 + 33)};
}
BareTransforms pilot_transforms() {
    return {76800, 512 * 10};
}

void search(benchmark::State& state, const std::vector<Sample>& samples, double target, BareTransforms bare) {
    Receiver receiver(tests::made_rate_hz);
    const SearchWindow window{.low_hz = -75e3, .high_hz = 75e3, .center_frequency_hz = 2142.6e6};
    tests::time_beside_bare(
        state, target, [&] { return receiver.search(samples, window).cells.size(); }, [&] { bare.run(); });
}

void BM_UmtsSearchNoise(benchmark::State& state) {
    std::mt19937 random(1);
    std::vector<Sample> samples(samples_of_100_ms);
    tests::add_noise(samples, -20, random);
    search(state, samples, target_ms, sync_transforms());
}

void BM_UmtsSearchWithPilotSearch(benchmark::State& state) {
    std::mt19937 random(1);
    std::vector<Sample> samples(samples_of_100_ms);
    tests::add_cell(samples, {.psc = 123, .frame_start = 12345.6, .power_db = -20}, random);
    tests::add_noise(samples, -25, random);
    search(state, samples, target_with_pilot_search_ms, pilot_transforms());
}

BENCHMARK(BM_UmtsSearchNoise)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_UmtsSearchWithPilotSearch)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace boresight::dsp::umts
