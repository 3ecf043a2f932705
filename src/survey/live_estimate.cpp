// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/live_estimate.h"

#include <algorithm>
#include <cmath>

#include "dsp/core/decibel.h"
#include "dsp/lte/track.h"

namespace boresight::survey {

namespace {

// A cell's looks at one stop.
struct Dwelt {
    aim::Blocks blocks;   // less the gain
    double limit_db = 0;  // level at which half of the looks detect it
    std::optional<double> sinr_db;
};

std::optional<Dwelt> dwelt(const SweepStopRecord& stop, std::size_t cell) {
    Dwelt out;
    double noise = 0, power = 0, n = 0;
    for (const CarrierDwell& carrier : stop.carriers)
        for (const CellLook& look : carrier.looks) {
            if (look.cell != cell || !look.reading.noise_dbfs_re) continue;
            const double gain_db = carrier.dwell.gain_db.value_or(0);
            const std::optional<double> level_dbfs = look_level_dbfs(look.reading);
            out.blocks.push_back(level_dbfs ? std::optional(*level_dbfs - gain_db) : std::nullopt);
            noise += dsp::power_from_db(*look.reading.noise_dbfs_re - gain_db);
            if (look.reading.rsrp_dbfs) power += dsp::power_from_db(*look.reading.rsrp_dbfs - gain_db);
            n += 1;
        }
    if (n == 0) return std::nullopt;
    out.limit_db = dsp::db_from_power(noise / n) + dsp::lte::detection_snr_db;
    if (power > 0) out.sinr_db = dsp::db_from_power(power / noise);
    return out;
}

double middle_s(const SweepStopRecord& stop, const SweepStopRecord& first) {
    return 1e-9 * (0.5 * static_cast<double>(stop.start_ns - first.start_ns) +
                   0.5 * static_cast<double>(stop.end_ns - first.start_ns));
}

// Of stops of one purpose: those of the sweep, or those that compare polarizations.
CellSeries series_of(std::span<const SweepStopRecord> stops, std::size_t cell, bool polarization) {
    CellSeries series;
    std::vector<aim::Blocks> dwells;
    std::vector<double> limits_db;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const SweepStopRecord& stop = stops[i];
        if ((stop.kind == StopKind::polarization) != polarization || stop.spoiled()) continue;
        const std::optional<Dwelt> dwell = dwelt(stop, cell);
        if (!dwell) continue;
        series.stops.push_back(i);
        series.places.push_back({.time_s = middle_s(stop, stops.front()), .azimuth_deg = stop.azimuth_deg});
        series.sinr_db.push_back(dwell->sinr_db);
        dwells.push_back(dwell->blocks);
        limits_db.push_back(dwell->limit_db);
    }
    // The limit differs from stop to stop, since interference does; readings other than full ones are counted from it.
    series.levels = aim::read_dwells(dwells, 0);
    for (std::size_t i = 0; i < dwells.size(); ++i)
        if (series.levels.readings[i].kind != aim::ReadingKind::full)
            series.levels.readings[i].level_db += limits_db[i];
    return series;
}

std::vector<aim::StopDone> done_stops(std::span<const SweepStopRecord> stops, const std::vector<CellSeries>& cells) {
    std::vector<aim::StopDone> done;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const SweepStopRecord& stop = stops[i];
        if (stop.kind == StopKind::polarization || stop.spoiled()) continue;
        aim::StopDone out;
        out.time_s = middle_s(stop, stops.front());
        out.azimuth_deg = stop.azimuth_deg;
        out.skipped = stop.skipped();
        out.purpose = stop.kind == StopKind::ring        ? aim::StopPurpose::ring
                      : stop.kind == StopKind::reference ? aim::StopPurpose::reference
                                                         : aim::StopPurpose::fine;
        for (const CellSeries& cell : cells) {
            const auto at = std::find(cell.stops.begin(), cell.stops.end(), i);
            if (at == cell.stops.end()) continue;
            const aim::Reading& reading = cell.levels.readings[static_cast<std::size_t>(at - cell.stops.begin())];
            if (reading.detected()) out.level_db = std::max(out.level_db.value_or(-1e300), reading.level_db);
        }
        done.push_back(out);
    }
    return done;
}

// By the cell that the verdict is about: others may be better off the other way.
void compare_polarizations(std::span<const SweepStopRecord> stops, double first_deg, LiveEstimate& estimate) {
    std::vector<aim::PolarizedStop> places;
    for (const SweepStopRecord& stop : stops)
        if (stop.kind == StopKind::polarization && !stop.spoiled() && !stop.skipped())
            places.push_back({.time_s = middle_s(stop, stops.front()), .b = stop.polarization_deg != first_deg});
    estimate.polarization_dwells = places.size();
    if (places.empty() || !estimate.verdict.cell) return;
    const std::vector<std::vector<aim::Reading>> readings{
        series_of(stops, *estimate.verdict.cell, true).levels.readings};
    if (readings.front().size() == places.size()) estimate.polarization = aim::fit_polarization(places, readings);
}

}  // namespace

std::optional<double> look_level_dbfs(const store::Reading& reading) {
    if (!reading.rsrp_dbfs) return std::nullopt;
    double power = 0;
    for (const std::optional<double>& port :
         {reading.rsrp_dbfs, reading.rsrp_port1_dbfs, reading.rsrp_port2_dbfs, reading.rsrp_port3_dbfs})
        if (port) power += dsp::power_from_db(*port);
    return dsp::db_from_power(power);
}

LiveEstimate estimate_live(std::span<const SweepStopRecord> stops, std::size_t cells, const aim::SweepPlanSetting& plan,
                           const EstimateWish& wish) {
    LiveEstimate estimate;
    estimate.fits.resize(cells);
    if (stops.empty()) return estimate;
    for (std::size_t cell = 0; cell < cells; ++cell) estimate.cells.push_back(series_of(stops, cell, false));
    estimate.done = done_stops(stops, estimate.cells);
    if (!wish.fit) return estimate;
    const aim::SweepSetting setting{.beamwidth_deg = plan.beamwidth_deg,
                                    .azimuth_sigma_deg = plan.azimuth_sigma_deg,
                                    .present_deg = wish.present_deg};
    for (std::size_t cell = 0; cell < cells; ++cell)
        estimate.fits[cell] = aim::fit_cell(estimate.cells[cell].places, estimate.cells[cell].levels.readings, setting);
    std::vector<aim::Stop> places;
    for (const aim::StopDone& done : estimate.done)
        places.push_back({.time_s = done.time_s, .azimuth_deg = done.azimuth_deg});
    estimate.verdict = aim::decide(estimate.fits, places, plan.beamwidth_deg);
    compare_polarizations(stops, stops.front().polarization_deg, estimate);
    return estimate;
}

}  // namespace boresight::survey
