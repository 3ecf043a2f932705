// SPDX-License-Identifier: GPL-3.0-or-later
// A scan of the tree farm's bands, with the making of its samples; and the way from samples to cells alone, at the rate
// of a 30-dollar radio, for how much faster than real time it is.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "radio/open_radio.h"
#include "scene/register.h"
#include "survey/band_scan.h"

namespace boresight::survey {
namespace {

constexpr double gain_db = 48;
constexpr double cheap_rate_hz = 2.4e6;

// Of the same 80 ms again and again: no sample is made.
void CaptureToCells(benchmark::State& state) {
    scene::register_scene();
    SystemClock machine;
    const auto radio = radio::open_radio("driver=scene", machine);
    radio->set_gain_db(gain_db);
    radio::Listener listener(*radio);
    const radio::Heard heard = listener.listen({739e6, cheap_rate_hz}, usual_search_s);
    const auto search = make_lte_search(cheap_rate_hz);
    const double margin_hz = 739e6 * uncalibrated_ppm_window * 1e-6;
    std::size_t cells = 0;
    for (auto _ : state)
        cells = search
                    ->search(heard.block.samples,
                             {.low_hz = -margin_hz, .high_hz = margin_hz, .center_frequency_hz = 739e6}, {})
                    .cells.size();
    state.counters["cells"] = static_cast<double>(cells);
    state.counters["times_real_time"] =
        benchmark::Counter(usual_search_s, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(CaptureToCells)->Unit(benchmark::kMillisecond);

void BandScan(benchmark::State& state, bool all) {
    scene::register_scene();
    SystemClock machine;
    ScanQuestion question;
    question.country = catalog::find_country("US");
    question.all = all;
    BandScanResult result;
    for (auto _ : state) {
        const auto radio = radio::open_radio("driver=scene", machine);
        radio->set_gain_db(gain_db);
        result = scan_bands(*radio, plan_scan(question, radio->limits()), {}, {});
    }
    state.counters["cells"] = static_cast<double>(result.found.cells.size());
    state.counters["pieces"] = static_cast<double>(result.carriers_searched);
    state.counters["radio_s"] = result.time.heard_s + result.time.settling_s;
    state.counters["tunings"] = result.time.tunings;
}
BENCHMARK_CAPTURE(BandScan, likely_carriers, false)->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(BandScan, all_of_the_us, true)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace boresight::survey
