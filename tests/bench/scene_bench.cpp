// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the made world makes its samples, in multiples of real time on one core: one LTE cell of two ports seen at a
// receiver's rate, and the radio of the tree farm on its busiest carrier, three cells with all their waves, noise and
// converter. The target stands beside it.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <complex>
#include <vector>

#include "scene/driver.h"
#include "scene/lte/downlink.h"
#include "scene/scene_file.h"

namespace boresight::scene {
namespace {

constexpr double target_real_time = 3;

class OpenAir final : public lte::Channel {
public:
    void response(int, double, double, double, std::span<std::complex<float>> out) override {
        std::fill(out.begin(), out.end(), std::complex<float>(0.1F));
    }
};

void BM_SceneDownlink(benchmark::State& state, double rate_hz, int n_rb_dl) {
    lte::Downlink downlink({.n_rb_dl = n_rb_dl}, {.rate_hz = rate_hz, .offset_hz = 812});
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

void BM_SceneRadio(benchmark::State& state, double rate_hz) {
    const World world = load_scene("tree-farm");
    Driver driver("tree-farm", world, world.receivers.front(), Driver::Pace::simulated);
    driver.setFrequency(SOAPY_SDR_RX, 0, 739e6, {});
    driver.setSampleRate(SOAPY_SDR_RX, 0, rate_hz);
    driver.setGain(SOAPY_SDR_RX, 0, 40);
    auto* stream = driver.setupStream(SOAPY_SDR_RX, "CF32", {}, {});
    driver.activateStream(stream, 0, 0, 0);
    std::vector<std::complex<float>> samples(driver.getStreamMTU(stream));
    void* const buffers[] = {samples.data()};
    double made = 0;
    for (auto _ : state) {
        int flags = 0;
        long long time_ns = 0;
        made += driver.readStream(stream, buffers, samples.size(), flags, time_ns, 100000);
    }
    state.counters["real_time"] = benchmark::Counter(made / rate_hz, benchmark::Counter::kIsRate);
    state.counters["target"] = target_real_time;
}

BENCHMARK_CAPTURE(BM_SceneRadio, 1_92, 1.92e6)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneRadio, 2_048, 2.048e6)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneRadio, 2_4, 2.4e6)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneDownlink, 1_92, 1.92e6, 50)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneDownlink, 20, 20e6, 100)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneDownlink, 30_72, 30.72e6, 100)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace boresight::scene
