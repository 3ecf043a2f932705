// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/spectrum/noise_floor.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace boresight::dsp::spectrum {

namespace {

constexpr std::size_t most_cells = 256;
constexpr double quantile = 0.1;
constexpr double normal_quantile = -1.2816;  // of 0.1
constexpr double agreement_sigmas = 4;
constexpr double ripple = 0.06;  // a radio's noise is not quite flat: 0.25 dB
constexpr int rounds = 3;

// The q-quantile of a gamma distribution of that shape, over its mean.
double gamma_quantile(double shape, double normal) {
    const double root = 1 - 1 / (9 * shape) + normal / (3 * std::sqrt(shape));
    return root * root * root;
}

struct Cells {
    std::vector<double> densities;
    double averages = 0;  // independent powers in each
};

Cells make_cells(const Spectrum& spectrum) {
    const auto bins = static_cast<double>(spectrum.bins());
    const auto first = static_cast<std::size_t>(std::ceil(bins * (1 - usable_share) / 2));
    const std::size_t last = spectrum.bins() - first;  // one beyond
    const double enbw = spectrum.enbw_hz / spectrum.step_hz;
    const auto fewest = static_cast<std::size_t>(std::ceil(2 * enbw));  // so that neighbours are nearly independent
    const std::size_t per_cell = std::max((last - first) / most_cells, fewest);
    Cells cells;
    for (std::size_t bin = first; bin + per_cell <= last; bin += per_cell) {
        const auto begin = spectrum.mean.begin() + static_cast<std::ptrdiff_t>(bin);
        cells.densities.push_back(std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(per_cell), 0.0) /
                                  static_cast<double>(per_cell));
    }
    cells.averages = static_cast<double>(spectrum.frames) * static_cast<double>(per_cell) / enbw;
    return cells;
}

}  // namespace

NoiseFloor estimate_noise_floor(const Spectrum& spectrum) {
    if (spectrum.frames == 0) return {};
    Cells cells = make_cells(spectrum);
    std::vector<double>& sorted = cells.densities;
    if (sorted.empty()) return {};
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<std::size_t>(quantile * static_cast<double>(sorted.size() - 1));
    NoiseFloor floor;
    floor.density = sorted[rank] / gamma_quantile(cells.averages, normal_quantile);
    const double reach = 1 + ripple + agreement_sigmas / std::sqrt(cells.averages);
    for (int round = 0; round < rounds; ++round) {
        const auto end = std::upper_bound(sorted.begin(), sorted.end(), floor.density * reach);
        const auto n = static_cast<double>(end - sorted.begin());
        if (n < 2) break;
        const double sum = std::accumulate(sorted.begin(), end, 0.0);
        const double squares = std::inner_product(sorted.begin(), end, sorted.begin(), 0.0);
        floor.density = sum / n;
        const double variance = std::max(squares / n - floor.density * floor.density, 0.0);
        floor.relative_sigma = floor.density > 0 ? std::sqrt(variance / n) / floor.density : 0;
        floor.empty_share = n / static_cast<double>(sorted.size());
    }
    return floor;
}

}  // namespace boresight::dsp::spectrum
