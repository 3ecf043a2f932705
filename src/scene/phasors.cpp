// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/phasors.h"

#include <algorithm>

namespace boresight::scene {
namespace {

constexpr std::size_t most_steps = 2048;

// `apply(value, phasor)` of each value and its phasor.
template <class Apply>
void walk_piece(std::span<std::complex<float>> values, Phasors phasors, const Apply& apply) {
    const auto lanes = [&](std::size_t at, std::size_t count) {
        for (std::size_t lane = 0; lane < count; ++lane)
            apply(values[at + lane], phasors.real[lane], phasors.imaginary[lane]);
    };
    std::size_t at = 0;
    for (; at + Phasors::lanes <= values.size(); at += Phasors::lanes) {
        lanes(at, Phasors::lanes);
        phasors.advance();
    }
    lanes(at, values.size() - at);
}

// Piece by piece, the phase reduced while there are digits enough.
template <class Apply>
void walk(std::span<std::complex<float>> values, long double start_cycles, long double step_cycles, double scale,
          const Apply& apply) {
    for (std::size_t at = 0; at < values.size(); at += most_steps) {
        const long double start = start_cycles + static_cast<long double>(at) * step_cycles;
        walk_piece(values.subspan(at, std::min(most_steps, values.size() - at)),
                   Phasors(static_cast<double>(start - std::nearbyint(start)), static_cast<double>(step_cycles), scale),
                   apply);
    }
}

}  // namespace

void add_tone(std::span<std::complex<float>> values, long double start_cycles, long double step_cycles,
              double amplitude) {
    walk(values, start_cycles, step_cycles, amplitude, [](std::complex<float>& value, float real, float imaginary) {
        value += std::complex<float>(real, imaginary);
    });
}

void rotate(std::span<std::complex<float>> values, long double start_cycles, long double step_cycles) {
    walk(values, start_cycles, step_cycles, 1, [](std::complex<float>& value, float real, float imaginary) {
        value = {value.real() * real - value.imag() * imaginary, value.real() * imaginary + value.imag() * real};
    });
}

}  // namespace boresight::scene
