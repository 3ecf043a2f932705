// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/measured_sweep.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "aim/angle.h"
#include "aim/pool.h"
#include "aim/verdict.h"

namespace boresight::proof {

namespace {

constexpr double sure_isotropic = 0.95;
constexpr std::size_t visits_to_reference = 2;
constexpr double maybe_two_paths = 0.3, skewed = 0.2;

}  // namespace

bool holds(const aim::Bearing& bearing, double azimuth_deg) {
    const auto within = [&](double low_deg, double high_deg) {
        return aim::azimuth_of(azimuth_deg - low_deg) <= aim::azimuth_of(high_deg - low_deg);
    };
    if (!bearing.tied()) return within(bearing.low_deg, bearing.high_deg);
    return std::any_of(bearing.arcs.begin(), bearing.arcs.end(),
                       [&](const aim::Arc& arc) { return within(arc.low_deg, arc.high_deg); });
}

MeasuredSweep::MeasuredSweep(const Scenario& scenario, std::uint64_t seed)
    : scenario_(scenario), session_(scenario, seed), blocks_(session_.cells()) {}

std::optional<double> MeasuredSweep::measure(double azimuth_deg) {
    const Dwell dwell = session_.measure(azimuth_deg);
    stops_.push_back({.time_s = dwell.time_s, .azimuth_deg = dwell.azimuth_deg});
    const bool in_ring = stops_.size() <= ring_stops + visits_to_reference;
    if (in_ring && (!loudest_rssi_dbm_ || dwell.rssi_dbm.front() > *loudest_rssi_dbm_)) {
        loudest_rssi_dbm_ = dwell.rssi_dbm.front();
        loudest_deg_ = dwell.azimuth_deg;
    }
    std::optional<double> strongest;
    for (std::size_t cell = 0; cell < dwell.cells.size(); ++cell) {
        blocks_[cell].push_back(dwell.cells[cell]);
        const aim::Reading reading = aim::read_dwells(std::span(&dwell.cells[cell], 1), limit_dbm).readings.front();
        if (reading.detected()) strongest = std::max(strongest.value_or(reading.level_db), reading.level_db);
    }
    return strongest;
}

double MeasuredSweep::measure_ring() {
    std::optional<double> loudest;
    double loudest_deg = 0;
    const auto visit = [&](double azimuth_deg) {
        const std::optional<double> level = measure(azimuth_deg);
        if (!level || (loudest && *level <= *loudest)) return;
        loudest = level;
        loudest_deg = azimuth_deg;
    };
    for (std::size_t k = 0; k < ring_stops; ++k) {
        if (2 * k == ring_stops) visit(0);
        visit(360.0 * static_cast<double>(k) / ring_stops);
    }
    visit(0);
    return loudest_deg;
}

std::vector<aim::Reading> MeasuredSweep::readings() const {
    std::vector<std::vector<aim::Reading>> cells;
    for (const auto& blocks : blocks_) cells.push_back(aim::read_dwells(blocks, limit_dbm).readings);
    return cells.size() > 1 ? aim::pool_site(cells).readings : cells.front();
}

std::optional<aim::CellFit> MeasuredSweep::fit() const {
    aim::SweepSetting setting{
        .beamwidth_deg = scenario_.nominal_deg, .azimuth_sigma_deg = scenario_.azimuth_sigma_deg, .present_deg = 0};
    if (scenario_.pattern_file_error_db)
        setting.pattern = std::make_shared<aim::Pattern>(session_.pattern_file(*scenario_.pattern_file_error_db));
    return aim::fit_cell(stops_, readings(), setting);
}

SweepRun MeasuredSweep::judged(const std::optional<aim::CellFit>& fit) const {
    SweepRun run;
    const Truth truth = session_.truth(0);
    run.loudest_error_deg = std::abs(aim::wrap_deg(loudest_deg_ - truth.peak_deg()));
    run.stops = static_cast<double>(stops_.size());
    run.duration_s = run.stops * (scenario_.dwell_s + scenario_.move_s);
    if (!fit) return run;
    run.usable = fit->usable_direction;
    run.refused = fit->p_isotropic > sure_isotropic;
    run.covered = holds(fit->bearing, truth.peak_deg());
    run.warned = fit->p_two > maybe_two_paths || fit->mean_skew > skewed;
    run.one_arc = !fit->bearing.tied();
    run.repaired = fit->step.has_value();
    run.error_deg = std::abs(aim::wrap_deg(fit->bearing.azimuth_deg - truth.peak_deg()));
    run.half_width_deg = aim::azimuth_of(fit->bearing.high_deg - fit->bearing.low_deg) / 2;
    run.loss_db = truth.peak_dbm() - truth.level_dbm(fit->bearing.azimuth_deg);
    const double gain_db = truth.level_dbm(fit->recommended_deg) - truth.level_dbm(0);
    run.gain_covered = fit->gain_over_present_db.low <= gain_db && gain_db <= fit->gain_over_present_db.high;
    const aim::Verdict verdict = aim::decide(std::vector{fit}, stops_, scenario_.nominal_deg);
    run.pointed = verdict.azimuth_deg.has_value();
    return run;
}

}  // namespace boresight::proof
