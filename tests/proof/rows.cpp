// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/rows.h"

#include <algorithm>
#include <utility>

#include "tests/proof/bands.h"
#include "tests/proof/runs.h"

namespace boresight::proof {

namespace {

constexpr std::uint64_t pointing_seed = 900000, polarization_seed = 910000, adaptive_seed = 930000,
                        pooling_seed = 950000, band_seed = 920000;
constexpr double second_delay_us = 0.5;  // of another path: it adds in power over 10 MHz
constexpr double least_usable = 95, most_false = 5;

// What is required of a row that points: coverage in percent, median error and median half width in degrees.
struct Required {
    double coverage = 0, error_deg = 0, half_width_deg = 0;
};

using Change = std::function<void(ChannelRecipe&)>;

Change nothing() {
    return [](ChannelRecipe&) {};
}

Scenario tower(const Change& change, Scenario scenario = {}) {
    scenario.cells = [change](Random& random) {
        std::vector<ChannelRecipe> cells = one_tower(random);
        for (ChannelRecipe& cell : cells) change(cell);
        return cells;
    };
    return scenario;
}

Change second_path(double off_deg, double power_db) {
    return [=](ChannelRecipe& cell) {
        cell.paths.push_back({.bearing_deg = cell.paths.front().bearing_deg + off_deg,
                              .power_db = power_db,
                              .delay_us = second_delay_us});
    };
}

Scenario no_tower(double static_share, double coherence_s) {
    Scenario scenario;
    scenario.cells = [=](Random&) {
        return std::vector{ChannelRecipe{.paths = {}, .static_share = static_share, .coherence_s = coherence_s}};
    };
    return scenario;
}

template <class Run>
std::vector<Run> run_all(std::size_t runs, const ForEachRun& each, const std::function<Run(std::size_t)>& one) {
    std::vector<Run> out(runs);
    each(runs, [&](std::size_t k) { out[k] = one(k); });
    return out;
}

template <class Run, class Member>
std::size_t count(const std::vector<Run>& runs, Member member) {
    return static_cast<std::size_t>(
        std::count_if(runs.begin(), runs.end(), [&](const Run& run) { return std::invoke(member, run); }));
}

template <class Run, class Member>
std::vector<double> values(const std::vector<Run>& runs, Member member) {
    std::vector<double> out;
    for (const Run& run : runs) out.push_back(std::invoke(member, run));
    return out;
}

std::vector<SweepRun> usable_only(std::vector<SweepRun> runs) {
    std::erase_if(runs, [](const SweepRun& run) { return !run.usable; });
    return runs;
}

Row pointing(std::string name, std::string words, std::size_t runs, Required required, Scenario scenario,
             bool quick = false, std::uint64_t seed = pointing_seed) {
    return {
        std::move(name), std::move(words), runs, quick,
        [required, scenario = std::move(scenario), seed](std::size_t n, std::uint64_t shift, const ForEachRun& each) {
            const auto all =
                run_all<SweepRun>(n, each, [&](std::size_t k) { return fixed_sweep(scenario, seed + shift + k); });
            const std::vector<SweepRun> used = usable_only(all);
            return std::vector{
                at_least(share_of("coverage %", count(used, &SweepRun::covered), used.size()), required.coverage),
                at_most(median_of("error median deg", values(used, &SweepRun::error_deg)), required.error_deg),
                quantile_of("error 90 % deg", values(used, &SweepRun::error_deg), 0.9),
                at_most(median_of("half width deg", values(used, &SweepRun::half_width_deg)), required.half_width_deg),
                at_least(share_of("usable %", count(all, &SweepRun::usable), n), least_usable),
                share_of("gain coverage %", count(used, &SweepRun::gain_covered), used.size()),
                mean_of("loss dB", values(used, &SweepRun::loss_db))};
        }};
}

Row isotropic(std::string name, std::string words, Scenario scenario, bool quick) {
    return {std::move(name), std::move(words), 400, quick,
            [scenario = std::move(scenario)](std::size_t n, std::uint64_t shift, const ForEachRun& each) {
                const auto all = run_all<SweepRun>(
                    n, each, [&](std::size_t k) { return fixed_sweep(scenario, pointing_seed + shift + k); });
                return std::vector{at_most(share_of("false usable %", count(all, &SweepRun::usable), n), most_false),
                                   share_of("said none %", count(all, &SweepRun::refused), n)};
            }};
}

// Required: a right call where there is a difference, no call where there is none.
Row polarization(std::string name, std::string words, double difference_db, double required, Scenario scenario,
                 bool quick = false) {
    return {std::move(name), std::move(words), 400, quick,
            [=, scenario = std::move(scenario)](std::size_t n, std::uint64_t shift, const ForEachRun& each) {
                const auto all = run_all<PolarizationRun>(n, each, [&](std::size_t k) {
                    return compare_polarizations(scenario, difference_db, polarization_seed + shift + k);
                });
                const std::size_t a = count(all, &PolarizationRun::a), b = count(all, &PolarizationRun::b);
                std::vector<Figure> out;
                if (difference_db > 0)
                    out.push_back(at_least(share_of("right call %", b, n), required));
                else
                    out.push_back(at_most(share_of("false call %", a + b, n), required));
                out.push_back(share_of("said equal %", count(all, &PolarizationRun::equal), n));
                out.push_back(share_of("coverage %", count(all, &PolarizationRun::covered), n));
                out.push_back(median_of("half width dB", values(all, &PolarizationRun::half_width_db)));
                out.push_back(mean_of("duration s", values(all, &PolarizationRun::duration_s)));
                return out;
            }};
}

// Nothing is required of these; the figures of the reference are in the words.
Row planned(std::string name, std::string words, std::size_t runs, bool by_information, Scenario scenario) {
    return {
        std::move(name), std::move(words), runs, false,
        [by_information, scenario = std::move(scenario)](std::size_t n, std::uint64_t shift, const ForEachRun& each) {
            const auto all = run_all<SweepRun>(n, each, [&](std::size_t k) {
                return planned_sweep(scenario, by_information, adaptive_seed + shift + k);
            });
            const std::vector<SweepRun> used = usable_only(all);
            return std::vector{median_of("stops median", values(all, &SweepRun::stops)),
                               quantile_of("stops 90 %", values(all, &SweepRun::stops), 0.9),
                               share_of("reached 5 deg %", count(all, &SweepRun::reached), n),
                               share_of("coverage %", count(used, &SweepRun::covered), used.size()),
                               median_of("error median deg", values(used, &SweepRun::error_deg)),
                               quantile_of("error 90 % deg", values(used, &SweepRun::error_deg), 0.9),
                               share_of("usable %", count(all, &SweepRun::usable), n),
                               share_of("said none %", count(all, &SweepRun::refused), n)};
        }};
}

// Puts a pointing row at the end.
auto adder(std::vector<Row>& rows) {
    return [&rows](auto&&... row) { rows.push_back(pointing(std::forward<decltype(row)>(row)...)); };
}

void add_channels(std::vector<Row>& rows) {
    const auto add = adder(rows);
    add("P1", "K 8 dB, coherence .1 s, bearings 3 deg", 400, Required{93, 2.0, 5.8}, tower(nothing()), true);
    add("P6", "coherence time as long as a dwell", 400, Required{92, 2.4, 6.8}, tower([](ChannelRecipe& c) {
            c.k_db = 5;
            c.coherence_s = 8;
        }));
    add("P7", "diffuse field stands still", 400, Required{91, 2.3, 6.1}, tower([](ChannelRecipe& c) {
            c.k_db = 5;
            c.static_share = 1;
        }));
    add("P8", "K 0 dB, half stands still", 200, Required{93, 2.2, 6.3}, tower([](ChannelRecipe& c) {
            c.k_db = 0;
            c.static_share = 0.5;
        }));
    add("P9", "second path +100 deg, -3 dB", 400, Required{93, 2.7, 7.6}, tower(second_path(100, -3)), true);
    add("P10", "second path +45 deg, -3 dB, in the beam", 400, Required{79, 4.4, 9.0}, tower(second_path(45, -3)));
    add("P11", "second path +130 deg, -.5 dB", 200, Required{89, 2.8, 8.0}, tower(second_path(130, -0.5)));
    add("P12", "weak: partly heard", 400, Required{93, 2.0, 7.0}, tower([](ChannelRecipe& c) { c.level_dbm = -119; }));
    add("P13", "weaker: mostly not heard", 100, Required{93, 1.9, 11.0},
        tower([](ChannelRecipe& c) { c.level_dbm = -122; }));
    add("P25", "coherence 20 ms, K 5 dB", 100, Required{93, 1.7, 5.9}, tower([](ChannelRecipe& c) {
            c.k_db = 5;
            c.coherence_s = 0.02;
        }));
    add("P26", "K 15 dB", 100, Required{93, 1.9, 6.0}, tower([](ChannelRecipe& c) { c.k_db = 15; }));
    Scenario hard = tower([](ChannelRecipe& c) {
        second_path(-80, -7)(c);
        c.k_db = 4;
        c.coherence_s = 1.5;
    });
    hard.azimuth_sigma_deg = 5;
    hard.spoiled_share = 0.04;
    hard.drift = 2;
    add("P23", "bearings 5 deg, path -80 deg -7 dB, K 4 dB, 4 % spoiled, drift", 400, Required{92, 4.0, 11.2}, hard);
}

void add_settings(std::vector<Row>& rows) {
    const auto add = adder(rows);
    const auto with = [](auto change) {
        Scenario scenario;
        change(scenario);
        return scenario;
    };
    add("P2", "bearings by hand, 5 deg", 400, Required{93, 2.3, 6.8},
        with([](Scenario& s) { s.azimuth_sigma_deg = 5; }));
    add("P3", "bearings by hand, 8 deg", 200, Required{93, 2.7, 8.4},
        with([](Scenario& s) { s.azimuth_sigma_deg = 8; }));
    add("P4", "lobe 30 % wider than said", 400, Required{93, 2.5, 6.7}, with([](Scenario& s) { s.true_share = 1.3; }));
    add("P5", "lobe 30 % narrower", 400, Required{93, 1.7, 5.2}, with([](Scenario& s) { s.true_share = 0.7; }));
    add("P14", "6 % spoiled dwells", 200, Required{93, 2.7, 7.3}, with([](Scenario& s) { s.spoiled_share = 0.06; }));
    add("P15", "receiver steps by -3 dB", 200, Required{93, 2.0, 6.5},
        with([](Scenario& s) { s.receiver_step_db = -3; }));
    add("P16", "receiver steps by -8 dB", 200, Required{93, 3.8, 15.8},
        with([](Scenario& s) { s.receiver_step_db = -8; }));
    add("P17", "cell steps by +3 dB", 200, Required{93, 2.2, 6.5}, with([](Scenario& s) { s.cell_step_db = 3; }));
    add("P18", "drift 2.5 times as large", 200, Required{93, 2.2, 6.3}, with([](Scenario& s) { s.drift = 2.5; }));
    add("P21", "lobe of 30 deg, bearings 1.5 deg", 200, Required{93, 1.0, 3.8}, with([](Scenario& s) {
            s.nominal_deg = 30;
            s.azimuth_sigma_deg = 1.5;
        }));
    add("P22", "lobe of 85 deg", 100, Required{90, 3.1, 9.0}, with([](Scenario& s) { s.nominal_deg = 85; }));
    const Scenario rotator = with([](Scenario& s) {
        s.azimuth_sigma_deg = 0.5;
        s.mark_step_deg = 1;
        s.sway_m = 0.005;
        s.move_s = 4;
    });
    add("P20", "rotator", 200, Required{93, 1.6, 4.8}, rotator);
}

Row pooled(std::string name, std::string words, std::size_t cells) {
    Scenario scenario;
    scenario.azimuth_sigma_deg = 5;
    scenario.cells = [cells](Random& random) {
        ChannelRecipe recipe = one_tower(random).front();
        recipe.k_db = 4;
        return std::vector<ChannelRecipe>(cells, recipe);
    };
    return pointing(std::move(name), std::move(words), 100, Required{93, 2.3, 6.8}, std::move(scenario), false,
                    pooling_seed);
}

Row bands() {
    return {"B",
            "two carriers, one with interference: which, and where (reference 93.7, 98.8, .981/.940, 93.7 and 3.6)",
            300, false, [](std::size_t n, std::uint64_t shift, const ForEachRun& each) {
                const auto all =
                    run_all<BandRun>(n, each, [&](std::size_t k) { return choose_band(band_seed + shift + k); });
                std::vector<BandRun> declared = all;
                std::erase_if(declared, [](const BandRun& run) { return !run.declared; });
                std::vector<double> shares = values(all, &BandRun::share);
                return std::vector{
                    at_least(share_of("right band %", count(all, &BandRun::right), n), 90),
                    at_least(share_of("right if declared", count(declared, &BandRun::right), declared.size()), 97),
                    share_of("declared %", declared.size(), n),
                    at_least(mean_of("share of the best", shares), 0.96),
                    at_least(quantile_of("its 10 % quantile", shares, 0.1), 0.92),
                    at_least(share_of("SINR gain held %", count(all, &BandRun::gain_covered), n), 92),
                    median_of("its half width dB", values(all, &BandRun::gain_half_width_db))};
            }};
}

}  // namespace

std::vector<Row> all_rows() {
    std::vector<Row> rows;
    add_channels(rows);
    add_settings(rows);
    std::sort(rows.begin(), rows.end(),
              [](const Row& a, const Row& b) { return std::stoi(a.name.substr(1)) < std::stoi(b.name.substr(1)); });
    rows.push_back(isotropic("I1", "no direction, coherence .3 s", no_tower(0, 0.3), true));
    rows.push_back(isotropic("I2", "no direction, 30 % stands still, coherence 1 s", no_tower(0.3, 1), false));
    rows.push_back(polarization("Q1", "polarizations alike", 0, 5, tower(nothing()), true));
    rows.push_back(polarization("Q2", "alike, drift 2.5 times as large", 0, 5, [] {
        Scenario scenario;
        scenario.drift = 2.5;
        return scenario;
    }()));
    rows.push_back(polarization("Q3", "alike, coherence time as long as a dwell", 0, 5,
                                tower([](ChannelRecipe& c) { c.coherence_s = 8; })));
    rows.push_back(polarization("Q5", "B better by 1.5 dB", 1.5, 95, tower(nothing()), true));
    rows.push_back(pooled("S1", "one cell, K 4 dB, bearings 5 deg (reference 96 / 1.5 / 6.1)", 1));
    rows.push_back(pooled("S3", "three cells of that site as one (reference 99 / 1.6 / 6.0)", 3));
    rows.push_back(planned("A1", "the live plan (reference 15/20 stops, 94 % reached, 99 % covered, 1.4/3.3 deg)", 100,
                           true, tower(nothing())));
    rows.push_back(planned("A3", "the same on the flanks in turn (reference 16/23, 93 %, 98 %, 1.6/3.4)", 100, false,
                           tower(nothing())));
    rows.push_back(
        planned("A8", "the live plan without a direction (reference 17/17 stops)", 50, true, no_tower(0, 0.3)));
    rows.push_back(bands());
    return rows;
}

}  // namespace boresight::proof
