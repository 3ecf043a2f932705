// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/live_estimate.h"

#include <algorithm>
#include <cmath>

#include "aim/turn_plan.h"
#include "dsp/core/decibel.h"
#include "dsp/lte/track.h"
#include "dsp/umts/track.h"
#include "survey/heard_carriers.h"
#include "survey/mount_estimate.h"
#include "survey/site_fits.h"
#include "survey/sweep_troubles.h"

namespace boresight::survey {

namespace {

constexpr double same_gain_db = 0.05, gain_step_sigma_db = 0.3;  // how well the radio's steps of gain are known

// A cell's looks at one stop.
struct Dwelt {
    aim::Blocks blocks;  // less the gain
    double gain_db = 0;
    double noise_db = 0;
    double limit_db = 0;  // from which on it is detected
    std::optional<double> sinr_db;
};

struct Against {
    double dbfs = 0;
    double detection_db = 0;  // the least of the cell's level over it
};

// What a look's level is held against: of LTE the noise of an element, of UMTS all that is received.
std::optional<Against> against(const store::Reading& reading) {
    if (reading.noise_dbfs_re) return Against{*reading.noise_dbfs_re, dsp::lte::detection_snr_db};
    if (reading.rsrp_dbfs || !reading.rssi_dbfs) return std::nullopt;
    return Against{*reading.rssi_dbfs, dsp::umts::detection_ecno_db};
}

std::optional<Dwelt> dwelt(const SweepStopRecord& stop, std::size_t cell) {
    Dwelt out;
    double noise = 0, power = 0, n = 0;
    for (const CarrierDwell& carrier : stop.carriers)
        for (const CellLook& look : carrier.looks) {
            const std::optional<Against> noisy = look.cell == cell ? against(look.reading) : std::nullopt;
            if (!noisy) continue;
            const double gain_db = carrier.dwell.gain_db.value_or(0);
            out.gain_db = gain_db;
            const std::optional<double> level_dbfs = look_level_dbfs(look.reading);
            out.blocks.push_back(level_dbfs ? std::optional(*level_dbfs - gain_db) : std::nullopt);
            noise += dsp::power_from_db(noisy->dbfs - gain_db);
            out.limit_db = noisy->detection_db;
            if (look.reading.rsrp_dbfs) power += dsp::power_from_db(*look.reading.rsrp_dbfs - gain_db);
            n += 1;
        }
    if (n == 0) return std::nullopt;
    out.noise_db = dsp::db_from_power(noise / n);
    out.limit_db += out.noise_db;
    if (power > 0) out.sinr_db = dsp::db_from_power(power / noise);
    return out;
}

double middle_s(const SweepStopRecord& stop, const SweepStopRecord& first) {
    return 1e-9 * (0.5 * static_cast<double>(stop.start_ns - first.start_ns) +
                   0.5 * static_cast<double>(stop.end_ns - first.start_ns));
}

aim::StopPurpose purpose_of_plan(StopKind kind) {
    switch (kind) {
        case StopKind::ring: return aim::StopPurpose::ring;
        case StopKind::reference: return aim::StopPurpose::reference;
        case StopKind::turn: return aim::StopPurpose::turn;
        default: return aim::StopPurpose::fine;
    }
}

std::vector<aim::StopDone> done_stops(std::span<const SweepStopRecord> stops, const std::vector<CellSeries>& cells) {
    std::vector<aim::StopDone> done;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const SweepStopRecord& stop = stops[i];
        if (!finds_direction(stop.kind) || stop.spoiled()) continue;
        aim::StopDone out;
        out.time_s = middle_s(stop, stops.front());
        out.azimuth_deg = stop.azimuth_deg;
        out.skipped = stop.skipped();
        out.purpose = purpose_of_plan(stop.kind);
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

// At the azimuth that is best for the best carrier; the cell that serves there leads.
void choose_carrier(const SweptCells& swept, const EstimateWish& wish, LiveEstimate& estimate) {
    const HeardCarriers heard = heard_carriers(swept, estimate);
    aim::CapacitySetting setting;
    setting.present_deg = wish.present_deg;
    estimate.choice = aim::choose_carrier(heard.carriers, setting);
    if (!estimate.choice) return;
    const aim::CarrierPointing& best = estimate.choice->carriers.front();
    if (best.serving && estimate.fits[heard.cells[best.carrier][*best.serving]])
        estimate.leading = heard.cells[best.carrier][*best.serving];
}

// Those that the verdict may be about: the leading cell's, else all on usable carriers, else all.
std::vector<std::optional<aim::CellFit>> judged_fits(const SweptCells& swept, const LiveEstimate& estimate) {
    std::vector<std::optional<aim::CellFit>> fits = estimate.fits;
    for (std::size_t cell = 0; cell < fits.size(); ++cell) {
        const bool usable = std::any_of(swept.carriers.begin(), swept.carriers.end(), [&](const SweepCarrier& carrier) {
            return carrier.usable && carrier.frequency_hz == swept.cells[cell].frequency_hz;
        });
        if (estimate.leading ? cell != *estimate.leading : estimate.choice && !usable) fits[cell].reset();
    }
    return fits;
}

void choose_pointing(const SweptCells& swept, const EstimateWish& wish, LiveEstimate& estimate) {
    if (!estimate.choice) return;
    const aim::CarrierPointing& best = estimate.choice->carriers.front();
    estimate.pointing_deg = best.avoided ? best.azimuth_deg : estimate.verdict.azimuth_deg.value_or(best.azimuth_deg);
    estimate.there = carriers_at(*estimate.pointing_deg, swept, estimate, wish.present_deg);
}

}  // namespace

CellSeries series_of(std::span<const SweepStopRecord> stops, std::size_t cell, StopKind purpose) {
    CellSeries series;
    std::vector<aim::Blocks> dwells;
    std::vector<bool> regained;
    std::vector<double> limits_db;
    std::optional<double> first_gain_db;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const SweepStopRecord& stop = stops[i];
        const bool wanted = finds_direction(purpose) ? finds_direction(stop.kind) : stop.kind == purpose;
        if (!wanted || stop.spoiled()) continue;
        const std::optional<Dwelt> dwell = dwelt(stop, cell);
        if (!dwell) continue;
        series.stops.push_back(i);
        series.places.push_back({.time_s = middle_s(stop, stops.front()),
                                 .azimuth_deg = stop.azimuth_deg,
                                 .azimuth_sigma_deg = stop.azimuth_sigma_deg});
        series.noise_db.push_back(dwell->noise_db);
        series.sinr_db.push_back(dwell->sinr_db);
        dwells.push_back(dwell->blocks);
        limits_db.push_back(dwell->limit_db);
        if (!first_gain_db) first_gain_db = dwell->gain_db;
        regained.push_back(std::abs(dwell->gain_db - *first_gain_db) > same_gain_db);
    }
    // The limit differs from stop to stop, since interference does; readings other than full ones are counted from it.
    series.levels = aim::read_dwells(dwells, 0);
    for (std::size_t i = 0; i < dwells.size(); ++i) {
        aim::Reading& reading = series.levels.readings[i];
        if (reading.kind != aim::ReadingKind::full) reading.level_db += limits_db[i];
        if (regained[i]) reading.sigma_db = std::hypot(reading.sigma_db, gain_step_sigma_db);
    }
    return series;
}

std::optional<double> look_level_dbfs(const store::Reading& reading) {
    if (reading.rscp_dbfs) return reading.rscp_dbfs;
    if (!reading.rsrp_dbfs) return std::nullopt;
    double power = 0;
    for (const std::optional<double>& port :
         {reading.rsrp_dbfs, reading.rsrp_port1_dbfs, reading.rsrp_port2_dbfs, reading.rsrp_port3_dbfs})
        if (port) power += dsp::power_from_db(*port);
    return dsp::db_from_power(power);
}

std::vector<std::optional<aim::CellFit>> leading_fits(const SweptCells& swept, const LiveEstimate& estimate) {
    if (estimate.leading && estimate.fits[*estimate.leading]) return {estimate.fits[*estimate.leading]};
    return judged_fits(swept, estimate);
}

bool ring_is_done(std::span<const SweepStopRecord> stops, const aim::SweepPlanSetting& plan) {
    const auto visited = std::count_if(stops.begin(), stops.end(), [](const SweepStopRecord& stop) {
        return stop.kind == StopKind::ring && !stop.spoiled();
    });
    if (static_cast<std::size_t>(visited) < aim::ring_azimuths(plan).size()) return false;
    const std::vector<aim::StopDone> done = done_stops(stops, {});
    const std::vector<aim::TurnSpan> turns = aim::turns_of(plan);
    return std::all_of(turns.begin(), turns.end(), [&](const aim::TurnSpan& turn) { return aim::turned(turn, done); });
}

LiveEstimate estimate_live(std::span<const SweepStopRecord> stops, const SweptCells& swept,
                           const aim::SweepPlanSetting& plan, const EstimateWish& wish) {
    LiveEstimate estimate;
    estimate.fits.resize(swept.cells.size());
    estimate.pooled.resize(swept.cells.size());
    if (stops.empty()) return estimate;
    for (std::size_t cell = 0; cell < swept.cells.size(); ++cell)
        estimate.cells.push_back(series_of(stops, cell, StopKind::ring));
    estimate.done = done_stops(stops, estimate.cells);
    if (!wish.fit) {
        estimate.troubles = troubles_of(stops, estimate, plan);
        return estimate;
    }
    const aim::SweepSetting setting{.beamwidth_deg = plan.beamwidth_deg,
                                    .azimuth_sigma_deg = plan.azimuth_sigma_deg,
                                    .present_deg = wish.present_deg,
                                    .pattern = plan.pattern};
    SiteFits sites = fit_sites(estimate.cells, swept, setting);
    estimate.fits = std::move(sites.fits);
    estimate.pooled = std::move(sites.pooled);
    choose_carrier(swept, wish, estimate);
    std::vector<aim::Stop> places;
    for (const aim::StopDone& done : estimate.done)
        places.push_back({.time_s = done.time_s, .azimuth_deg = done.azimuth_deg});
    estimate.verdict = aim::decide(judged_fits(swept, estimate), places, plan.beamwidth_deg, plan.azimuth_sigma_deg);
    if (!estimate.leading) estimate.leading = estimate.verdict.cell;
    estimate.troubles = troubles_of(stops, estimate, plan);
    choose_pointing(swept, wish, estimate);
    compare_mounts(stops, plan, estimate);
    return estimate;
}

}  // namespace boresight::survey
