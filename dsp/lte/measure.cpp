// SPDX-License-Identifier: GPL-3.0-or-later
#include "dsp/lte/measure.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"

namespace boresight::dsp::lte {

namespace {

constexpr std::size_t noise_ports = 2;
// What the hole that the radio's own 0 Hz leaves does beside it: of the noise where it isn't told from noise, and of
// the signal.
constexpr double hole_in_noise = 0.012, hole_in_signal = 6e-5;

// Where a symbol of either slot stands in the grid's subframes: first, second, third last.
std::size_t place_in_subframe(CrsSymbol symbol) {
    return symbol == CrsSymbol::first ? 0 : symbol == CrsSymbol::second ? 1 : 2;
}

using Subframe = std::span<const CrsGridSymbol>;

std::vector<Sample> slot_values(const CrsGrid& grid, const Subframe& subframe, int port, std::size_t slot) {
    const Alignment& a = grid.alignment();
    std::array<CrsValues, 3> sent;
    for (const CrsSymbol symbol : crs_symbols_of(port)) {
        const CrsGridSymbol& s = subframe[3 * slot + place_in_subframe(symbol)];
        sent[place_in_subframe(symbol)] = crs_sequence(a.pci, a.cp, s.n_s, grid.symbol_number(s));
    }
    std::vector<Sample> values;
    for_each_crs(a.pci, port, subframe[3 * slot].n_s, measured_n_rb, [&](CrsSymbol symbol, int m, int k) {
        const std::size_t place = place_in_subframe(symbol);
        values.push_back(subframe[3 * slot + place].received[k] * std::conj(sent[place][m]));
    });
    return values;
}

PilotPlaces slot_places(const CrsGrid& grid, int port, int slot) {
    PilotPlaces places;
    for_each_crs(grid.alignment().pci, port, slot, measured_n_rb, [&](CrsSymbol, int, int k) {
        places.subcarriers.push_back(signed_subcarrier(k));
        places.trust.push_back(grid.weight(k / 3));
    });
    return places;
}

std::vector<PilotSeries> series_of(const CrsGrid& grid, int ports) {
    std::vector<PilotSeries> series(static_cast<std::size_t>(ports));
    const Subframe symbols = grid.symbols();
    for (int p = 0; p < ports; ++p) {
        PilotSeries& one = series[static_cast<std::size_t>(p)];
        one.clear(slot_places(grid, p, 0), slot_places(grid, p, 1));
        for (std::size_t s = 0; s + crs_symbols_per_subframe <= symbols.size(); s += crs_symbols_per_subframe) {
            const Subframe subframe = symbols.subspan(s, crs_symbols_per_subframe);
            one.add(symbols[s].start, slot_values(grid, subframe, p, 0), slot_values(grid, subframe, p, 1));
        }
    }
    return series;
}

// Power in the symbols with reference signals of port 0, mean over the four of each subframe.
std::vector<double> received_power(const CrsGrid& grid) {
    std::vector<double> total(static_cast<std::size_t>(grid.subframes()), 0);
    for (std::size_t i = 0; i < grid.symbols().size(); ++i) {
        if (grid.symbols()[i].kind == CrsSymbol::second) continue;
        for (const Sample& y : grid.symbols()[i].received) total[i / crs_symbols_per_subframe] += std::norm(y) / 4;
    }
    return total;
}

Level noise_of(const std::vector<PilotSeries>& received) {
    const std::size_t ports = std::min(received.size(), noise_ports);
    double power = 0, variance = 0;
    for (std::size_t p = 0; p < ports; ++p) {
        const Level one = received[p].noise();
        power += one.power;
        variance += std::pow(one.power * one.sigma_db / db_per_relative, 2);
    }
    return level(power / static_cast<double>(ports), std::sqrt(variance) / static_cast<double>(ports));
}

}  // namespace

Levels levels_of(const std::vector<PilotSeries>& ports, const std::vector<PilotSeries>& received,
                 const std::vector<double>& total, int n_rb) {
    Levels levels;
    levels.n = static_cast<int>(total.size());
    levels.n_rb = n_rb;
    levels.rsrp.resize(ports.size());
    if (levels.n == 0) return levels;
    levels.noise = noise_of(received);
    levels.rssi = mean_level(total);
    double shared = 0;
    for (std::size_t p = 0; p < ports.size(); ++p) {
        const PilotSeries::Power power = ports[p].power(levels.noise.power);
        levels.rsrp[p] = power.level;
        if (p == 0) shared = power.shared / static_cast<double>(std::min(received.size(), noise_ports));
    }
    levels.noise.sigma_db =
        std::hypot(levels.noise.sigma_db, db_per_relative * hole_in_noise,
                   db_per_relative * hole_in_signal * levels.rsrp[0].power / std::max(levels.noise.power, least_power));
    levels.coherence = coherence_of(ports[0], levels.rsrp[0].power, levels.noise.power);
    levels.sinr_db = levels.rsrp[0].dbfs() - levels.noise.dbfs();
    // What noise adds to the one by chance it takes from the other.
    levels.sinr_sigma_db =
        std::hypot(levels.rsrp[0].sigma_db, levels.noise.sigma_db, db_per_relative * std::sqrt(2 * shared));
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
    cell.coherence_time_s = levels.coherence.time_s;
    cell.coherence_at_least_s = levels.coherence.at_least_s;
    cell.n = levels.n;
}

Levels measure(const CrsGrid& grid, int ports) {
    return measure(grid, ports, grid);
}

Levels measure(const CrsGrid& grid, int ports, const CrsGrid& received) {
    const std::vector<PilotSeries> series = series_of(grid, ports);
    const std::vector<double> total = received_power(received);
    if (&grid == &received) return levels_of(series, series, total, measured_n_rb);
    return levels_of(series, series_of(received, std::min(ports, static_cast<int>(noise_ports))), total, measured_n_rb);
}

}  // namespace boresight::dsp::lte
