// SPDX-License-Identifier: GPL-3.0-or-later
// A made year of logging (a round a minute, two carriers, ten cells: 5.3 million readings) and what its trends cost, of
// all of it and of its last week: seconds, and memory beyond what the process had before. The year is made once, in the
// folder of TMPDIR, and takes 0.6 GB there meanwhile.
#include <benchmark/benchmark.h>

#include <cmath>
#include <fstream>
#include <random>

#include "store/check.h"
#include "store/history.h"
#include "survey/trends.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

constexpr int days = 365, rounds = days * 24 * 60;
constexpr int carriers = 2, cells_per_carrier = 5;
constexpr int rounds_per_commit = 5000;
constexpr unsigned seed = 365;

void write_year(const std::filesystem::path& file) {
    const StandingClock clock;
    Writer writer(file, owner(), clock);
    const auto sweep = writer.begin_sweep(writer.begin_session(sample_session()), {.purpose = "log"});
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, 1.5);
    for (int round = 0; round < rounds; ++round) {
        for (int carrier = 0; carrier < carriers; ++carrier) {
            Dwell dwell = sample_dwell();
            dwell.flags = 0;
            dwell.start_ns = noon_ns + (round * 60LL + carrier) * second_ns;
            dwell.end_ns = dwell.start_ns + 80'000'000;
            dwell.center_frequency_hz = 739e6 + carrier * 10e6;
            const auto id = writer.add_dwell(sweep, dwell);
            for (int k = 0; k < cells_per_carrier; ++k) {
                CellIdentity identity = sample_identity();
                identity.frequency_hz = dwell.center_frequency_hz;
                identity.physical_id = 100 * carrier + k;
                Reading reading = sample_reading();
                reading.rsrp_dbfs = -60 - 5 * k + noise(random) + (round > rounds / 2 && k == 1 ? 3 : 0);
                reading.sinr_db = 8 + noise(random);
                writer.add_reading(id, writer.cell(identity, sample_facts(), dwell.start_ns), reading);
            }
        }
        if (round % rounds_per_commit == 0) writer.commit();
    }
}

double resident_mb() {
    std::ifstream file("/proc/self/statm");
    long all = 0, resident = 0;
    file >> all >> resident;
    return static_cast<double>(resident) * 4096 / 1e6;
}

survey::DayAndHour utc(std::int64_t time_ns) {
    const std::int64_t hours = time_ns / (3600 * second_ns);
    return {.day = hours / 24, .hour = static_cast<int>(hours % 24)};
}

const std::filesystem::path& year() {
    static const Folder folder;
    static const std::filesystem::path file = [] {
        write_year(folder / "survey.db");
        return folder / "survey.db";
    }();
    return file;
}

// Of the last so many days; 0: all.
void trends_of_a_year(benchmark::State& state) {
    const auto& file = year();
    TimeSpan span;
    if (state.range(0) > 0) span.since_ns = noon_ns + (days - state.range(0)) * 24 * 3600 * second_ns;
    const double before_mb = resident_mb();
    double most_mb = 0;
    std::size_t steps = 0;
    std::int64_t readings = 0;
    for (auto _ : state) {
        History history(file);
        survey::TrendCollector collector(history.cells(), history.sessions(), utc);
        int n = 0;
        history.dwells(span, [&](const HeardDwell& dwell, double) {
            collector.take(dwell);
            if (++n % 10'000 == 0) most_mb = std::max(most_mb, resident_mb() - before_mb);
            return true;
        });
        const survey::Trends trends = collector.finish();
        most_mb = std::max(most_mb, resident_mb() - before_mb);
        readings = trends.readings;
        steps = 0;
        for (const survey::CellTrend& cell : trends.cells) steps += cell.steps.size();
    }
    state.counters["readings"] = static_cast<double>(readings);
    state.counters["steps"] = static_cast<double>(steps);
    state.counters["memory_mb"] = most_mb;
}
BENCHMARK(trends_of_a_year)->Name("trends/year/last_days")->Arg(0)->Arg(7)->Unit(benchmark::kMillisecond);

void check_of_a_year(benchmark::State& state) {
    CheckResult checked;
    for (auto _ : state) checked = check(year());
    state.counters["database_mb"] = static_cast<double>(checked.size_bytes) / 1e6;
    state.counters["bytes_per_reading"] = checked.bytes_per_reading.value_or(0);
    state.counters["bytes_per_dwell"] = checked.bytes_per_dwell.value_or(0);
    state.counters["year_said_mb"] =
        year_of_logging(checked, {.every_s = 60, .cells = carriers * cells_per_carrier, .carriers = carriers}).bytes /
        1e6;
}
BENCHMARK(check_of_a_year)->Name("trends/year/check")->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace boresight::store::tests
