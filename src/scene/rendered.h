// SPDX-License-Identifier: GPL-3.0-or-later
// Adds up signals that are made piece by piece, each kept until another is asked for. Pure.
#pragma once

#include <algorithm>
#include <complex>
#include <cstdint>
#include <span>

namespace boresight::scene {

// Samples from `first` on into `out`. State has `rendered`, and then `samples`, the first of which is number `begin`;
// render(n) makes the piece that holds sample n.
template <class State, class Render>
void add_rendered(State& state, std::int64_t first, std::span<std::complex<float>> out, const Render& render) {
    const auto holds = [&state](std::int64_t sample) {
        return state.rendered && sample >= state.begin &&
               sample < state.begin + static_cast<std::int64_t>(state.samples.size());
    };
    while (!out.empty()) {
        if (!holds(first)) render(first);
        const auto offset = static_cast<std::size_t>(first - state.begin);
        const std::size_t count = std::min(out.size(), state.samples.size() - offset);
        for (std::size_t i = 0; i < count; ++i) out[i] += state.samples[offset + i];
        out = out.subspan(count);
        first += static_cast<std::int64_t>(count);
    }
}

}  // namespace boresight::scene
