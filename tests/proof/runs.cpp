// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/runs.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "aim/angle.h"
#include "aim/fit.h"
#include "aim/polarization_plan.h"
#include "aim/pool.h"
#include "aim/sweep_plan.h"

namespace boresight::proof {

namespace {

constexpr double limit_dbm = noise_dbm + limit_snr_db;
constexpr std::size_t ring_stops = 12;
constexpr std::array fine_beams{-0.6, -0.35, 0.0, 0.35, 0.6, 0.0};
constexpr double sure_isotropic = 0.95;
constexpr double target_half_width_deg = 5;

// What was measured so far, and the fit of it.
class Sweep {
public:
    Sweep(const Scenario& scenario, std::uint64_t seed)
        : scenario_(scenario), session_(scenario, seed), blocks_(session_.cells()) {}

    const Session& session() const { return session_; }
    const std::vector<aim::Stop>& stops() const { return stops_; }

    // The level of the strongest cell there, if any was detected in the dwell.
    std::optional<double> measure(double azimuth_deg) {
        const Dwell dwell = session_.measure(azimuth_deg);
        stops_.push_back({.time_s = dwell.time_s, .azimuth_deg = dwell.azimuth_deg});
        std::optional<double> strongest;
        for (std::size_t cell = 0; cell < dwell.cells.size(); ++cell) {
            blocks_[cell].push_back(dwell.cells[cell]);
            const aim::Reading reading = aim::read_dwells(std::span(&dwell.cells[cell], 1), limit_dbm).readings.front();
            if (reading.detected()) strongest = std::max(strongest.value_or(reading.level_db), reading.level_db);
        }
        return strongest;
    }

    // All cells as those of one site.
    std::optional<aim::CellFit> fit() const {
        std::vector<std::vector<aim::Reading>> cells;
        for (const auto& blocks : blocks_) cells.push_back(aim::read_dwells(blocks, limit_dbm).readings);
        const std::vector<aim::Reading> readings = cells.size() > 1 ? aim::pool_site(cells).readings : cells.front();
        return aim::fit_cell(stops_, readings,
                             {.beamwidth_deg = scenario_.nominal_deg,
                              .azimuth_sigma_deg = scenario_.azimuth_sigma_deg,
                              .present_deg = 0});
    }

private:
    const Scenario& scenario_;
    Session session_;
    std::vector<aim::Stop> stops_;
    std::vector<std::vector<aim::Blocks>> blocks_;
};

bool holds(const aim::Bearing& bearing, double azimuth_deg) {
    const auto within = [&](double low_deg, double high_deg) {
        return aim::azimuth_of(azimuth_deg - low_deg) <= aim::azimuth_of(high_deg - low_deg);
    };
    if (!bearing.tied()) return within(bearing.low_deg, bearing.high_deg);
    return std::any_of(bearing.arcs.begin(), bearing.arcs.end(),
                       [&](const aim::Arc& arc) { return within(arc.low_deg, arc.high_deg); });
}

SweepRun judged(const Scenario& scenario, const Sweep& sweep, const std::optional<aim::CellFit>& fit) {
    SweepRun run;
    run.stops = static_cast<double>(sweep.stops().size());
    run.duration_s = run.stops * (scenario.dwell_s + scenario.move_s);
    if (!fit) return run;
    const Truth truth = sweep.session().truth(0);
    run.usable = fit->usable_direction;
    run.refused = fit->p_isotropic > sure_isotropic;
    run.covered = holds(fit->bearing, truth.peak_deg());
    run.error_deg = std::abs(aim::wrap_deg(fit->bearing.azimuth_deg - truth.peak_deg()));
    run.half_width_deg = aim::azimuth_of(fit->bearing.high_deg - fit->bearing.low_deg) / 2;
    run.loss_db = truth.peak_dbm() - truth.level_dbm(fit->bearing.azimuth_deg);
    const double gain_db = truth.level_dbm(fit->recommended_deg) - truth.level_dbm(0);
    run.gain_covered = fit->gain_over_present_db.low <= gain_db && gain_db <= fit->gain_over_present_db.high;
    return run;
}

}  // namespace

SweepRun fixed_sweep(const Scenario& scenario, std::uint64_t seed) {
    Sweep sweep(scenario, seed);
    std::optional<double> loudest;
    double loudest_deg = 0;
    const auto measure = [&](double azimuth_deg) {
        const std::optional<double> level = sweep.measure(azimuth_deg);
        if (!level || (loudest && *level <= *loudest)) return;
        loudest = level;
        loudest_deg = azimuth_deg;
    };
    for (std::size_t k = 0; k < ring_stops; ++k) {
        if (2 * k == ring_stops) measure(0);
        measure(360.0 * static_cast<double>(k) / ring_stops);
    }
    measure(0);
    const std::optional<aim::CellFit> coarse = sweep.fit();
    const double centre_deg = coarse ? coarse->bearing.azimuth_deg : loudest_deg;
    for (const double beams : fine_beams) measure(centre_deg + beams * scenario.nominal_deg);
    return judged(scenario, sweep, sweep.fit());
}

SweepRun planned_sweep(const Scenario& scenario, bool by_information, std::uint64_t seed) {
    Sweep sweep(scenario, seed);
    aim::SweepPlanSetting setting;
    setting.beamwidth_deg = scenario.nominal_deg;
    setting.azimuth_sigma_deg = scenario.azimuth_sigma_deg;
    setting.azimuth_step_deg = scenario.mark_step_deg;
    setting.target_half_width_deg = target_half_width_deg;
    setting.by_information = by_information;
    setting.dwell_s = scenario.dwell_s;
    setting.move_s = scenario.move_s;
    const std::size_t coarse = aim::expected_length(setting).ring;
    std::vector<aim::StopDone> done;
    std::vector<std::optional<aim::CellFit>> fits(1);
    for (;;) {
        const aim::SweepStep step = aim::next_stop(setting, done, fits);
        if (const auto* end = std::get_if<aim::SweepEnd>(&step)) {
            SweepRun run = judged(scenario, sweep, fits.front());
            run.reached = *end == aim::SweepEnd::decided;
            return run;
        }
        const auto& next = std::get<aim::NextStop>(step);
        const std::optional<double> level_db = sweep.measure(next.azimuth_deg);
        done.push_back({.time_s = sweep.stops().back().time_s,
                        .azimuth_deg = next.azimuth_deg,
                        .purpose = next.purpose,
                        .level_db = level_db});
        if (done.size() >= coarse) fits.front() = sweep.fit();
    }
}

PolarizationRun compare_polarizations(const Scenario& scenario, double difference_db, std::uint64_t seed) {
    Session session(scenario, seed);
    const double azimuth_deg = session.truth(0).peak_deg();
    session.set_difference(azimuth_deg, difference_db);
    std::vector<aim::PolarizedStop> stops;
    std::vector<std::vector<aim::Blocks>> blocks(session.cells());
    std::optional<aim::PolarizationFit> fit;
    while (const auto next = aim::next_polarization(stops.size(), fit)) {
        const Dwell dwell = session.measure(azimuth_deg, next->b);
        stops.push_back({.time_s = dwell.time_s, .b = dwell.b});
        std::vector<std::vector<aim::Reading>> cells;
        for (std::size_t cell = 0; cell < blocks.size(); ++cell) {
            blocks[cell].push_back(dwell.cells[cell]);
            cells.push_back(aim::read_dwells(blocks[cell], limit_dbm).readings);
        }
        if (next->look_after) fit = aim::fit_polarization(stops, cells);
    }
    PolarizationRun run{.duration_s = static_cast<double>(stops.size()) * (scenario.dwell_s + scenario.move_s)};
    if (!fit) return run;
    run.a = fit->choice == aim::PolarizationChoice::a;
    run.b = fit->choice == aim::PolarizationChoice::b;
    run.equal = fit->choice == aim::PolarizationChoice::equal;
    run.covered = fit->difference_db.low <= difference_db && difference_db <= fit->difference_db.high;
    run.half_width_db = (fit->difference_db.high - fit->difference_db.low) / 2;
    return run;
}

}  // namespace boresight::proof
