// SPDX-License-Identifier: GPL-3.0-or-later
// Times a search beside the bare transforms that it makes, in turn with each other, since a machine's speed varies.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>

#include "platform/thread_time.h"

namespace boresight::tests {

// `search` gives the number of cells it found; `bare` makes the transforms alone and isn't counted in the time.
template <class Search, class Bare>
void time_beside_bare(benchmark::State& state, double target_ms, Search search, Bare bare) {
    std::size_t cells = 0;
    double bare_s = 0, whole_s = 0;
    for (auto _ : state) {
        const double start_s = cpu_of_this_thread_s();
        cells = search();
        whole_s += cpu_of_this_thread_s() - start_s;
        state.PauseTiming();
        const double bare_start_s = cpu_of_this_thread_s();
        bare();
        bare_s += cpu_of_this_thread_s() - bare_start_s;
        state.ResumeTiming();
    }
    state.counters["cells"] = static_cast<double>(cells);
    state.counters["target_ms"] = target_ms;
    state.counters["bare_ms"] = 1e3 * bare_s / static_cast<double>(state.iterations());
    state.counters["times_bare"] = whole_s / bare_s;
}

}  // namespace boresight::tests
