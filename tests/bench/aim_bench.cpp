// SPDX-License-Identifier: GPL-3.0-or-later
// A full fit of 20 stops takes under 100 ms a cell, one of ten cells under a second, and the next stop after it under
// half a second, each on one core. The argument of a fit: 0 a clear direction, 1 none, 2 a weak cell that most stops
// didn't hear.
#include <benchmark/benchmark.h>

#include "aim/capacity.h"
#include "aim/sweep_plan.h"
#include "tests/aim/made_sweep.h"

namespace boresight::aim {
namespace {

constexpr double target_ms = 100, ten_cells_ms = 1000, next_stop_ms = 500;
constexpr std::uint32_t cells = 10;

SweepRecipe recipe(std::int64_t kind) {
    SweepRecipe out{.peak_deg = 142, .seed = 9};
    if (kind == 1) out.floor_db = 0;
    if (kind == 2) out.level_dbm = -119;
    return out;
}

void BM_FitOf20Stops(benchmark::State& state) {
    const MadeSweep sweep = make_sweep(recipe(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(fit_of(sweep));
    state.counters["target_ms"] = target_ms;
}
BENCHMARK(BM_FitOf20Stops)->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

// Clear ones, weak ones, and one without a direction.
void BM_FitOfTenCells(benchmark::State& state) {
    std::vector<MadeSweep> sweeps;
    for (std::uint32_t k = 0; k < cells; ++k) {
        SweepRecipe one = recipe(k == 9 ? 1 : k % 3 == 2 ? 2 : 0);
        one.peak_deg = 36.0 * k;
        one.seed = k + 1;
        sweeps.push_back(make_sweep(one));
    }
    for (auto _ : state)
        for (const MadeSweep& sweep : sweeps) benchmark::DoNotOptimize(fit_of(sweep));
    state.counters["target_ms"] = ten_cells_ms;
}
BENCHMARK(BM_FitOfTenCells)->Unit(benchmark::kMillisecond);

// Two carriers, one with a second cell.
void BM_ChooseCarrier(benchmark::State& state) {
    const auto a = fit_of(make_sweep({.peak_deg = 142, .level_dbm = -100, .seed = 9})),
               b = fit_of(make_sweep({.peak_deg = 200, .level_dbm = -105, .seed = 10}));
    const std::vector<Carrier> carriers{{.bandwidth_mhz = 10, .cells = {{.fit = &*a}, {.fit = &*b}}, .noise_db = -118},
                                        {.bandwidth_mhz = 20, .cells = {{.fit = &*b}}, .noise_db = -118}};
    for (auto _ : state) benchmark::DoNotOptimize(choose_carrier(carriers, {}));
}
BENCHMARK(BM_ChooseCarrier)->Unit(benchmark::kMillisecond);

// After the ring.
void BM_NextStop(benchmark::State& state) {
    const auto fit = fit_of(make_sweep({.peak_deg = 142, .seed = 9}));
    SweepPlanSetting setting;
    setting.beamwidth_deg = made_beamwidth_deg;
    setting.azimuth_sigma_deg = made_azimuth_sigma_deg;
    for (auto _ : state) {
        if (state.range(0) == 0)
            benchmark::DoNotOptimize(fine_azimuth_deg(setting, {}, &*fit));
        else
            benchmark::DoNotOptimize(stops_to_decide(setting, {}, *fit));
    }
    state.counters["target_ms"] = next_stop_ms;
}

// The costly kind: two directions that are tied, each degree a candidate.
void BM_NextStopOfATie(benchmark::State& state) {
    auto fit = fit_of(make_sweep({.peak_deg = 142, .seed = 9}));
    fit->bearing.arcs = {{.low_deg = 130, .high_deg = 150, .centre_deg = 142, .probability = 0.6},
                         {.low_deg = 250, .high_deg = 280, .centre_deg = 265, .probability = 0.4}};
    SweepPlanSetting setting;
    setting.beamwidth_deg = made_beamwidth_deg;
    setting.azimuth_sigma_deg = made_azimuth_sigma_deg;
    setting.azimuth_step_deg = 1;
    for (auto _ : state) benchmark::DoNotOptimize(fine_azimuth_deg(setting, {}, &*fit));
    state.counters["target_ms"] = next_stop_ms;
}
BENCHMARK(BM_NextStopOfATie)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_NextStop)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void BM_ReadDwells(benchmark::State& state) {
    const MadeSweep sweep = make_sweep(recipe(0));
    for (auto _ : state) benchmark::DoNotOptimize(readings_of(sweep));
}
BENCHMARK(BM_ReadDwells)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace boresight::aim
