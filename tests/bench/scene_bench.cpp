// SPDX-License-Identifier: GPL-3.0-or-later
// How fast the made world makes its samples, in multiples of real time on one core: one LTE cell of two ports seen at a
// receiver's rate, and the radio of the tree farm on its busiest carrier, three cells with all their waves, noise and
// converter, or with its microcell. The target stands beside it. Then what opening it, a look of a sweep, and an hour
// of waiting cost.
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

class OpenAir final : public Channel {
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

void BM_SceneRadio(benchmark::State& state, const char* name, double rate_hz, double carrier_hz) {
    const World world = load_scene("tree-farm");
    const auto receiver = std::find_if(world.receivers.begin(), world.receivers.end(),
                                       [name](const Receiver& candidate) { return candidate.name == name; });
    Driver driver("tree-farm", world, *receiver, Driver::Pace::simulated);
    driver.setFrequency(SOAPY_SDR_RX, 0, carrier_hz, {});
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

void BM_SceneOpens(benchmark::State& state) {
    for (auto _ : state) {
        const World world = load_scene("tree-farm");
        Driver driver("tree-farm", world, world.receivers.front(), Driver::Pace::simulated);
        benchmark::DoNotOptimize(driver.getSampleRate(SOAPY_SDR_RX, 0));
    }
}

// A step of time and a look of 10 ms, as a sweep makes them.
void BM_SceneLook(benchmark::State& state) {
    constexpr int samples_per_look = 19200;
    const World world = load_scene("tree-farm");
    Driver driver("tree-farm", world, world.receivers.front(), Driver::Pace::simulated);
    driver.setFrequency(SOAPY_SDR_RX, 0, 739e6, {});
    auto* stream = driver.setupStream(SOAPY_SDR_RX, "CF32", {}, {});
    std::vector<std::complex<float>> samples(samples_per_look);
    void* const buffers[] = {samples.data()};
    for (auto _ : state) {
        driver.writeSetting("advance_ns", "90000000");
        driver.activateStream(stream, 0, 0, 0);
        int flags = 0;
        long long time_ns = 0;
        for (int left = samples_per_look; left > 0;)
            left -= driver.readStream(stream, buffers, static_cast<std::size_t>(left), flags, time_ns, 100000);
        driver.deactivateStream(stream, 0, 0);
    }
}

// An hour in steps of a tenth of a second.
void BM_SceneAdvance(benchmark::State& state) {
    const World world = load_scene("tree-farm");
    Driver driver("tree-farm", world, world.receivers.front(), Driver::Pace::simulated);
    for (auto _ : state)
        for (int step = 0; step < 36000; ++step) driver.writeSetting("advance_ns", "100000000");
}

BENCHMARK_CAPTURE(BM_SceneRadio, 1_92, "dongle", 1.92e6, 739e6)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneRadio, 2_048, "dongle", 2.048e6, 739e6)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneRadio, 2_4, "dongle", 2.4e6, 739e6)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneRadio, microcell_1_92, "dongle", 1.92e6, 882.6e6)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneRadio, wide_20, "wide", 20e6, 739e6)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_SceneOpens)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_SceneLook)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_SceneAdvance)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneDownlink, 1_92, 1.92e6, 50)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneDownlink, 20, 20e6, 100)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_SceneDownlink, 30_72, 30.72e6, 100)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace boresight::scene
