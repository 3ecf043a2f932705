// SPDX-License-Identifier: GPL-3.0-or-later
// Processor time of the LTE receiver on 80 ms at 1.92 MS/s over +-140 kHz, on a recording from the air and on noise:
// search, MIBs and measurements of all that is found. Beside it stand the target, the bare transforms that the first
// step of that search makes (bare_ms, measured in turn with it), and how many times as long the whole takes.
#include "dsp/lte/receiver.h"

#include <benchmark/benchmark.h>

#include <filesystem>
#include <random>

#include "dsp/core/fft.h"
#include "radio/sigmf.h"
#include "tests/bench/beside_bare.h"
#include "tests/recordings.h"

namespace boresight::dsp::lte {
namespace {

constexpr double rate_hz = 1.92e6;
constexpr double target_ms = 50;

// 80 ms in blocks of 2048 with 127 samples of overlap, forward once, back for each of 3 sequences and 76 offsets.
class BareTransforms {
public:
    void run() {
        for (std::size_t b = 0; b < blocks; ++b) forward_.execute(in_.data(), out_.data());
        for (std::size_t b = 0; b < blocks * hypotheses; ++b) inverse_.execute(in_.data(), out_.data());
        benchmark::DoNotOptimize(out_[0]);
    }

private:
    static constexpr std::size_t size = 2048, blocks = 80, hypotheses = std::size_t{3} * 76;
    Fft forward_{size, Fft::Direction::forward}, inverse_{size, Fft::Direction::inverse};
    IqBuffer in_ = IqBuffer(size, Sample(0.1F, 0.2F)), out_ = IqBuffer(size);
};

void search(benchmark::State& state, const std::vector<Sample>& samples, double center_frequency_hz) {
    Receiver receiver(rate_hz);
    const SearchWindow window{.low_hz = -140e3, .high_hz = 140e3, .center_frequency_hz = center_frequency_hz};
    BareTransforms bare;
    tests::time_beside_bare(
        state, target_ms, [&] { return receiver.search(samples, window).cells.size(); }, [&] { bare.run(); });
}

void BM_LteSearchOnAir(benchmark::State& state, const char* name, double center_frequency_hz) {
    const auto file = tests::shared_folder() / "captures/lte_real" / name;
    if (!std::filesystem::exists(file.string() + ".sigmf-meta")) {
        state.SkipWithError("no recording");
        return;
    }
    const radio::Block block = radio::SigmfReader(file).whole();
    search(state, {block.samples.begin(), block.samples.end()}, center_frequency_hz);
}

void BM_LteSearchNoise(benchmark::State& state) {
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0, 0.1F);
    std::vector<Sample> samples(153600);
    for (Sample& s : samples) s = {normal(random), normal(random)};
    search(state, samples, 739e6);
}

void BM_LteSearchBareTransforms(benchmark::State& state) {
    BareTransforms bare;
    for (auto _ : state) bare.run();
}

BENCHMARK_CAPTURE(BM_LteSearchOnAir, one_cell, "fdd_b20_796.0M_rtl", 796e6)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_LteSearchOnAir, two_cells, "fdd_b17_739.0M_rtl_2cells", 739e6)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_LteSearchOnAir, three_cells_tdd, "tdd_b41_2564.9M_rtl_3cells", 2564.9e6)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(BM_LteSearchNoise)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_LteSearchBareTransforms)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace boresight::dsp::lte
