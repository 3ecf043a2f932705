// SPDX-License-Identifier: GPL-3.0-or-later
#include "scene/tones.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
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

// By how far the sample lies behind its place.
const std::array<Weights, phases + 1>& kernel() {
    static const auto table = [] {
        std::array<Weights, phases + 1> all{};
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

float sum(const Weights& parts) {
    std::array<float, reach / 2> halves;
    for (std::size_t i = 0; i < halves.size(); ++i) halves[i] = parts[i] + parts[i + halves.size()];
    return (halves[0] + halves[2]) + (halves[1] + halves[3]);
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
    for (std::size_t i = 0; i < grid_real_.size(); ++i) {
        const auto& value = cycle[(i + cycle.size() - (reach / 2 - 1)) % cycle.size()];
        grid_real_[i] = value.real();
        grid_imaginary_[i] = value.imag();
    }
}

void Tones::sample(long double start_cycles, long double step_cycles, std::span<std::complex<float>> out) const {
    const auto& table = kernel();
    const auto places = static_cast<double>(grid_real_.size() - reach);
    double at = static_cast<double>(start_cycles - std::floor(start_cycles)) * places;
    const double step = static_cast<double>(step_cycles - std::floor(step_cycles)) * places;
    for (auto& sample : out) {
        const auto place = static_cast<std::size_t>(at);
        const auto phase = static_cast<float>((at - static_cast<double>(place)) * phases);
        const std::size_t row = std::min(static_cast<std::size_t>(phase), std::size_t{phases - 1});
        const float share = phase - static_cast<float>(row);
        const std::size_t first = std::min(place, grid_real_.size() - reach - 1);
        Weights real;
        Weights imaginary;
        for (std::size_t i = 0; i < reach; ++i) {
            const float weight = table[row][i] + share * (table[row + 1][i] - table[row][i]);
            real[i] = weight * grid_real_[first + i];
            imaginary[i] = weight * grid_imaginary_[first + i];
        }
        sample = {sum(real), sum(imaginary)};
        at += step;
        if (at >= places) at -= places;
    }
}

}  // namespace boresight::scene
