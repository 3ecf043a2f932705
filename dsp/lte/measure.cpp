// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/measure.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"

namespace boresight::dsp::lte {

namespace {

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

// A port's values in one slot: 24 places in order of symbol, of ports 2 and 3 twelve.
std::vector<Sample> slot_values(const Subframe& subframe, int port, int slot) {
    std::vector<Sample> values;
    const auto append = [&](CrsSymbol kind) {
        const CrsValues z = subframe.port(port, slot, kind);
        values.insert(values.end(), z.begin(), z.end());
    };
    if (port >= 2) {
        append(CrsSymbol::second);
        return values;
    }
    append(CrsSymbol::first);
    append(CrsSymbol::third_last);
    return values;
}

// How far these can be trusted.
std::vector<float> slot_weights(const CrsGrid& grid, int port) {
    std::vector<float> weights;
    const auto append = [&](CrsSymbol kind) {
        const int shift = crs_shift(grid.alignment().pci, port, kind, 0);
        for (int m = 0; m < crs_per_symbol; ++m) weights.push_back(grid.weight((6 * m + shift) / 3));
    };
    if (port >= 2) {
        append(CrsSymbol::second);
        return weights;
    }
    append(CrsSymbol::first);
    append(CrsSymbol::third_last);
    return weights;
}

// Mean power at the reference signals of port 0, less what both slots share.
double unshared(const Subframe& subframe) {
    const std::vector<float> weights = slot_weights(subframe.grid, 0);
    const std::vector<Sample> a = slot_values(subframe, 0, 0), b = slot_values(subframe, 0, 1);
    double sum = 0, total = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        sum += weights[i] * 0.5 * static_cast<double>(std::norm(a[i] - b[i]));
        total += weights[i];
    }
    return sum / total;
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

Levels levels_of(const std::vector<PilotSeries>& ports, const std::vector<double>& noise,
                 const std::vector<double>& total, int n_rb) {
    Levels levels;
    levels.n = static_cast<int>(noise.size());
    levels.n_rb = n_rb;
    levels.rsrp.resize(ports.size());
    if (levels.n == 0) return levels;
    levels.noise = mean_level(noise);
    levels.rssi = mean_level(total);
    for (std::size_t p = 0; p < ports.size(); ++p) levels.rsrp[p] = ports[p].power(levels.noise.power);
    levels.sinr_db = levels.rsrp[0].dbfs() - levels.noise.dbfs();
    levels.sinr_sigma_db = std::hypot(levels.rsrp[0].sigma_db, levels.noise.sigma_db);
    levels.rsrq_db = db_from_power(n_rb * levels.rsrp[0].power / levels.rssi.power);
    levels.rsrq_sigma_db = std::hypot(levels.rsrp[0].sigma_db, levels.rssi.sigma_db);
    return levels;
}

void set_levels(Cell& cell, const Levels& levels) {
    cell.rsrp_ports_dbfs.clear();
    for (const Level& port : levels.rsrp) cell.rsrp_ports_dbfs.push_back(port.dbfs());
    cell.rsrp_dbfs = levels.rsrp[0].dbfs();
    cell.rsrp_sigma_db = levels.rsrp[0].sigma_db;
    cell.rssi_dbfs = levels.rssi.dbfs();
    cell.rssi_sigma_db = levels.rssi.sigma_db;
    cell.rsrq_db = levels.rsrq_db;
    cell.rsrq_sigma_db = levels.rsrq_sigma_db;
    cell.rsrq_n_rb = levels.n_rb;
    cell.sinr_db = levels.sinr_db;
    cell.sinr_sigma_db = levels.sinr_sigma_db;
    cell.noise_dbfs_re = levels.noise.dbfs();
    cell.noise_sigma_db = levels.noise.sigma_db;
    cell.n = levels.n;
}

Levels measure(const CrsGrid& grid, int ports) {
    return measure(grid, ports, grid);
}

Levels measure(const CrsGrid& grid, int ports, const CrsGrid& received) {
    std::vector<double> noise, total;
    std::vector<PilotSeries> series(static_cast<std::size_t>(ports));
    for (int p = 0; p < ports; ++p) series[static_cast<std::size_t>(p)].clear(slot_weights(grid, p), p < 2);
    const std::span<const CrsGridSymbol> symbols = grid.symbols();
    for (std::size_t first = 0; first + crs_symbols_per_subframe <= symbols.size(); first += crs_symbols_per_subframe) {
        const Subframe subframe{grid, symbols.subspan(first, crs_symbols_per_subframe)};
        const Subframe whole{received, std::span(received.symbols()).subspan(first, crs_symbols_per_subframe)};
        for (int p = 0; p < ports; ++p)
            series[static_cast<std::size_t>(p)].add(symbols[first].start, slot_values(subframe, p, 0),
                                                    slot_values(subframe, p, 1));
        noise.push_back(unshared(whole));
        total.push_back(symbol_power(whole));
    }
    return levels_of(series, noise, total, measured_n_rb);
}

}  // namespace boresight::dsp::lte
