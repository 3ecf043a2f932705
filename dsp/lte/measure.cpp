// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/measure.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"

namespace boresight::dsp::lte {

namespace {

constexpr double least_power = 1e-20;            // -200 dBFS: below what float samples hold
constexpr double db_per_relative = 4.342944819;  // 10 / ln 10

// Mean and standard error of a series in time whose neighbours may be alike.
Level level_of(const std::vector<double>& series) {
    const double n = static_cast<double>(series.size());
    double mean = 0, variance = 0, neighbours = 0;
    for (const double x : series) mean += x / n;
    for (std::size_t i = 0; i < series.size(); ++i) {
        variance += (series[i] - mean) * (series[i] - mean) / std::max(n - 1, 1.0);
        if (i > 0) neighbours += (series[i] - mean) * (series[i - 1] - mean) / std::max(n - 1, 1.0);
    }
    double alike = variance > 0 ? neighbours / variance : 0;
    if (alike < 2 / std::sqrt(n)) alike = 0;
    alike = std::min(alike, 0.9);
    const double error = std::sqrt(variance / n * (1 + alike) / (1 - alike));
    Level level;
    level.power = std::max(mean, least_power);
    level.sigma_db = db_per_relative * error / level.power;
    return level;
}

// The six symbols of one subframe in the order of the grid: first, second, third last, of either slot.
struct Subframe {
    const CrsGrid& grid;
    std::span<const CrsGridSymbol> symbols;

    CrsValues port(int port, int slot, CrsSymbol kind) const {
        const CrsGridSymbol& s = symbols[static_cast<std::size_t>(3 * slot + (kind == CrsSymbol::first    ? 0
                                                                              : kind == CrsSymbol::second ? 1
                                                                                                          : 2))];
        const Alignment& a = grid.alignment();
        return crs_values(s, crs_sequence(a.pci, a.cp, s.n_s, grid.symbol_number(s)),
                          crs_shift(a.pci, port, kind, s.n_s));
    }
};

// The mean of the real products, each place by how far it can be trusted.
double mean_product(const Subframe& subframe, int port, int slot_a, int slot_b, CrsSymbol kind) {
    const CrsValues a = subframe.port(port, slot_a, kind), b = subframe.port(port, slot_b, kind);
    const int shift = crs_shift(subframe.grid.alignment().pci, port, kind,
                                subframe.symbols[3 * static_cast<std::size_t>(slot_a)].n_s);
    double sum = 0, weights = 0;
    for (int m = 0; m < crs_per_symbol; ++m) {
        const float weight = subframe.grid.weight((6 * m + shift) / 3);
        sum += weight * (std::conj(a[m]) * b[m]).real();
        weights += weight;
    }
    return sum / weights;
}

double port_power(const Subframe& subframe, int port) {
    // Ports 2 and 3 have one symbol a slot, three subcarriers apart in the two: neighbours stand for each other.
    if (port >= 2) return mean_product(subframe, port, 0, 1, CrsSymbol::second);
    return 0.5 * (mean_product(subframe, port, 0, 1, CrsSymbol::first) +
                  mean_product(subframe, port, 0, 1, CrsSymbol::third_last));
}

double port_0_energy(const Subframe& subframe) {
    double sum = 0;
    for (int slot = 0; slot < 2; ++slot)
        for (const CrsSymbol kind : {CrsSymbol::first, CrsSymbol::third_last})
            sum += mean_product(subframe, 0, slot, slot, kind) / 4;
    return sum;
}

double symbol_power(const Subframe& subframe) {
    double sum = 0;
    for (int i = 0; i < crs_symbols_per_subframe; ++i) {
        if (i % 3 == 1) continue;
        for (const Sample& y : subframe.symbols[static_cast<std::size_t>(i)].received) sum += std::norm(y) / 4;
    }
    return sum;
}

}  // namespace

double Level::dbfs() const {
    return db_from_power(power);
}

Levels measure(const CrsGrid& grid, int ports) {
    Levels levels;
    levels.n = grid.subframes();
    levels.rsrp.resize(static_cast<std::size_t>(ports));
    if (levels.n == 0) return levels;
    std::vector<std::vector<double>> powers(static_cast<std::size_t>(ports));
    std::vector<double> noise, total;
    const std::span<const CrsGridSymbol> symbols = grid.symbols();
    for (std::size_t first = 0; first + crs_symbols_per_subframe <= symbols.size(); first += crs_symbols_per_subframe) {
        const Subframe subframe{grid, symbols.subspan(first, crs_symbols_per_subframe)};
        for (int p = 0; p < ports; ++p) powers[static_cast<std::size_t>(p)].push_back(port_power(subframe, p));
        noise.push_back(port_0_energy(subframe) - powers[0].back());
        total.push_back(symbol_power(subframe));
    }
    for (std::size_t p = 0; p < powers.size(); ++p) levels.rsrp[p] = level_of(powers[p]);
    levels.noise = level_of(noise);
    levels.rssi = level_of(total);
    levels.sinr_db = levels.rsrp[0].dbfs() - levels.noise.dbfs();
    levels.sinr_sigma_db = std::hypot(levels.rsrp[0].sigma_db, levels.noise.sigma_db);
    levels.rsrq_db = db_from_power(measured_n_rb * levels.rsrp[0].power / levels.rssi.power);
    levels.rsrq_sigma_db = std::hypot(levels.rsrp[0].sigma_db, levels.rssi.sigma_db);
    return levels;
}

}  // namespace boresight::dsp::lte
