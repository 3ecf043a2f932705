// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/sweep_estimate.h"

namespace boresight::survey {

namespace {

void fit_bearings(const SweepFile& sweep, SweepEstimate& estimate) {
    std::vector<aim::Stop> stops;
    for (const SweepStop& stop : sweep.stops) stops.push_back({.time_s = stop.time_s, .azimuth_deg = stop.azimuth_deg});
    const aim::SweepSetting setting{.beamwidth_deg = *sweep.beamwidth_deg,
                                    .azimuth_sigma_deg = *sweep.azimuth_sigma_deg,
                                    .present_deg = estimate.present_deg};
    for (std::size_t cell = 0; cell < sweep.cells(); ++cell)
        estimate.fits[cell] = aim::fit_cell(stops, estimate.cells[cell].readings, setting);
    estimate.verdict = aim::decide(estimate.fits, stops, setting.beamwidth_deg, setting.azimuth_sigma_deg);
    estimate.troubles = aim::diagnose({.stops = stops,
                                       .health = {},
                                       .cells = estimate.cells,
                                       .fits = estimate.fits,
                                       .dwell_s = sweep.stops.front().dwell_s});
}

void compare_polarizations(const SweepFile& sweep, SweepEstimate& estimate) {
    std::vector<aim::PolarizedStop> stops;
    for (const SweepStop& stop : sweep.stops) stops.push_back({.time_s = stop.time_s, .b = stop.b});
    std::vector<std::vector<aim::Reading>> readings;
    for (const aim::CellReadings& cell : estimate.cells) readings.push_back(cell.readings);
    estimate.polarization = aim::fit_polarization(stops, readings);
}

}  // namespace

SweepEstimate estimate_sweep(const SweepFile& sweep, std::optional<double> present_deg) {
    SweepEstimate estimate;
    estimate.present_deg = present_deg.value_or(sweep.stops.front().azimuth_deg);
    for (std::size_t cell = 0; cell < sweep.cells(); ++cell) {
        std::vector<aim::Blocks> dwells;
        for (const SweepStop& stop : sweep.stops) dwells.push_back(stop.cells[cell]);
        estimate.cells.push_back(aim::read_dwells(dwells, sweep.limit_dbm));
    }
    estimate.fits.resize(sweep.cells());
    if (sweep.kind == SweepFile::Kind::sweep)
        fit_bearings(sweep, estimate);
    else
        compare_polarizations(sweep, estimate);
    return estimate;
}

}  // namespace boresight::survey
