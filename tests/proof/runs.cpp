// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/runs.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "aim/angle.h"
#include "aim/elevation.h"
#include "aim/polarization_plan.h"
#include "aim/revisit.h"
#include "aim/scale.h"
#include "tests/proof/measured_sweep.h"

namespace boresight::proof {

namespace {

constexpr std::array fine_beams{-0.6, -0.35, 0.0, 0.35, 0.6, 0.0};
constexpr std::size_t most_rounds_of_tilts = 2;
constexpr double lowest_tilt_deg = -20, highest_tilt_deg = 40, telling_gain_db = 1;
constexpr std::uint64_t zero_stream = 0x9e3779b97f4a7c15;  // errors of the scale's zero have a stream of their own
constexpr double declination_sigma_deg = 0.5;

std::optional<aim::CellFit> measure_fixed(MeasuredSweep& sweep, const Scenario& scenario) {
    const double loudest_deg = sweep.measure_ring();
    const std::optional<aim::CellFit> coarse = sweep.fit();
    const double centre_deg = coarse ? coarse->bearing.azimuth_deg : loudest_deg;
    for (const double beams : fine_beams) sweep.measure(centre_deg + beams * scenario.nominal_deg);
    return sweep.fit();
}

// What tilts truly give, between the lowest and the highest tried.
struct TiltTruth {
    double best_deg = 0, best_dbm = -1e300;
};

TiltTruth best_tilt(const Truth& truth, double lowest_deg, double highest_deg) {
    TiltTruth best;
    for (double tilt_deg = lowest_deg; tilt_deg <= highest_deg; tilt_deg += 0.5)
        if (truth.level_dbm(tilt_deg) > best.best_dbm) best = {tilt_deg, truth.level_dbm(tilt_deg)};
    return best;
}

}  // namespace

SweepRun fixed_sweep(const Scenario& scenario, std::uint64_t seed) {
    MeasuredSweep sweep(scenario, seed);
    const auto fit = measure_fixed(sweep, scenario);
    return sweep.judged(fit);
}

SweepRun true_north_sweep(const Scenario& scenario, double zero_sigma_deg, std::uint64_t seed) {
    MeasuredSweep sweep(scenario, seed);
    const auto fit = measure_fixed(sweep, scenario);
    SweepRun run = sweep.judged(fit);
    if (!fit || fit->bearing.tied()) return run;
    Random random(seed ^ zero_stream);
    const double zero_deg = std::uniform_real_distribution<double>(0, 360)(random);
    const double error_deg = std::normal_distribution<double>(0, zero_sigma_deg)(random) +
                             std::normal_distribution<double>(0, declination_sigma_deg)(random);
    const aim::Scale scale{
        .kind = aim::ScaleKind::mark, .zero = aim::ScaleZero{zero_deg, zero_sigma_deg}, .declination_deg = {}};
    const auto bearing = aim::to_true(scale, fit->bearing.azimuth_deg, fit->bearing.low_deg, fit->bearing.high_deg);
    const double truth_deg = sweep.session().truth(0).peak_deg() + zero_deg + error_deg;
    run.covered =
        aim::azimuth_of(truth_deg - bearing->low_deg) <= aim::azimuth_of(bearing->high_deg - bearing->low_deg);
    run.half_width_deg = aim::azimuth_of(bearing->high_deg - bearing->low_deg) / 2;
    run.error_deg = std::abs(aim::wrap_deg(bearing->azimuth_deg - truth_deg));
    return run;
}

bool reference_alarms(const Scenario& scenario, std::uint64_t seed) {
    MeasuredSweep sweep(scenario, seed);
    sweep.measure_ring();
    const std::vector<aim::Revisit> revisits = aim::revisits_of(sweep.stops(), sweep.readings());
    return std::any_of(revisits.begin(), revisits.end(), [](const aim::Revisit& revisit) { return revisit.alarms(); });
}

PolarizationRun compare_polarizations(const Scenario& scenario, const PolarizationRecipe& recipe, std::uint64_t seed) {
    Session session(scenario, seed);
    const double azimuth_deg = session.truth(0).peak_deg() + recipe.off_peak_deg;
    session.set_difference(azimuth_deg, recipe.difference_db);
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
    run.covered = fit->difference_db.low <= recipe.difference_db && recipe.difference_db <= fit->difference_db.high;
    run.half_width_db = (fit->difference_db.high - fit->difference_db.low) / 2;
    return run;
}

TiltRun compare_tilts(const Scenario& scenario, double present_deg, std::uint64_t seed) {
    Session session(scenario, seed);
    const std::vector<double> tilts_deg = aim::elevations_to_try({.present_deg = present_deg,
                                                                  .lowest_deg = lowest_tilt_deg,
                                                                  .highest_deg = highest_tilt_deg,
                                                                  .beamwidth_deg = scenario.nominal_deg});
    std::vector<aim::ElevationStop> stops;
    std::vector<aim::Blocks> blocks;
    std::optional<aim::ElevationFit> fit;
    for (std::size_t round = 0; round < most_rounds_of_tilts; ++round) {
        for (const double tilt_deg : tilts_deg) {
            const Dwell dwell = session.measure(tilt_deg);
            stops.push_back({.time_s = dwell.time_s, .elevation_deg = tilt_deg});
            blocks.push_back(dwell.cells.front());
        }
        fit = aim::fit_elevation(stops, aim::read_dwells(blocks, limit_dbm).readings,
                                 {.beamwidth_deg = scenario.nominal_deg,
                                  .elevation_sigma_deg = scenario.azimuth_sigma_deg,
                                  .present_deg = present_deg});
        if (!fit || fit->choice != aim::ElevationChoice::undecided) break;
    }
    TiltRun run{.dwells = static_cast<double>(stops.size())};
    if (!fit) return run;
    const auto [lowest, highest] = std::minmax_element(tilts_deg.begin(), tilts_deg.end());
    const Truth truth = session.truth(0);
    const TiltTruth best = best_tilt(truth, *lowest, *highest);
    run.better = fit->choice == aim::ElevationChoice::better;
    run.equal = fit->choice == aim::ElevationChoice::equal;
    run.truly_better = best.best_dbm - truth.level_dbm(present_deg) > telling_gain_db;
    run.covered = fit->elevation_deg.low <= best.best_deg && best.best_deg <= fit->elevation_deg.high;
    run.half_width_deg = (fit->elevation_deg.high - fit->elevation_deg.low) / 2;
    const double pointed_deg = std::clamp(fit->tilt_deg, *lowest, *highest);
    run.loss_db = best.best_dbm - truth.level_dbm(run.better ? pointed_deg : present_deg);
    const double gain_db = truth.level_dbm(pointed_deg) - truth.level_dbm(present_deg);
    run.gain_covered = fit->gain_over_present_db.low <= gain_db && gain_db <= fit->gain_over_present_db.high;
    return run;
}

}  // namespace boresight::proof
