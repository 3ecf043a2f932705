// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that tell whether there is a direction, which polarization, which carrier, and sites as one.
#include "tests/proof/row_kinds.h"

namespace boresight::proof {

namespace {

constexpr std::uint64_t band_seed = 920000;
constexpr double bands_s = 0.4;
constexpr std::uint64_t planned_band_seed = 925000;
constexpr double planned_bands_s = 1.5;
constexpr double least_share = 0.9;
const std::string sessions_of_bands{"B"};
constexpr double off_peak_deg = 25;

Scenario slow() {
    return tower([](ChannelRecipe& c) { c.coherence_s = 8; });
}

Scenario drifting() {
    return with([](Scenario& s) { s.drift = 2.5; });
}

Scenario standing() {
    return tower([](ChannelRecipe& c) {
        c.k_db = 3;
        c.static_share = 1;
    });
}

Scenario cells_of_a_site(std::size_t cells, Scenario scenario, double k_db) {
    scenario.cells = [=](Random& random) {
        ChannelRecipe recipe = one_tower(random).front();
        recipe.k_db = k_db;
        return std::vector<ChannelRecipe>(cells, recipe);
    };
    return scenario;
}

void add_polarizations(std::vector<Row>& rows) {
    const auto add = [&](Head head, PolarizationRecipe recipe, double required, Scenario scenario) {
        rows.push_back(polarization_row(std::move(head), recipe, required, std::move(scenario)));
    };
    add({"Q1", "polarizations alike", 400, true}, {}, 5, tower(nothing()));
    add({"Q2a", "alike, K 3 dB that stands still", 400}, {}, 5, standing());
    add({"Q2b", "alike, drift 2.5 times as large", 400}, {}, 5, drifting());
    add({"Q3", "alike, coherence time as long as a dwell", 400}, {}, 5, slow());
    add({"Q4", "alike, 25 deg off the peak", 400}, {.off_peak_deg = off_peak_deg}, 5, tower(nothing()));
    add({"Q5", "B better by 1.5 dB", 400, true}, {.difference_db = 1.5}, 95, tower(nothing()));
    add({"Q6", "B better by 1.8 dB", 400}, {.difference_db = 1.8}, 95, tower(nothing()));
    add({"Q7a", "1.5 dB, K 3 dB that stands still", 400}, {.difference_db = 1.5}, 95, standing());
    add({"Q7b", "1.5 dB, drift 2.5 times as large", 400}, {.difference_db = 1.5}, 95, drifting());
    add({"Q7c", "1.5 dB, coherence time as long as a dwell", 400}, {.difference_db = 1.5}, 93, slow());
    add({"Q8", "1.5 dB, 25 deg off the peak", 400}, {.difference_db = 1.5, .off_peak_deg = off_peak_deg}, 90,
        tower(nothing()));
    add({"Q9a", "three cells, alike", 400}, {}, 5, cells_of_a_site(3, {}, 8));
    add({"Q9b", "three cells, 1.5 dB", 400}, {.difference_db = 1.5}, 95, cells_of_a_site(3, {}, 8));
}

Row band_row(Head head, std::function<std::vector<Figure>(const std::vector<BandRun>&)> judge) {
    Row row = row_of<BandRun>(std::move(head), bands_s, band_seed, choose_band, std::move(judge));
    row.sessions = sessions_of_bands;
    return row;
}

void add_bands(std::vector<Row>& rows) {
    rows.push_back(
        band_row({"B1", "two carriers, one with interference: which (reference 93.7, 98.8 of those declared)", 300},
                 [](const std::vector<BandRun>& all) {
                     std::vector<BandRun> declared = all;
                     std::erase_if(declared, [](const BandRun& run) { return !run.declared; });
                     return std::vector{
                         at_least(share_of("right band %", count(all, &BandRun::right), all.size()), 90),
                         at_least(share_of("right if declared", count(declared, &BandRun::right), declared.size()), 97),
                         share_of("declared %", declared.size(), all.size())};
                 }));
    rows.push_back(
        band_row({"B2", "the same: share of the throughput of the best pair (reference .981, 10 % quantile .940)", 300},
                 [](const std::vector<BandRun>& all) {
                     const std::vector<double> shares = values(all, &BandRun::share);
                     return std::vector{at_least(mean_of("share of the best", shares), 0.96),
                                        at_least(quantile_of("its 10 % quantile", shares, 0.1), 0.92)};
                 }));
    rows.push_back(
        band_row({"B3", "the same: interval of the gain in signal quality (reference 93.7, 3.6 dB)", 300},
                 [](const std::vector<BandRun>& all) {
                     return std::vector{
                         at_least(share_of("SINR gain held %", count(all, &BandRun::gain_covered), all.size()), 92),
                         median_of("its half width dB", values(all, &BandRun::gain_half_width_db))};
                 }));
    const auto add = [&](Head head, bool settles) {
        rows.push_back(row_of<BandRun>(
            std::move(head), planned_bands_s, planned_band_seed,
            [settles](std::uint64_t at) { return plan_band(at, settles); },
            [settles](const std::vector<BandRun>& all) {
                const std::vector<double> shares = values(all, &BandRun::share);
                Figure share = mean_of("share of the best", shares);
                if (settles) share.least = least_share;
                std::vector<BandRun> undecided = all;
                std::erase_if(undecided, [](const BandRun& run) { return !run.undecided; });
                return std::vector{share_of("right band %", count(all, &BandRun::right), all.size()),
                                   share_of("declared %", count(all, &BandRun::declared), all.size()),
                                   share,
                                   quantile_of("its 10 % quantile", shares, 0.1),
                                   mean_of("stops", values(all, &BandRun::stops)),
                                   share_of("once undecided %", undecided.size(), all.size())};
            }));
    };
    add({"B4", "carriers nearly alike, twenty stops at most: where one settles most between them", 100}, true);
    add({"B5", "the same, always by the bearing of the cell that leads", 100}, false);
}

}  // namespace

void add_choice_rows(std::vector<Row>& rows) {
    rows.push_back(isotropic_row({"I1", "no direction, coherence .3 s", 400, true}, no_tower(0, 0.3)));
    rows.push_back(isotropic_row({"I2", "no direction, 30 % stands still, coherence 1 s", 400}, no_tower(0.3, 1)));
    add_polarizations(rows);
    add_bands(rows);
    const Scenario by_hand = with([](Scenario& s) { s.azimuth_sigma_deg = 5; });
    rows.push_back(pooled_row({"S1", "one cell, K 4 dB, bearings 5 deg (reference 96 / 1.5 / 6.1)", 100},
                              {93, 2.3, 6.8}, cells_of_a_site(1, by_hand, 4)));
    rows.push_back(pooled_row({"S3", "three cells of that site as one (reference 99 / 1.6 / 6.0)", 100}, {93, 2.3, 6.8},
                              cells_of_a_site(3, by_hand, 4)));
}

}  // namespace boresight::proof
