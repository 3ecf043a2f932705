// SPDX-License-Identifier: GPL-3.0-or-later
// Made sweeps: an antenna whose main lobe is a parabola in dB over a flat floor, which isn't the fit's lobe; blocks
// with fading, level with a drift. The same seed makes the same sweep.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "aim/angle.h"
#include "aim/dwell.h"
#include "aim/fit.h"

namespace boresight::aim {

struct MadeSweep {
    std::vector<Stop> stops;
    std::vector<Blocks> blocks;
};

struct SweepRecipe {
    double peak_deg = 0;
    double width_deg = 55;
    double floor_db = -15;  // 0: no direction at all
    double level_dbm = -90;
    double noise_dbm = -118;
    std::uint32_t seed = 1;
};

constexpr double made_azimuth_sigma_deg = 3, made_beamwidth_deg = 55, made_limit_dbm = -124;

inline double made_gain_db(const SweepRecipe& recipe, double azimuth_deg) {
    const double off = 2 * std::abs(wrap_deg(azimuth_deg - recipe.peak_deg)) / recipe.width_deg;
    return std::max(recipe.floor_db, -3 * off * off);
}

// Twelve stops around the circle, the first again in the middle and at the end, six about the peak.
inline MadeSweep make_sweep(const SweepRecipe& recipe) {
    std::vector<double> azimuths_deg;
    for (int k = 0; k < 12; ++k) {
        if (k == 6) azimuths_deg.push_back(0);
        azimuths_deg.push_back(30.0 * k);
    }
    azimuths_deg.push_back(0);
    for (const double off : {-0.6, -0.35, 0.0, 0.35, 0.6, 0.0})
        azimuths_deg.push_back(5 * std::round((recipe.peak_deg + off * made_beamwidth_deg) / 5));
    std::mt19937 random(recipe.seed);
    std::normal_distribution<double> normal;
    std::gamma_distribution<double> fading(16, 1.0 / 16);
    MadeSweep sweep;
    for (std::size_t i = 0; i < azimuths_deg.size(); ++i) {
        const double time_s = 16 + 20 * static_cast<double>(i);
        sweep.stops.push_back({.time_s = time_s, .azimuth_deg = azimuth_of(azimuths_deg[i])});
        const double true_deg = azimuths_deg[i] + 0.5 * made_azimuth_sigma_deg * normal(random);
        const double level_dbm =
            recipe.level_dbm + made_gain_db(recipe, true_deg) + 0.5 * std::sin(time_s / 120) + 0.3 * normal(random);
        Blocks blocks;
        for (int b = 0; b < 80; ++b) {
            const double block_dbm = level_dbm + 10 * std::log10(fading(random));
            const bool detected = block_dbm - recipe.noise_dbm + 1.5 * normal(random) > -6;
            blocks.push_back(detected ? std::optional(block_dbm) : std::nullopt);
        }
        sweep.blocks.push_back(std::move(blocks));
    }
    return sweep;
}

inline std::vector<Reading> readings_of(const MadeSweep& sweep) {
    return read_dwells(sweep.blocks, made_limit_dbm).readings;
}

inline std::optional<CellFit> fit_of(const MadeSweep& sweep, double present_deg = 0) {
    return fit_cell(
        sweep.stops, readings_of(sweep),
        {.beamwidth_deg = made_beamwidth_deg, .azimuth_sigma_deg = made_azimuth_sigma_deg, .present_deg = present_deg});
}

}  // namespace boresight::aim
