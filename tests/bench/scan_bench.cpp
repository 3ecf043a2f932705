// SPDX-License-Identifier: GPL-3.0-or-later
// Scans of the tree farm's bands: with the making of its samples, and without it, beside the time that a radio takes.
#include <benchmark/benchmark.h>

#include <fstream>

#include "platform/thread_time.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "survey/band_scan.h"
#include "tests/bench/replayed_radio.h"
#include "tests/survey/made_umts_bands.h"
#include "tests/temporary_folder.h"

namespace boresight::survey {
namespace {

constexpr double gain_db = 48;
constexpr double umts_clock_ppm = 37;

ScanQuestion question(bool all) {
    ScanQuestion question;
    question.country = catalog::find_country("US");
    question.all = all;
    return question;
}

void count(benchmark::State& state, const BandScanResult& result) {
    state.counters["cells"] = static_cast<double>(result.found.cells.size() + result.found.umts_cells.size());
    state.counters["pieces"] = static_cast<double>(result.carriers_searched);
    state.counters["radio_s"] = result.time.heard_s + result.time.settling_s;
    state.counters["tunings"] = result.time.tunings;
}

void BandScan(benchmark::State& state, bool all) {
    scene::register_scene();
    SystemClock machine;
    BandScanResult result;
    for (auto _ : state) {
        const auto radio = radio::open_radio("driver=scene", machine);
        radio->set_gain_db(gain_db);
        result = scan_bands(*radio, plan_scan(question(all), radio->limits()), {}, {});
    }
    count(state, result);
}
BENCHMARK_CAPTURE(BandScan, likely_carriers, false)->UseRealTime()->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(BandScan, all_of_the_us, true)->UseRealTime()->Unit(benchmark::kSecond);

// The scan alone, its cells asked whose they are. Targets: of the time that the radio takes a quarter for the
// processor, a tenth more for all.
void scan_replayed(benchmark::State& state, const std::string& source, const ScanQuestion& asked) {
    SystemClock machine;
    const auto scene = radio::open_radio(source, machine);
    scene->set_gain_db(gain_db);
    radio::ReplayedRadio radio(*scene);
    const ScanPlan plan = plan_scan(asked, radio.limits());
    BandScanSettings settings;
    settings.carriers.naming_s = usual_naming_s;
    BandScanResult result = scan_bands(radio, plan, settings, {});
    const double radio_s = result.time.heard_s + result.time.settling_s;
    double cpu_s = 0;
    for (auto _ : state) {
        radio.begin_anew();
        const double before_s = cpu_of_this_thread_s();
        result = scan_bands(radio, plan, settings, {});
        cpu_s += cpu_of_this_thread_s() - before_s + result.cpu_beside_s;
    }
    count(state, result);
    const double heard_s = radio_s * static_cast<double>(state.iterations());
    state.counters["processor_share"] = cpu_s / heard_s;
    state.counters["wall_share"] =
        benchmark::Counter(heard_s, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    state.SetLabel("targets: processor 0.25, wall 1.1");
}

void BandScanAlone(benchmark::State& state, bool all) {
    scene::register_scene();
    scan_replayed(state, "driver=scene", question(all));
}
BENCHMARK_CAPTURE(BandScanAlone, likely_carriers, false)->UseRealTime()->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(BandScanAlone, all_of_the_us, true)->UseRealTime()->Unit(benchmark::kSecond);

// The same for 3G of bands 1 and 8, whole carriers at a time or as a dongle hears band 8.
void UmtsBandScanAlone(benchmark::State& state, const char* radio_name) {
    scene::register_scene();
    const tests::TemporaryFolder folder;
    const std::string file = (folder.path() / "umts.toml").string();
    std::ofstream(file) << tests::made_umts_scene(umts_clock_ppm, 1);
    ScanQuestion asked;
    asked.lte = false;
    for (const int band : {1, 8}) asked.bands.push_back(catalog::find_band(catalog::Rat::umts, band));
    scan_replayed(state, "driver=scene,scene=" + file + ",radio=" + radio_name, asked);
}
BENCHMARK_CAPTURE(UmtsBandScanAlone, whole_carriers, "wide")->UseRealTime()->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(UmtsBandScanAlone, dongle, "dongle")->UseRealTime()->Unit(benchmark::kSecond);

void UmtsTreeFarmAlone(benchmark::State& state) {
    scene::register_scene();
    ScanQuestion asked;
    asked.lte = false;
    asked.bands = {catalog::find_band(catalog::Rat::umts, 5)};
    scan_replayed(state, "driver=scene,scene=tree-farm,radio=dongle", asked);
}
BENCHMARK(UmtsTreeFarmAlone)->UseRealTime()->Unit(benchmark::kSecond);

}  // namespace
}  // namespace boresight::survey
