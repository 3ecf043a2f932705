// SPDX-License-Identifier: GPL-3.0-or-later
// Processor time of one look of 10 ms at a known cell: one that is there, and one that is not and is looked for
// everywhere; and of ten cells of a carrier, none of them there, which takes longest. Targets stand beside them.
#include <benchmark/benchmark.h>

#include <random>

#include "dsp/core/resample.h"
#include "dsp/lte/receiver.h"
#include "dsp/lte/track.h"
#include "radio/sigmf.h"
#include "tests/recordings.h"

namespace boresight::dsp::lte {
namespace {

constexpr std::size_t look_samples = 19200;
constexpr double target_ms = 1;

void BM_LteTrackHeld(benchmark::State& state) {
    const auto file = tests::shared_folder() / "captures/lte_real/fdd_b20_796.0M_rtl";
    if (!std::filesystem::exists(file.string() + ".sigmf-meta")) {
        state.SkipWithError("no recording");
        return;
    }
    const radio::Block block = radio::SigmfReader(file).whole();
    const Cell cell = Receiver(base_rate_hz).search(block.samples, {.low_hz = -140e3, .high_hz = 140e3}).cells.at(0);
    Tracker tracker({.pci = cell.pci,
                     .ports = cell.mib ? cell.mib->ports : 1,
                     .frame_time_s = cell.frame_start_sample / base_rate_hz,
                     .cfo_hz = cell.cfo_hz});
    bool detected = true;
    for (auto _ : state) detected = detected && tracker.look(block.samples.first(look_samples), 0).detected();
    state.counters["detected"] = detected;
    state.counters["target_ms"] = target_ms;
}

void BM_LteTrackLost(benchmark::State& state) {
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0, 0.1F);
    std::vector<Sample> samples(look_samples);
    for (Sample& s : samples) s = {normal(random), normal(random)};
    Tracker tracker({.pci = 357, .ports = 4});
    for (auto _ : state) benchmark::DoNotOptimize(tracker.look(samples, 1e3));
    state.counters["target_ms"] = target_ms;
}

// Ten cells of one carrier, each updated from the same look, which a radio of 2.4 MS/s took: resampled once.
void BM_LteTrackTenCells(benchmark::State& state) {
    constexpr double radio_hz = 2.4e6, target_updates_per_s = 50;
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0, 0.1F);
    std::vector<Sample> samples(static_cast<std::size_t>(0.01 * radio_hz));
    for (Sample& s : samples) s = {normal(random), normal(random)};
    std::vector<Tracker> trackers;
    for (int pci = 0; pci < 10; ++pci) trackers.emplace_back(KnownCell{.pci = 50 * pci, .ports = 2});
    Channelizer channelizer(radio_hz, base_rate_hz);
    IqBuffer narrow;
    double time_s = 0;
    for (auto _ : state) {
        channelizer.load(samples);
        channelizer.extract(0, narrow);
        for (Tracker& tracker : trackers) benchmark::DoNotOptimize(tracker.look(narrow, time_s));
        time_s += 0.02;
    }
    state.counters["updates_per_s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
    state.counters["target_per_s"] = target_updates_per_s;
}

BENCHMARK(BM_LteTrackHeld)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_LteTrackLost)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_LteTrackTenCells)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace boresight::dsp::lte
