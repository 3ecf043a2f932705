// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/heard_carriers.h"

#include <algorithm>

#include "aim/carrier_tie.h"
#include "dsp/core/decibel.h"
#include "survey/channel_power.h"

namespace boresight::survey {

namespace {

constexpr double usual_pilot_db =
    10;  // by which all that a cell of UMTS sends is above its pilot, whose level is known
constexpr double umts_bandwidth_mhz = 5;
constexpr double least_flat_spread_db = 4;  // 95 %, of a cell that was heard at too few stops to be fitted

// Of a cell that was heard, though not often enough to be fitted: as loud wherever the antenna points.
std::optional<aim::Value> flat_level(const CellSeries& series) {
    double n = 0, sum = 0;
    for (const aim::Reading& reading : series.levels.readings) {
        if (reading.kind != aim::ReadingKind::full) continue;
        n += 1;
        sum += reading.level_db;
    }
    if (n == 0) return std::nullopt;
    const double mean = sum / n;
    return aim::Value{.value = mean, .low = mean - least_flat_spread_db, .high = mean + least_flat_spread_db};
}

std::optional<aim::CarrierCell> heard_cell(const SweepCell& cell, const CellSeries& series,
                                           const std::optional<aim::CellFit>& fit) {
    const double to_port_db = -dsp::db_from_power(cell.ports);
    aim::CarrierCell out{.fit = nullptr, .offset_db = to_port_db};
    if (fit) {
        out.fit = &*fit;
        return out;
    }
    const std::optional<aim::Value> flat = flat_level(series);
    if (!flat) return std::nullopt;
    out.flat_level_db = {flat->value + to_port_db, flat->low + to_port_db, flat->high + to_port_db};
    return out;
}

// Cells of one site that were fitted as one differ by their level alone: they share the draws of the first of them.
void share_draws(const LiveEstimate& estimate, std::size_t cell, aim::CarrierCell& heard) {
    if (!heard.fit || cell >= estimate.pooled.size() || !estimate.pooled[cell]) return;
    const PooledCell& pooled = *estimate.pooled[cell];
    if (!estimate.fits[pooled.with]) return;
    heard.fit = &*estimate.fits[pooled.with];
    heard.offset_db += pooled.offset_db;
}

}  // namespace

// The lowest noise of all stops is the radio's own, as far as can be told: what more there was came from other cells.
HeardCarriers heard_carriers(const SweptCells& swept, const LiveEstimate& estimate) {
    const std::vector<std::vector<std::size_t>> on = cells_by_carrier(swept);
    HeardCarriers out;
    for (std::size_t c = 0; c < on.size(); ++c) {
        aim::Carrier carrier;
        carrier.noise_db = 1e300;
        out.cells.emplace_back();
        int n_rb_dl = swept.carriers[c].n_rb_dl;
        for (const std::size_t cell : on[c]) {
            const CellSeries& series = estimate.cells[cell];
            n_rb_dl = std::max(n_rb_dl, swept.cells[cell].n_rb_dl);
            const double to_level_db = swept.cells[cell].rat == catalog::Rat::umts ? -usual_pilot_db : 0;
            for (const double noise_db : series.noise_db)
                carrier.noise_db = std::min(carrier.noise_db, noise_db + to_level_db);
            auto heard = heard_cell(swept.cells[cell], series, estimate.fits[cell]);
            if (!heard || !swept.carriers[c].usable) continue;
            share_draws(estimate, cell, *heard);
            carrier.cells.push_back(*heard);
            out.cells.back().push_back(cell);
        }
        const bool umts = swept.carriers[c].rat == catalog::Rat::umts;
        carrier.bandwidth_mhz = umts ? umts_bandwidth_mhz : 1e-6 * channel_width_hz(n_rb_dl);
        out.carriers.push_back(carrier);
    }
    return out;
}

std::optional<double> settling_deg(const SweptCells& swept, const LiveEstimate& estimate,
                                   const aim::SweepPlanSetting& plan) {
    if (!estimate.choice || estimate.choice->decision != aim::CarrierDecision::undecided || estimate.done.empty())
        return std::nullopt;
    return aim::settling_azimuth(heard_carriers(swept, estimate).carriers, *estimate.choice,
                                 aim::worthwhile_azimuths(plan, estimate.done),
                                 {.azimuth_sigma_deg = plan.azimuth_sigma_deg,
                                  .from_deg = estimate.done.back().azimuth_deg,
                                  .stop_s = plan.dwell_s + plan.move_s,
                                  .turn_s_per_deg = plan.turn_s_per_deg});
}

std::optional<aim::CapacityChoice> carriers_at(double azimuth_deg, const SweptCells& swept,
                                               const LiveEstimate& estimate, double present_deg) {
    aim::CapacitySetting setting;
    setting.present_deg = present_deg;
    setting.azimuths_deg = {azimuth_deg};
    return aim::choose_carrier(heard_carriers(swept, estimate).carriers, setting);
}

std::optional<std::size_t> serving_cell(const aim::CarrierPointing& pointing, const SweptCells& swept,
                                        const LiveEstimate& estimate) {
    if (!pointing.serving) return std::nullopt;
    return heard_carriers(swept, estimate).cells[pointing.carrier][*pointing.serving];
}

std::vector<std::vector<std::size_t>> cells_by_carrier(const SweptCells& swept) {
    std::vector<std::vector<std::size_t>> on(swept.carriers.size());
    for (std::size_t cell = 0; cell < swept.cells.size(); ++cell)
        for (std::size_t c = 0; c < swept.carriers.size(); ++c)
            if (swept.cells[cell].frequency_hz == swept.carriers[c].frequency_hz) on[c].push_back(cell);
    return on;
}

}  // namespace boresight::survey
