// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/row_kinds.h"

namespace boresight::proof {

namespace {

constexpr std::uint64_t pointing_seed = 900000, polarization_seed = 910000, adaptive_seed = 930000,
                        pooling_seed = 950000;
constexpr double least_usable = 95, most_false = 5, least_covered = 93;
constexpr double spare_stops = 1, spare_reached = 10;  // within which a plan is as good as the reference
constexpr double fixed_s = 0.2, polarization_s = 0.1, planned_s = 0.6;

std::vector<SweepRun> usable_only(std::vector<SweepRun> runs) {
    std::erase_if(runs, [](const SweepRun& run) { return !run.usable; });
    return runs;
}

std::vector<Figure> pointing_figures(const std::vector<SweepRun>& all, const Required& required) {
    const std::vector<SweepRun> used = usable_only(all);
    return {at_least(share_of("coverage %", count(used, &SweepRun::covered), used.size()), required.coverage),
            at_most(median_of("error median deg", values(used, &SweepRun::error_deg)), required.error_deg),
            quantile_of("error 90 % deg", values(used, &SweepRun::error_deg), 0.9),
            at_most(median_of("half width deg", values(used, &SweepRun::half_width_deg)), required.half_width_deg),
            at_least(share_of("usable %", count(all, &SweepRun::usable), all.size()), least_usable),
            share_of("gain coverage %", count(used, &SweepRun::gain_covered), used.size()),
            mean_of("loss dB", values(used, &SweepRun::loss_db)),
            share_of("warned of paths %", count(used, &SweepRun::warned), used.size()),
            share_of("step taken out %", count(used, &SweepRun::repaired), used.size()),
            median_of("loudest stop deg", values(all, &SweepRun::loudest_error_deg))};
}

Row sweeping_row(Head head, Required required, Scenario scenario, std::uint64_t seed) {
    return row_of<SweepRun>(
        std::move(head), fixed_s, seed,
        [scenario = std::move(scenario)](std::uint64_t at) { return fixed_sweep(scenario, at); },
        [required](const std::vector<SweepRun>& all) { return pointing_figures(all, required); });
}

}  // namespace

Change nothing() {
    return [](ChannelRecipe&) {};
}

Change second_path(double off_deg, double power_db, double delay_us) {
    return [=](ChannelRecipe& cell) {
        cell.paths.push_back(
            {.bearing_deg = cell.paths.front().bearing_deg + off_deg, .power_db = power_db, .delay_us = delay_us});
    };
}

Scenario tower(const Change& change, Scenario scenario) {
    scenario.cells = [change](Random& random) {
        std::vector<ChannelRecipe> cells = one_tower(random);
        for (ChannelRecipe& cell : cells) change(cell);
        return cells;
    };
    return scenario;
}

Scenario rotator() {
    return with([](Scenario& s) {
        s.azimuth_sigma_deg = 0.5;
        s.mark_step_deg = 1;
        s.sway_m = 0.005;
        s.move_s = 4;
    });
}

Scenario no_tower(double static_share, double coherence_s) {
    Scenario scenario;
    scenario.cells = [=](Random&) {
        return std::vector{ChannelRecipe{.paths = {}, .static_share = static_share, .coherence_s = coherence_s}};
    };
    return scenario;
}

Row pointing_row(Head head, Required required, Scenario scenario) {
    return sweeping_row(std::move(head), required, std::move(scenario), pointing_seed);
}

Row pooled_row(Head head, Required required, Scenario scenario) {
    return sweeping_row(std::move(head), required, std::move(scenario), pooling_seed);
}

Row isotropic_row(Head head, Scenario scenario) {
    return row_of<SweepRun>(
        std::move(head), fixed_s, pointing_seed,
        [scenario = std::move(scenario)](std::uint64_t at) { return fixed_sweep(scenario, at); },
        [](const std::vector<SweepRun>& all) {
            return std::vector{
                at_most(share_of("false usable %", count(all, &SweepRun::usable), all.size()), most_false),
                share_of("said none %", count(all, &SweepRun::refused), all.size()),
                at_most(share_of("names azimuth %", count(all, &SweepRun::pointed), all.size()), most_false)};
        });
}

Row polarization_row(Head head, PolarizationRecipe recipe, double required, Scenario scenario) {
    return row_of<PolarizationRun>(
        std::move(head), polarization_s, polarization_seed,
        [=, scenario = std::move(scenario)](std::uint64_t at) { return compare_polarizations(scenario, recipe, at); },
        [=](const std::vector<PolarizationRun>& all) {
            const std::size_t a = count(all, &PolarizationRun::a), b = count(all, &PolarizationRun::b);
            std::vector<Figure> out;
            if (recipe.difference_db > 0)
                out.push_back(at_least(share_of("right call %", b, all.size()), required));
            else
                out.push_back(at_most(share_of("false call %", a + b, all.size()), required));
            if (recipe.difference_db > 0) out.push_back(share_of("wrong sign %", a, all.size()));
            out.push_back(share_of("said equal %", count(all, &PolarizationRun::equal), all.size()));
            out.push_back(share_of("coverage %", count(all, &PolarizationRun::covered), all.size()));
            out.push_back(median_of("half width dB", values(all, &PolarizationRun::half_width_db)));
            out.push_back(mean_of("duration s", values(all, &PolarizationRun::duration_s)));
            return out;
        });
}

Row planned_row(Head head, PlanRecipe recipe, std::optional<PlannedReference> reference, Scenario scenario) {
    return row_of<SweepRun>(
        std::move(head), planned_s, adaptive_seed,
        [=, scenario = std::move(scenario)](std::uint64_t at) { return planned_sweep(scenario, recipe, at); },
        [reference](const std::vector<SweepRun>& all) {
            const std::vector<SweepRun> used = usable_only(all);
            Figure stops = median_of("stops median", values(all, &SweepRun::stops)),
                   most = quantile_of("stops 90 %", values(all, &SweepRun::stops), 0.9),
                   reached = share_of("reached 5 deg %", count(all, &SweepRun::reached), all.size()),
                   covered = share_of("coverage %", count(used, &SweepRun::covered), used.size());
            if (reference) {
                stops = at_most(stops, reference->stops + spare_stops);
                most = at_most(most, reference->stops_90 + spare_stops);
                reached = at_least(reached, reference->reached - spare_reached);
                covered = at_least(covered, least_covered);
            }
            return std::vector{stops,
                               most,
                               reached,
                               covered,
                               median_of("error median deg", values(used, &SweepRun::error_deg)),
                               quantile_of("error 90 % deg", values(used, &SweepRun::error_deg), 0.9),
                               mean_of("duration s", values(all, &SweepRun::duration_s)),
                               share_of("usable %", count(all, &SweepRun::usable), all.size()),
                               share_of("said none %", count(all, &SweepRun::refused), all.size())};
        });
}

}  // namespace boresight::proof
