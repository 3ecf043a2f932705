// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions whose fine stops follow from what was measured so far.
#include <cmath>

#include "aim/sweep_plan.h"
#include "tests/proof/measured_sweep.h"
#include "tests/proof/runs.h"

namespace boresight::proof {

namespace {

constexpr double target_half_width_deg = 5;
constexpr std::size_t fine_before_forecast = 2;
constexpr std::uint64_t anywhere_stream = 0x2545f4914f6cdd1d;

aim::SweepPlanSetting plan_of(const Scenario& scenario, const PlanRecipe& recipe) {
    aim::SweepPlanSetting setting;
    setting.beamwidth_deg = scenario.nominal_deg;
    setting.azimuth_sigma_deg = scenario.azimuth_sigma_deg;
    setting.azimuth_step_deg = scenario.mark_step_deg;
    setting.target_half_width_deg = target_half_width_deg;
    setting.by_information = recipe.fine != FineStops::flanks;
    setting.dwell_s = scenario.dwell_s;
    setting.move_s = scenario.move_s;
    setting.ring_stops = recipe.ring_stops;
    return setting;
}

// A session that does what the plan says.
struct Planned {
    MeasuredSweep sweep;
    aim::SweepPlanSetting setting;
    std::size_t coarse;
    std::vector<aim::StopDone> done = {};
    std::vector<std::optional<aim::CellFit>> fits = std::vector<std::optional<aim::CellFit>>(1);

    Planned(const Scenario& scenario, const PlanRecipe& recipe, std::uint64_t seed)
        : sweep(scenario, seed), setting(plan_of(scenario, recipe)), coarse(aim::expected_length(setting).ring) {}

    aim::SweepStep step() const { return aim::next_stop(setting, done, fits); }
    void measure(const aim::NextStop& next, double azimuth_deg) {
        const std::optional<double> level_db = sweep.measure(azimuth_deg);
        done.push_back({.time_s = sweep.stops().back().time_s,
                        .azimuth_deg = sweep.stops().back().azimuth_deg,
                        .purpose = next.purpose,
                        .level_db = level_db});
        if (done.size() >= coarse) fits.front() = sweep.fit();
    }
    std::size_t fine() const {
        std::size_t n = 0;
        for (const aim::StopDone& stop : done) n += stop.purpose == aim::StopPurpose::fine;
        return n;
    }
};

}  // namespace

SweepRun planned_sweep(const Scenario& scenario, const PlanRecipe& recipe, std::uint64_t seed) {
    Planned planned(scenario, recipe, seed);
    Random random(seed ^ anywhere_stream);
    std::uniform_real_distribution<double> circle(0, 360);
    for (;;) {
        const aim::SweepStep step = planned.step();
        if (const auto* end = std::get_if<aim::SweepEnd>(&step)) {
            SweepRun run = planned.sweep.judged(planned.fits.front());
            run.reached = *end == aim::SweepEnd::decided;
            return run;
        }
        const auto& next = std::get<aim::NextStop>(step);
        double azimuth_deg = next.azimuth_deg;
        if (next.purpose == aim::StopPurpose::fine && recipe.fine == FineStops::anywhere) azimuth_deg = circle(random);
        if (next.purpose == aim::StopPurpose::fine && recipe.fine == FineStops::peak && planned.fits.front())
            azimuth_deg = planned.fits.front()->recommended_deg;
        planned.measure(next, azimuth_deg);
    }
}

ForecastRun forecast_sweep(const Scenario& scenario, std::uint64_t seed) {
    Planned planned(scenario, {}, seed);
    ForecastRun run;
    std::size_t announced_at = 0;
    for (;;) {
        const aim::SweepStep step = planned.step();
        if (const auto* end = std::get_if<aim::SweepEnd>(&step)) {
            run.reached = *end == aim::SweepEnd::decided;
            run.taken = static_cast<double>(planned.done.size() - announced_at);
            return run;
        }
        if (announced_at == 0 && planned.fine() == fine_before_forecast && planned.fits.front()) {
            announced_at = planned.done.size();
            const auto deciding = aim::stops_to_decide(planned.setting, planned.done, *planned.fits.front());
            run.announced = deciding.has_value();
            if (deciding) run.stops = static_cast<double>(deciding->stops);
        }
        const auto& next = std::get<aim::NextStop>(step);
        planned.measure(next, next.azimuth_deg);
    }
}

}  // namespace boresight::proof
