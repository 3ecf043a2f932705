// SPDX-License-Identifier: GPL-3.0-or-later
// How fast readings become safe (synchronous=FULL, a commit a batch of the given size; aimed at: 20 000 readings/s in
// batches), what one costs on the disk (at most 90 bytes with its index), and how fast they are read back. The disk is
// that of TMPDIR.
#include <benchmark/benchmark.h>

#include "report/csv.h"
#include "store/check.h"
#include "tests/store/sample.h"

namespace boresight::store::tests {
namespace {

constexpr double target_readings_per_s = 20'000;
constexpr double target_bytes_per_reading = 90;
constexpr int readings_per_dwell = 10;

void add_dwell_of_readings(Writer& writer, SweepId sweep, int n) {
    const DwellId dwell = writer.add_dwell(sweep, sample_dwell());
    for (int i = 0; i < readings_per_dwell; ++i) {
        CellIdentity identity = sample_identity();
        identity.physical_id = (i * 37 + n) % 504;
        Reading reading = sample_reading();
        reading.rsrp_dbfs = -60.0 - 0.37 * i - n % 7;
        writer.add_reading(dwell, writer.cell(identity, sample_facts(), noon_ns), reading);
    }
}

void write_in_batches(benchmark::State& state) {
    const Folder folder;
    const auto file = folder / "survey.db";
    const StandingClock clock;
    std::int64_t written = 0;
    {
        Writer writer(file, owner(), clock);
        const auto sweep = begin(writer);
        int n = 0;
        for (auto _ : state) {
            for (int i = 0; i < state.range(0); i += readings_per_dwell) add_dwell_of_readings(writer, sweep, n++);
            writer.commit();
        }
        written = writer.acknowledged();
    }
    state.counters["readings_per_s"] = benchmark::Counter(static_cast<double>(written), benchmark::Counter::kIsRate);
    state.counters["readings_per_s_target"] = target_readings_per_s;
    if (const auto bytes = check(file).bytes_per_reading) state.counters["bytes_per_reading"] = *bytes;
    state.counters["bytes_per_reading_target"] = target_bytes_per_reading;
}
BENCHMARK(write_in_batches)
    ->Name("store/write")
    ->Arg(100)
    ->Arg(1000)
    ->Arg(10'000)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void read_as_csv(benchmark::State& state) {
    constexpr int dwells = 5000;
    const Folder folder;
    const auto file = folder / "survey.db";
    const StandingClock clock;
    {
        Writer writer(file, owner(), clock);
        const auto sweep = begin(writer);
        for (int n = 0; n < dwells; ++n) add_dwell_of_readings(writer, sweep, n);
    }
    std::int64_t read = 0;
    for (auto _ : state) {
        read += Reader(file).readings({}, [](const FullReading& reading) {
            return !report::csv_line(reading, report::PositionDetail::rounded).empty();
        });
    }
    state.counters["readings_per_s"] = benchmark::Counter(static_cast<double>(read), benchmark::Counter::kIsRate);
}
BENCHMARK(read_as_csv)->Name("store/export_csv")->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace boresight::store::tests
