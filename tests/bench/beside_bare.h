// SPDX-License-Identifier: GPL-3.0-or-later
// Times a search beside the bare transforms that it makes, in turn with each other, since a machine's speed varies.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <ctime>

namespace boresight::tests {

inline double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

// `search` gives the number of cells it found; `bare` makes the transforms alone and isn't counted in the time.
template <class Search, class Bare>
void time_beside_bare(benchmark::State& state, double target_ms, Search search, Bare bare) {
    std::size_t cells = 0;
    double bare_ms = 0, whole_ms = 0;
    for (auto _ : state) {
        const double start_ms = cpu_ms();
        cells = search();
        whole_ms += cpu_ms() - start_ms;
        state.PauseTiming();
        const double bare_start_ms = cpu_ms();
        bare();
        bare_ms += cpu_ms() - bare_start_ms;
        state.ResumeTiming();
    }
    state.counters["cells"] = static_cast<double>(cells);
    state.counters["target_ms"] = target_ms;
    state.counters["bare_ms"] = bare_ms / static_cast<double>(state.iterations());
    state.counters["times_bare"] = whole_ms / bare_ms;
}

}  // namespace boresight::tests
