// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <random>

#include "dsp/core/resample.h"

namespace boresight::dsp {
namespace {

IqBuffer noise(double rate) {
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    IqBuffer capture(static_cast<std::size_t>(rate * 0.08));
    for (Sample& sample : capture) sample = {normal(random), normal(random)};
    return capture;
}

// 80 ms of a capture at range(0) Hz, the first one of its length: planning and allocation included.
void BM_ChannelizerFirstLoad(benchmark::State& state) {
    const IqBuffer capture = noise(static_cast<double>(state.range(0)));
    for (auto _ : state) {
        Channelizer channelizer(static_cast<double>(state.range(0)), 1.92e6);
        channelizer.load(capture);
    }
}

void BM_ChannelizerLoad(benchmark::State& state) {
    const IqBuffer capture = noise(static_cast<double>(state.range(0)));
    Channelizer channelizer(static_cast<double>(state.range(0)), 1.92e6);
    channelizer.load(capture);
    for (auto _ : state) channelizer.load(capture);
}

void BM_ChannelizerExtract(benchmark::State& state) {
    const IqBuffer capture = noise(static_cast<double>(state.range(0)));
    Channelizer channelizer(static_cast<double>(state.range(0)), 1.92e6);
    channelizer.load(capture);
    IqBuffer out;
    for (auto _ : state) channelizer.extract(123456.7, out);
}

void rates(benchmark::internal::Benchmark* bench) {
    for (const int rate : {1920000, 2048000, 2083333, 2400000, 10000000, 20000000, 30720000}) bench->Arg(rate);
    bench->Unit(benchmark::kMillisecond);
}
BENCHMARK(BM_ChannelizerFirstLoad)->Apply(rates);
BENCHMARK(BM_ChannelizerLoad)->Apply(rates);
BENCHMARK(BM_ChannelizerExtract)->Apply(rates);

}  // namespace
}  // namespace boresight::dsp
