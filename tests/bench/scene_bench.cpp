// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the made world makes its signals: one LTE cell of two ports seen at a receiver's rate, in multiples of real
// time on one core. The target stands beside it.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <complex>
#include <vector>

#include "scene/lte/downlink.h"

namespace boresight::scene::lte {
namespace {

constexpr double target_real_time = 3;

class OpenAir final : public Channel {
public:
    void response(int, double, double, double, std::span<std::complex<float>> out) override {
        std::fill(out.begin(), out.end(), std::complex<float>(0.1F));
    }
};

void BM_SceneDownlink(benchmark::State& state, double rate_hz, int n_rb_dl) {
    Downlink downlink({.n_rb_dl = n_rb_dl}, {.rate_hz = rate_hz, .offset_hz = 812});
    OpenAir channel;
    std::vector<std::complex<float>> samples(static_cast<std::size_t>(rate_hz / 100));
    std::int64_t first = 0;
    for (auto _ : state) {
        std::fill(samples.begin(), samples.end(), 0);
        downlink.add(first, samples, channel);
        first += static_cast<std::int64_t>(samples.size());
        benchmark::DoNotOptimize(samples.data());
    }
    state.counters["real_time"] = benchmark::Counter(static_cast<double>(first) / rate_hz, benchmark::Counter::kIsRate);
    state.counters["target"] = target_real_time;
}

BENCHMARK_CAPTURE(BM_SceneDownlink, 1_92, 1.92e6, 50)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneDownlink, 30_72, 30.72e6, 100)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace boresight::scene::lte
