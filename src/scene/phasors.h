// SPDX-License-Identifier: GPL-3.0-or-later
// A phasor that turns by the same angle at every step, eight steps at a time, so that the processor's wide registers
// serve. Rounding grows with the number of steps: below 2e-5 after 2048. `rotate` begins anew as often.
#pragma once

#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>
#include <span>

namespace boresight::scene {

class Phasors {
public:
    static constexpr std::size_t lanes = 8;

    // scale * exp(2 pi i (start_cycles + n * step_cycles)), from n = 0 on; cycles of any size, best near 0.
    Phasors(double start_cycles, double step_cycles, std::complex<double> scale = 1) {
        std::complex<double> value = scale * turned(start_cycles);
        const std::complex<double> step = turned(step_cycles);
        for (std::size_t i = 0; i < lanes; ++i) {
            real[i] = static_cast<float>(value.real());
            imaginary[i] = static_cast<float>(value.imag());
            value *= step;
        }
        const std::complex<double> far = turned(step_cycles * lanes);
        far_real_ = static_cast<float>(far.real());
        far_imaginary_ = static_cast<float>(far.imag());
    }

    void advance() {
        for (std::size_t i = 0; i < lanes; ++i) {
            const float r = real[i];
            real[i] = r * far_real_ - imaginary[i] * far_imaginary_;
            imaginary[i] = r * far_imaginary_ + imaginary[i] * far_real_;
        }
    }

    std::array<float, lanes> real;
    std::array<float, lanes> imaginary;

private:
    static std::complex<double> turned(double cycles) {
        return std::polar(1.0, 2 * std::numbers::pi * (cycles - std::nearbyint(cycles)));
    }

    float far_real_ = 1;
    float far_imaginary_ = 0;
};

// Adds amplitude * exp(2 pi i (start + i * step)); cycles of any size.
void add_tone(std::span<std::complex<float>> values, long double start_cycles, long double step_cycles,
              double amplitude);

// `values[i]` turned by start + i * step; cycles of any size.
void rotate(std::span<std::complex<float>> values, long double start_cycles, long double step_cycles);

}  // namespace boresight::scene
