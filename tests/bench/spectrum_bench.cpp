// SPDX-License-Identifier: GPL-3.0-or-later
// Welch's method beside bare transforms of the same size, planning effort and number over the same samples, in the
// same run: `of_bare_fft` is wanted at 0.7 or more. How fast recordings are read and converted. That none of it
// allocates is a test: allocation_test.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <vector>

#include "dsp/spectrum/carriers.h"
#include "dsp/spectrum/welch.h"
#include "radio/convert.h"
#include "radio/sigmf.h"
#include "radio/sigmf_writer.h"
#include "tests/temporary_folder.h"

namespace boresight::dsp::spectrum {
namespace {

constexpr double rate_hz = 20e6;
constexpr std::size_t block_samples = 65536;  // as a recording or a radio gives them
constexpr int rounds = 8;                     // blocks in one timing

IqBuffer noise(std::size_t count) {
    std::mt19937 random(1);
    std::normal_distribution<float> normal(0, 0.1F);
    IqBuffer samples(count);
    for (Sample& sample : samples) sample = {normal(random), normal(random)};
    return samples;
}

double seconds_of(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// The two take turns, so that what else the machine does meets both; the best of each counts.
void BM_WelchOfBareFft(benchmark::State& state) {
    const auto size = static_cast<std::size_t>(state.range(0));
    const auto effort = state.range(1) == 0 ? Fft::Effort::estimate : Fft::Effort::measure;
    const IqBuffer samples = noise(block_samples);
    Welch welch(rate_hz, size, Window::kaiser, effort);
    const Fft fft(size, Fft::Direction::forward, effort);
    IqBuffer out(size);
    double best_welch = 1e9, best_fft = 1e9;
    for (auto _ : state) {
        const std::uint64_t before = welch.frames();
        const double welch_s = seconds_of([&] {
            for (int i = 0; i < rounds; ++i) welch.add(samples);
        });
        const std::uint64_t frames = welch.frames() - before;
        const double fft_s = seconds_of([&] {
            std::size_t at = 0;
            for (std::uint64_t i = 0; i < frames; ++i) {
                fft.execute(samples.data() + at, out.data());
                at = at + 3 * size / 2 <= block_samples ? at + size / 2 : 0;
            }
            benchmark::DoNotOptimize(out.data());
        });
        best_welch = std::min(best_welch, welch_s / static_cast<double>(frames));
        best_fft = std::min(best_fft, fft_s / static_cast<double>(frames));
        state.SetIterationTime(welch_s);
    }
    state.counters["of_bare_fft"] = best_fft / best_welch;
    state.counters["wanted"] = 0.7;
    state.counters["us_a_frame"] = best_welch * 1e6;
    state.SetItemsProcessed(state.iterations() * rounds * static_cast<std::int64_t>(block_samples));
}
BENCHMARK(BM_WelchOfBareFft)
    ->ArgNames({"size", "measured_plan"})
    ->ArgsProduct({{1024, 4096, 16384}, {0, 1}})
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

void BM_CarriersOfASpectrum(benchmark::State& state) {
    Welch welch(rate_hz, 4096);
    welch.add(noise(block_samples * rounds));
    const Spectrum spectrum = welch.result();
    for (auto _ : state) benchmark::DoNotOptimize(find_carriers(spectrum, estimate_noise_floor(spectrum)));
}
BENCHMARK(BM_CarriersOfASpectrum)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace boresight::dsp::spectrum

namespace boresight::radio {
namespace {

constexpr Datatype datatypes[] = {Datatype::ci8, Datatype::cu8, Datatype::ci16_le, Datatype::cf32_le};

void BM_FromStored(benchmark::State& state) {
    const Datatype type = datatypes[state.range(0)];
    const std::vector<std::byte> stored(32768 * bytes_per_sample(type), std::byte{17});
    std::vector<dsp::Sample> samples(32768);
    for (auto _ : state) benchmark::DoNotOptimize(from_stored(type, stored, samples));
    state.SetItemsProcessed(state.iterations() * 32768);
    state.SetLabel(std::string(name_of(type)));
}
BENCHMARK(BM_FromStored)->DenseRange(0, 3);

void BM_ToStored(benchmark::State& state) {
    const Datatype type = datatypes[state.range(0)];
    const std::vector<dsp::Sample> samples(32768, {0.3F, -0.4F});
    std::vector<std::byte> stored(samples.size() * bytes_per_sample(type));
    for (auto _ : state) benchmark::DoNotOptimize(to_stored(type, samples, stored));
    state.SetItemsProcessed(state.iterations() * 32768);
    state.SetLabel(std::string(name_of(type)));
}
BENCHMARK(BM_ToStored)->DenseRange(0, 3);

// A recording of 2^22 samples whose file is in memory: file, conversion and pool.
void BM_ReadRecording(benchmark::State& state) {
    const tests::TemporaryFolder folder;
    const std::vector<dsp::Sample> samples(std::size_t{1} << 16, {0.3F, -0.4F});
    SigmfWriterOptions options;
    options.datatype = datatypes[state.range(0)];
    options.sha512 = false;
    SigmfWriter writer(folder.path() / "x", options);
    Block block;
    block.samples = samples;
    block.sample_rate_hz = 1e7;
    for (; block.first_sample < (std::uint64_t{1} << 22); block.first_sample += samples.size()) writer.write(block);
    writer.finish();
    SigmfReader reader(folder.path() / "x");
    for (auto _ : state) {
        reader.rewind();
        while (reader.read(block) == ReadOutcome::samples) benchmark::DoNotOptimize(block.samples.data());
    }
    state.SetItemsProcessed(state.iterations() * (std::int64_t{1} << 22));
    state.SetLabel(std::string(name_of(options.datatype)));
}
BENCHMARK(BM_ReadRecording)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace boresight::radio
