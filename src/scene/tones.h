// SPDX-License-Identifier: GPL-3.0-or-later
// A sum of tones at whole multiples of one frequency, at any instants: sum over k of a[k] exp(2 pi i k c), where c
// counts cycles of that frequency. A transform gives it on a fine grid, a kernel of eight places between (Kaiser and
// Bessel's, whose slope over the tones is taken out before); the error is below 1e-4 of the largest sum. One object,
// one thread.
#pragma once

#include <complex>
#include <span>
#include <vector>

#include "scene/fft.h"

namespace boresight::scene {

class Tones {
public:
    explicit Tones(int highest);  // k = -highest..highest, at least 0

    // From the tone `lowest` on; all others are silent.
    void set(int lowest, std::span<const std::complex<float>> amplitudes);

    // At start, start + step, ...; both of any size.
    void sample(long double start_cycles, long double step_cycles, std::span<std::complex<float>> out) const;

private:
    Fft fft_;
    std::vector<float> lift_;       // by |k|, against the kernel's slope
    std::vector<float> grid_real_;  // one cycle, and what the kernel reaches beyond
    std::vector<float> grid_imaginary_;
};

}  // namespace boresight::scene
