// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of what no reference simulation exists for: steps that are taken out, pattern files, true north, ties that the
// next stop is to settle, what is said where nothing can be used, and tilts. What is required of them is set here.
#include "tests/proof/row_kinds.h"

namespace boresight::proof {

namespace {

constexpr std::uint64_t pointing_seed = 900000, adaptive_seed = 930000, tilt_seed = 940000;
constexpr double fixed_s = 0.2, planned_s = 0.6, tilt_s = 0.15;
constexpr double least_covered = 93, least_named = 95, most_false = 5, least_right = 85;

Scenario stepping(double receiver_db, double cell_db) {
    return with([=](Scenario& s) {
        s.receiver_step_db = receiver_db;
        s.cell_step_db = cell_db;
    });
}

void add_steps(std::vector<Row>& rows) {
    const Required required{least_covered, 2.8, 9.0};
    rows.push_back(pointing_row({"C1", "receiver steps by -5 dB", 400}, required, stepping(-5, 0)));
    rows.push_back(pointing_row({"C2", "cell steps by +6 dB", 400}, required, stepping(0, 6)));
    rows.push_back(pointing_row({"C3", "receiver steps by -12 dB", 400}, required, stepping(-12, 0)));
}

void add_patterns(std::vector<Row>& rows) {
    const auto with_file = [](double error_db, const Change& change) {
        Scenario scenario = tower(change);
        scenario.pattern_file_error_db = error_db;
        return scenario;
    };
    rows.push_back(pointing_row({"F1", "with the antenna's pattern file, side lobes right to 2 dB", 400},
                                {least_covered, 2.0, 5.8}, with_file(2, nothing())));
    rows.push_back(pointing_row({"F2", "the same, second path +100 deg -3 dB", 400}, {least_covered, 2.7, 7.6},
                                with_file(2, second_path(100, -3))));
}

void add_true_north(std::vector<Row>& rows) {
    const auto add = [&](Head head, double zero_sigma_deg) {
        rows.push_back(row_of<SweepRun>(
            std::move(head), fixed_s, pointing_seed,
            [=, scenario = tower(nothing())](std::uint64_t at) {
                return true_north_sweep(scenario, zero_sigma_deg, at);
            },
            [](const std::vector<SweepRun>& all) {
                std::vector<SweepRun> used = all;
                std::erase_if(used, [](const SweepRun& run) { return !run.usable; });
                return std::vector{
                    at_least(share_of("coverage %", count(used, &SweepRun::covered), used.size()), least_covered),
                    median_of("error median deg", values(used, &SweepRun::error_deg)),
                    median_of("half width deg", values(used, &SweepRun::half_width_deg))};
            }));
    };
    add({"T1", "true bearing, zero of the scale from the sun, 2 deg", 400}, 2);
    add({"T2", "true bearing, zero of the scale by compass, 10 deg", 400}, 10);
}

void add_ties(std::vector<Row>& rows) {
    const auto add = [&](Head head, FineStops fine) {
        rows.push_back(row_of<SweepRun>(
            std::move(head), planned_s, adaptive_seed,
            [=, scenario = tower(second_path(130, -0.5))](std::uint64_t at) {
                return planned_sweep(scenario, {.fine = fine, .ring_stops = {}}, at);
            },
            [fine](const std::vector<SweepRun>& all) {
                Figure covered = share_of("coverage %", count(all, &SweepRun::covered), all.size());
                if (fine == FineStops::informed) covered = at_least(covered, 89);
                return std::vector{covered, share_of("one arc %", count(all, &SweepRun::one_arc), all.size()),
                                   mean_of("loss dB", values(all, &SweepRun::loss_db)),
                                   quantile_of("loss 90 % dB", values(all, &SweepRun::loss_db), 0.9),
                                   median_of("stops median", values(all, &SweepRun::stops))};
            }));
    };
    add({"G1", "two paths nearly tied: the next stop by what may be regretted", 100}, FineStops::informed);
    add({"G2", "the same on the flanks in turn", 100}, FineStops::flanks);
}

void add_wording(std::vector<Row>& rows) {
    rows.push_back(row_of<SweepRun>(
        {"N1", "what the verdict says without a direction", 100}, planned_s, adaptive_seed,
        [scenario = no_tower(0, 0.3)](std::uint64_t at) { return planned_sweep(scenario, {}, at); },
        [](const std::vector<SweepRun>& all) {
            return std::vector{
                at_least(share_of("no usable said %", count(all, &SweepRun::refused), all.size()), least_right),
                at_most(share_of("names azimuth %", count(all, &SweepRun::pointed), all.size()), most_false)};
        }));
    rows.push_back(row_of<SweepRun>(
        {"N2", "what the verdict says with one", 100}, planned_s, adaptive_seed,
        [scenario = tower(nothing())](std::uint64_t at) { return planned_sweep(scenario, {}, at); },
        [](const std::vector<SweepRun>& all) {
            return std::vector{
                at_most(share_of("no usable said %", count(all, &SweepRun::refused), all.size()), most_false),
                at_least(share_of("names azimuth %", count(all, &SweepRun::pointed), all.size()), least_named)};
        }));
}

// A tower near the horizon, its reflection from the ground, and trees that scatter: elevations for azimuths.
Scenario tilted() {
    Scenario scenario;
    scenario.nominal_deg = 60;
    scenario.azimuth_sigma_deg = 2;
    scenario.cells = [](Random& random) {
        std::uniform_real_distribution<double> tower_deg(-1, 5), ground_db(-12, -3);
        const double elevation_deg = tower_deg(random);
        return std::vector{ChannelRecipe{
            .paths = {{.bearing_deg = elevation_deg},
                      {.bearing_deg = -elevation_deg - 1, .power_db = ground_db(random), .delay_us = 0.01}},
            .uniform_share = 0.2}};
    };
    return scenario;
}

void add_tilts(std::vector<Row>& rows) {
    const auto add = [&](Head head, double present_deg, bool gains) {
        rows.push_back(row_of<TiltRun>(
            std::move(head), tilt_s, tilt_seed,
            [=, scenario = tilted()](std::uint64_t at) { return compare_tilts(scenario, present_deg, at); },
            [gains](const std::vector<TiltRun>& all) {
                Figure better = share_of("says tilt %", count(all, &TiltRun::better), all.size());
                better = gains ? at_least(better, least_right) : at_most(better, most_false);
                return std::vector{
                    better,
                    share_of("says equal %", count(all, &TiltRun::equal), all.size()),
                    share_of("gains 1 dB in truth", count(all, &TiltRun::truly_better), all.size()),
                    at_least(share_of("coverage %", count(all, &TiltRun::covered), all.size()), least_covered),
                    at_least(share_of("gain coverage %", count(all, &TiltRun::gain_covered), all.size()),
                             least_covered),
                    median_of("half width deg", values(all, &TiltRun::half_width_deg)),
                    mean_of("loss dB", values(all, &TiltRun::loss_db)),
                    mean_of("dwells", values(all, &TiltRun::dwells))};
            }));
    };
    add({"E1", "tilts, level already", 200}, 0, false);
    add({"E2", "tilts, 25 deg too high", 200}, 25, true);
}

}  // namespace

void add_further_rows(std::vector<Row>& rows) {
    add_steps(rows);
    add_patterns(rows);
    add_true_north(rows);
    add_ties(rows);
    add_wording(rows);
    add_tilts(rows);
}

}  // namespace boresight::proof
