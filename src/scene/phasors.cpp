// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/phasors.h"

#include <algorithm>

namespace boresight::scene {
namespace {

constexpr std::size_t most_steps = 2048;

void rotate_piece(std::span<std::complex<float>> values, double start_cycles, double step_cycles) {
    Phasors phasors(start_cycles, step_cycles);
    const auto turn = [&](std::size_t at, std::size_t count) {
        for (std::size_t lane = 0; lane < count; ++lane) {
            std::complex<float>& value = values[at + lane];
            value = {value.real() * phasors.real[lane] - value.imag() * phasors.imaginary[lane],
                     value.real() * phasors.imaginary[lane] + value.imag() * phasors.real[lane]};
        }
    };
    std::size_t at = 0;
    for (; at + Phasors::lanes <= values.size(); at += Phasors::lanes) {
        turn(at, Phasors::lanes);
        phasors.advance();
    }
    turn(at, values.size() - at);
}

}  // namespace

void rotate(std::span<std::complex<float>> values, long double start_cycles, long double step_cycles) {
    for (std::size_t at = 0; at < values.size(); at += most_steps) {
        // Reduced while there are digits enough.
        const long double start = start_cycles + static_cast<long double>(at) * step_cycles;
        rotate_piece(values.subspan(at, std::min(most_steps, values.size() - at)),
                     static_cast<double>(start - std::nearbyint(start)), static_cast<double>(step_cycles));
    }
}

}  // namespace boresight::scene
