// SPDX-License-Identifier: GPL-3.0-or-later
// A scan of the tree farm's bands, with the making of its samples.
#include <benchmark/benchmark.h>

#include "radio/open_radio.h"
#include "scene/register.h"
#include "survey/band_scan.h"

namespace boresight::survey {
namespace {

constexpr double gain_db = 48;

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
