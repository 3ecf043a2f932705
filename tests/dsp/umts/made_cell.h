// SPDX-License-Identifier: GPL-3.0-or-later
// Made UMTS cells for tests: pilot, synchronization channels and a load of random chips in the place of all others, as
// root raised cosine pulses at 7.68 MS/s. Powers are dB over the cell's own; all random values come from the generator.
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

#include "dsp/core/iq.h"
#include "dsp/umts/codes.h"

namespace boresight::tests {

struct MadeCell {
    int psc = 0;
    double frame_start = 0;  // of chip 0 of a frame, in samples; frames go on before and after
    double power_db = 0;
    double cfo_hz = 0;
    double pilot_db = -10, primary_sync_db = -15, secondary_sync_db = -15;
    double load_db = -0.8;  // of the chips that are new in every frame
};

constexpr double made_rate_hz = 2 * dsp::umts::chip_rate_hz;

inline double root_raised_cosine(double chips) {
    constexpr double beta = 0.22, pi = std::numbers::pi;
    if (std::abs(chips) < 1e-9) return 1 - beta + 4 * beta / pi;
    const double odd = 1 - std::pow(4 * beta * chips, 2);
    if (std::abs(odd) < 1e-6) return root_raised_cosine(chips + 1e-4);
    return (std::sin(pi * chips * (1 - beta)) + 4 * beta * chips * std::cos(pi * chips * (1 + beta))) /
           (pi * chips * odd);
}

inline double amplitude(double db) {
    return std::pow(10, db / 20);
}

// The chips of one slot, before the cell's power.
inline void made_slot(const MadeCell& cell, const dsp::IqBuffer& code, std::size_t slot, std::mt19937& random,
                      std::vector<std::complex<double>>& chips) {
    using namespace dsp::umts;
    static const SyncCode primary = primary_sync_code();
    const SyncCode secondary = secondary_sync_code(secondary_code_number(code_group(cell.psc), static_cast<int>(slot)));
    const double half = std::numbers::sqrt2 / 2;
    chips.resize(slot_chips);
    for (std::size_t i = 0; i < slot_chips; ++i) {
        const std::uint32_t bits = random();
        const std::complex<double> load((bits & 1) != 0 ? half : -half, (bits & 2) != 0 ? half : -half);
        // The pilot's symbols are 1 + j and the code's chips have power 2.
        const std::complex<double> pilot =
            std::complex<double>(code[slot * slot_chips + i]) * std::complex<double>(0.5, 0.5);
        chips[i] = amplitude(cell.load_db) * load + amplitude(cell.pilot_db) * pilot;
        if (i >= sync_chips) continue;
        const std::complex<double> one(half, half);
        chips[i] -=
            one * (amplitude(cell.primary_sync_db) * primary[i] + amplitude(cell.secondary_sync_db) * secondary[i]);
    }
}

inline void add_cell(std::vector<dsp::Sample>& samples, const MadeCell& cell, std::mt19937& random) {
    using namespace dsp::umts;
    constexpr int reach = 32;  // samples to either side of a chip
    const dsp::IqBuffer code = scrambling_code(cell.psc);
    const double frame = 2.0 * frame_chips, gain = amplitude(cell.power_db);
    const double first = cell.frame_start - std::ceil(cell.frame_start / frame) * frame;
    const double whole = std::floor(first), rest = first - whole;
    std::vector<double> pulse(2 * reach);  // at the samples from reach - 1 before a chip on
    for (int k = 0; k < 2 * reach; ++k) pulse[k] = gain * root_raised_cosine((k - reach + 1 - rest) / 2);
    std::vector<std::complex<double>> chips, sum(samples.size());
    for (std::size_t slot = 0;; ++slot) {
        const auto at = static_cast<std::ptrdiff_t>(whole) + static_cast<std::ptrdiff_t>(slot * 2 * slot_chips);
        if (at >= static_cast<std::ptrdiff_t>(samples.size())) break;
        made_slot(cell, code, slot % slots_per_frame, random, chips);
        for (std::size_t i = 0; i < slot_chips; ++i) {
            const std::ptrdiff_t from = at + static_cast<std::ptrdiff_t>(2 * i) - reach + 1;
            if (from < 0 || from + 2 * reach > static_cast<std::ptrdiff_t>(samples.size())) continue;
            for (int k = 0; k < 2 * reach; ++k) sum[from + k] += chips[i] * pulse[k];
        }
    }
    for (std::size_t n = 0; n < samples.size(); ++n)
        samples[n] += dsp::Sample(
            sum[n] * std::polar(1.0, 2 * std::numbers::pi * std::remainder(cell.cfo_hz * n / made_rate_hz, 1.0)));
}

// White noise with that power in 3.84 MHz.
inline void add_noise(std::vector<dsp::Sample>& samples, double power_db, std::mt19937& random) {
    std::normal_distribution<float> normal(0, static_cast<float>(amplitude(power_db)));
    for (dsp::Sample& s : samples) s += dsp::Sample(normal(random), normal(random));
}

}  // namespace boresight::tests
