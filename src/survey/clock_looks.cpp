// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/clock_looks.h"

#include <algorithm>
#include <cmath>

#include "survey/carrier_raster.h"

namespace boresight::survey {

namespace {

constexpr double taken_over_ppm = 4;      // a surer clock of the samples was measured, others are those of the carrier
constexpr double one_crystal_ppm = 3;     // beside what noise does: a timing that creeps with the channel
constexpr double other_point_ppm = 10;    // less than from one point of the raster to the next, up to 4 GHz
constexpr double least_sigma_ppm = 0.05;  // of a cell's timing
constexpr double useless_ppm = 1;         // of an offset that was measured without success

double shown_ppm(const ScanCell& cell) {
    return 1e6 * cell.cell.cfo_hz / *cell.frequency_hz;
}

std::vector<ScanCell> best_first(std::span<const ScanCell> cells) {
    std::vector<ScanCell> known;
    for (const ScanCell& cell : cells)
        if (cell.frequency_hz) known.push_back(cell);
    std::stable_sort(known.begin(), known.end(),
                     [](const ScanCell& a, const ScanCell& b) { return a.cell.sinr_db > b.cell.sinr_db; });
    return known;
}

double median_shown_ppm(const std::vector<ScanCell>& cells) {
    std::vector<double> all;
    for (const ScanCell& cell : cells) all.push_back(shown_ppm(cell));
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), middle, all.end());
    return *middle;
}

// On the points of the raster that a radio with that clock would show there.
std::vector<ScanCell> put_by_clock(std::vector<ScanCell> cells, double around_ppm) {
    std::vector<Sighting> sightings;
    for (const ScanCell& cell : cells) sightings.push_back({*cell.frequency_hz + cell.cell.cfo_hz, cell.cell.duplex});
    const RasterAssignment raster = assign_raster(sightings, {around_ppm, other_point_ppm});
    for (std::size_t k = 0; k < cells.size(); ++k) {
        cells[k].frequency_hz = raster.frequency_hz[k];
        cells[k].cell.cfo_hz = sightings[k].seen_hz - raster.frequency_hz[k];
    }
    return cells;
}

}  // namespace

std::optional<KnownClock> sample_clock(std::span<const ScanCell> cells) {
    double weights = 0, sum = 0;
    for (const ScanCell& cell : cells) {
        if (!cell.cell.clock_ppm || cell.cell.clock_sigma_ppm >= taken_over_ppm) continue;
        const double sigma = std::hypot(cell.cell.clock_sigma_ppm, least_sigma_ppm);
        weights += 1 / (sigma * sigma);
        sum += *cell.cell.clock_ppm / (sigma * sigma);
    }
    if (weights == 0) return std::nullopt;
    return KnownClock{.clock_ppm = sum / weights, .sigma_ppm = 1 / std::sqrt(weights)};
}

bool one_crystal(double clock_ppm, const KnownClock& of_samples) {
    return std::abs(clock_ppm - of_samples.clock_ppm) < one_crystal_ppm + 3 * of_samples.sigma_ppm;
}

std::optional<FirstLook> judge_first_look(std::span<const ScanCell> cells) {
    std::vector<ScanCell> known = best_first(cells);
    if (known.empty()) return std::nullopt;
    FirstLook look{.around_ppm = median_shown_ppm(known), .carriers_hz = {}};
    const std::optional<KnownClock> samples = sample_clock(known);
    if (samples && !one_crystal(shown_by_clock_ppm(look.around_ppm), *samples)) {
        std::vector<ScanCell> moved = put_by_clock(known, shown_by_clock_ppm(samples->clock_ppm));
        const double around_ppm = median_shown_ppm(moved);
        if (one_crystal(shown_by_clock_ppm(around_ppm), *samples)) {
            known = std::move(moved);
            look.around_ppm = around_ppm;
        }
    }
    for (const ScanCell& cell : known)
        if (std::find(look.carriers_hz.begin(), look.carriers_hz.end(), *cell.frequency_hz) == look.carriers_hz.end())
            look.carriers_hz.push_back(*cell.frequency_hz);
    return look;
}

std::vector<ClockSighting> sightings_of(std::span<const Stretch> pieces, double sample_rate_hz) {
    std::vector<ClockSighting> all;
    for (const Stretch& piece : pieces) {
        const double middle_s = 1e-9 * static_cast<double>(piece.wall_ns.value_or(0)) +
                                static_cast<double>(piece.samples) / sample_rate_hz / 2;
        for (const ScanCell& cell : piece.cells) {
            if (!cell.frequency_hz) continue;
            const double sigma_ppm = 1e6 * cell.cell.cfo_sigma_hz / *cell.frequency_hz;
            if (!(sigma_ppm < useless_ppm)) continue;
            all.push_back({.frequency_hz = *cell.frequency_hz,
                           .pci = cell.cell.pci,
                           .time_s = middle_s,
                           .clock_ppm = shown_by_clock_ppm(shown_ppm(cell)),
                           .sigma_ppm = sigma_ppm});
        }
    }
    return all;
}

}  // namespace boresight::survey
