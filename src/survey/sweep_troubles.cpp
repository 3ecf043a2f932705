// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/sweep_troubles.h"

#include <algorithm>

#include "survey/site_fits.h"

namespace boresight::survey {

namespace {

aim::DwellHealth health_of(const SweepStopRecord& stop) {
    aim::DwellHealth health;
    health.overloaded = stop.full_scale();
    for (const CarrierDwell& carrier : stop.carriers) {
        health.clipped_share = std::max(health.clipped_share, carrier.clipped_share);
        if (!health.gain_db) health.gain_db = carrier.dwell.gain_db;
        for (const CellLook& look : carrier.looks) {
            if (!look.reading.noise_dbfs_re) continue;
            health.noise_dbfs =
                std::min(health.noise_dbfs.value_or(*look.reading.noise_dbfs_re), *look.reading.noise_dbfs_re);
        }
    }
    return health;
}

}  // namespace

std::vector<aim::Diagnosis> troubles_of(std::span<const SweepStopRecord> stops, const LiveEstimate& estimate,
                                        const aim::SweepPlanSetting& plan) {
    std::vector<std::size_t> numbers;
    std::vector<aim::Stop> places;
    std::vector<aim::DwellHealth> health;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const SweepStopRecord& stop = stops[i];
        if (!finds_direction(stop.kind) || stop.skipped()) continue;
        numbers.push_back(i);
        const double middle_ns = 0.5 * static_cast<double>(stop.start_ns - stops.front().start_ns) +
                                 0.5 * static_cast<double>(stop.end_ns - stops.front().start_ns);
        places.push_back(
            {.time_s = 1e-9 * middle_ns, .azimuth_deg = stop.azimuth_deg, .azimuth_sigma_deg = stop.azimuth_sigma_deg});
        health.push_back(health_of(stop));
    }
    std::vector<aim::CellReadings> cells;
    std::vector<std::vector<std::size_t>> fit_stops;
    for (const CellSeries& series : estimate.cells) {
        fit_stops.emplace_back();
        for (const std::size_t stop : series.stops)
            fit_stops.back().push_back(
                static_cast<std::size_t>(std::find(numbers.begin(), numbers.end(), stop) - numbers.begin()));
        cells.push_back(
            {.readings = readings_at(series, numbers), .correlation_blocks = series.levels.correlation_blocks});
    }
    std::vector<aim::Diagnosis> found = aim::diagnose({.stops = places,
                                                       .health = health,
                                                       .cells = cells,
                                                       .fits = estimate.fits,
                                                       .fit_stops = fit_stops,
                                                       .dwell_s = plan.dwell_s});
    for (aim::Diagnosis& each : found)
        for (std::size_t& stop : each.stops) stop = numbers[stop];
    return found;
}

}  // namespace boresight::survey
