// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/tones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <numbers>

namespace boresight::scene {
namespace {

constexpr int reach = 8;  // places of the grid that make one sample
constexpr double finer = 1.5;
constexpr int phases = 512;  // of the kernel's table, straight lines between
// The kernel's own spectrum ends where the first image of the highest tone begins.
constexpr double shape = std::numbers::pi * reach * (1 - 1 / (2 * finer));

// Of the kernel, at cycles per place.
double spectrum(double frequency) {
    const double square = shape * shape - std::pow(std::numbers::pi * reach * frequency, 2);
    const double root = std::sqrt(std::max(square, 1e-12));
    return reach * std::sinh(root) / root;
}

using Weights = std::array<float, reach>;

// By how far the sample lies behind its place. The last row serves a phase that was rounded up to the next place.
const std::array<Weights, phases + 2>& kernel() {
    static const auto table = [] {
        std::array<Weights, phases + 2> all{};
        for (int phase = 0; phase <= phases; ++phase)
            for (int i = 0; i < reach; ++i) {
                const double off = (i - reach / 2 + 1 - phase / static_cast<double>(phases)) * 2 / reach;
                const double inside = std::sqrt(std::max(0.0, 1 - off * off));
                all[static_cast<std::size_t>(phase)][static_cast<std::size_t>(i)] =
                    static_cast<float>(std::cyl_bessel_i(0.0, shape * inside));
            }
        return all;
    }();
    return table;
}

// Four at once: the compiler doesn't see by itself that the kernel's places can go that way.
using Four = float __attribute__((vector_size(16)));

Four load(const float* from) {
    Four four;
    std::memcpy(&four, from, sizeof four);
    return four;
}

float sum(Four parts) {
    return (parts[0] + parts[2]) + (parts[1] + parts[3]);
}

// The next size from `least` on that has small factors only.
int quick_size(int least) {
    for (int size = least;; ++size) {
        int rest = size;
        for (const int factor : {2, 3, 5})
            while (rest % factor == 0) rest /= factor;
        if (rest == 1) return size;
    }
}

}  // namespace

Tones::Tones(int highest)
    : fft_(quick_size(std::max(2 * reach, static_cast<int>(std::ceil(finer * (2 * highest + 1))))),
           Fft::Direction::inverse),
      grid_real_(fft_.input().size() + reach),
      grid_imaginary_(grid_real_.size()) {
    for (int k = 0; k <= highest; ++k)
        lift_.push_back(static_cast<float>(1 / spectrum(k / static_cast<double>(fft_.input().size()))));
}

void Tones::set(int lowest, std::span<const std::complex<float>> amplitudes) {
    const auto input = fft_.input();
    std::fill(input.begin(), input.end(), std::complex<float>{});
    int k = lowest;
    for (const auto& amplitude : amplitudes) {
        const auto place = static_cast<std::size_t>(k < 0 ? k + static_cast<int>(input.size()) : k);
        input[place] = amplitude * lift_[static_cast<std::size_t>(std::abs(k))];
        ++k;
    }
    const auto cycle = fft_.transform();
    std::size_t at = cycle.size() - (reach / 2 - 1);
    for (std::size_t i = 0; i < grid_real_.size(); ++i) {
        grid_real_[i] = cycle[at].real();
        grid_imaginary_[i] = cycle[at].imag();
        if (++at == cycle.size()) at = 0;
    }
}

void Tones::sample(long double start_cycles, long double step_cycles, std::span<std::complex<float>> out) const {
    const float* const weights = kernel().front().data();
    const auto places = static_cast<double>(grid_real_.size() - reach);
    double at = static_cast<double>(start_cycles - std::floor(start_cycles)) * places;
    if (at >= places) at -= places;
    const double step = static_cast<double>(step_cycles - std::floor(step_cycles)) * places;
    for (auto& sample : out) {
        const int place = static_cast<int>(at);
        const auto phase = static_cast<float>((at - place) * phases);
        const int row = static_cast<int>(phase);
        const float share = phase - static_cast<float>(row);
        const float* const near = weights + row * reach;
        const Four low = load(near) + share * (load(near + reach) - load(near));
        const Four high = load(near + 4) + share * (load(near + reach + 4) - load(near + 4));
        const float* const real = grid_real_.data() + place;
        const float* const imaginary = grid_imaginary_.data() + place;
        sample = {sum(low * load(real) + high * load(real + 4)),
                  sum(low * load(imaginary) + high * load(imaginary + 4))};
        at += step;
        if (at >= places) at -= places;
    }
}

}  // namespace boresight::scene
