// SPDX-License-Identifier: GPL-3.0-or-later
// Processor time of a frame of the window, besides what the rasterizer takes: a spectrum of 4096 bins that is new in
// each frame, a waterfall of 512 rows that grows by one, 200 cells. Target: 4 ms.
#include <benchmark/benchmark.h>

#include "tests/ui/headless.h"
#include "tests/ui/zoo.h"

namespace boresight::ui {
namespace {

constexpr double target_ms = 4;
constexpr std::size_t bins = 4096, rows = 512, cell_count = 200;

void frames(benchmark::State& state, Panel panel) {
    Headless window({1280, 800});
    window.view.panel = panel;
    app::Snapshot snapshot = zoo::ordinary_day(bins, rows, cell_count);
    std::vector<std::shared_ptr<const app::SpectrumLine>> lines;
    for (std::size_t i = 0; i < 8; ++i) lines.push_back(zoo::listening(bins, 0).spectrum);
    window.settle(snapshot);
    std::size_t n = 0;
    for (auto _ : state) {
        state.PauseTiming();
        app::WaterfallRow row = *snapshot.listen.waterfall.back();
        row.number += 1;
        snapshot.listen.waterfall.erase(snapshot.listen.waterfall.begin());
        snapshot.listen.waterfall.push_back(std::make_shared<const app::WaterfallRow>(std::move(row)));
        snapshot.listen.spectrum = lines[++n % lines.size()];
        state.ResumeTiming();
        benchmark::DoNotOptimize(window.frame(snapshot));
    }
    state.counters["target_ms"] = target_ms;
}

void UiFrame_Listen(benchmark::State& state) {
    frames(state, Panel::listen);
}
void UiFrame_Cells(benchmark::State& state) {
    frames(state, Panel::cells);
}
void UiFrame_Aim(benchmark::State& state) {
    frames(state, Panel::aim);
}
void UiFrame_Advise(benchmark::State& state) {
    frames(state, Panel::advise);
}

BENCHMARK(UiFrame_Listen)->Unit(benchmark::kMillisecond);
BENCHMARK(UiFrame_Cells)->Unit(benchmark::kMillisecond);
BENCHMARK(UiFrame_Aim)->Unit(benchmark::kMillisecond);
BENCHMARK(UiFrame_Advise)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace boresight::ui
