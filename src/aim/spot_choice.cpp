// SPDX-License-Identifier: GPL-3.0-or-later
// Which of several spots is best: every draw of the levels of all cells at all spots is a world that may be so.
#include <algorithm>
#include <cmath>
#include <random>

#include "aim/capacity.h"
#include "aim/normal.h"
#include "aim/spots.h"

namespace boresight::aim {

namespace {

constexpr std::uint64_t seed = 20261127;
constexpr double least_load = 0.3, most_load = 1;  // of interfering cells
constexpr double sure_share = 0.90, bearable_loss = 0.05;
constexpr double equal_within_db = 1;

// SINR (as a ratio) of a carrier at a spot in each draw, and how often each cell serves.
struct Seen {
    std::vector<double> sinr;
    std::vector<std::size_t> serves;
    double capacity_mbps = 0;
};

Seen see(const SpotCarrier& carrier, std::size_t spot, const std::vector<double>& load) {
    Seen out;
    out.serves.resize(carrier.cells.size());
    const double noise = std::exp(carrier.noise_db / db_per_neper);
    for (std::size_t k = 0; k < load.size(); ++k) {
        double most = 0, sum = 0;
        std::size_t serving = 0;
        for (std::size_t c = 0; c < carrier.cells.size(); ++c) {
            const double power = std::exp((carrier.cells[c]->at(k, spot) + carrier.to_port_db[c]) / db_per_neper);
            sum += power;
            if (power > most) serving = c;
            most = std::max(most, power);
        }
        ++out.serves[serving];
        out.sinr.push_back(most / (load[k] * (sum - most) + noise));
        out.capacity_mbps +=
            carrier.bandwidth_mhz * efficiency_bps_hz(out.sinr.back()) / static_cast<double>(load.size());
    }
    return out;
}

double shown_db(double sinr) {
    return std::min(known_sinr_db, db_per_neper * std::log(std::max(sinr, 1e-30)));
}

Value quantiles(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return {quantile_of(values, 0.5), quantile_of(values, 0.025), quantile_of(values, 0.975)};
}

bool heard_there(const SpotCarrier& carrier, std::size_t spot) {
    return std::any_of(carrier.cells.begin(), carrier.cells.end(),
                       [spot](const SpotLevels* cell) { return cell->heard[spot]; });
}

struct AtSpot {
    SpotResult result;
    std::vector<double> sinr;  // of its best carrier; empty: nothing was heard
    double bandwidth_mhz = 0;
};

AtSpot at_spot(std::span<const SpotCarrier> carriers, std::size_t spot, const std::vector<double>& load) {
    AtSpot best;
    best.result.spot = spot;
    for (std::size_t c = 0; c < carriers.size(); ++c) {
        if (!carriers[c].usable || !heard_there(carriers[c], spot)) continue;
        Seen seen = see(carriers[c], spot, load);
        if (best.result.carrier && seen.capacity_mbps <= best.result.capacity_mbps) continue;
        best.result.carrier = c;
        best.result.capacity_mbps = seen.capacity_mbps;
        best.result.cell =
            static_cast<std::size_t>(std::max_element(seen.serves.begin(), seen.serves.end()) - seen.serves.begin());
        best.sinr = std::move(seen.sinr);
        best.bandwidth_mhz = carriers[c].bandwidth_mhz;
    }
    std::vector<double> sinr_db;
    for (const double sinr : best.sinr) sinr_db.push_back(shown_db(sinr));
    if (!sinr_db.empty()) best.result.sinr_db = quantiles(std::move(sinr_db));
    return best;
}

void compare(std::vector<AtSpot>& spots, std::size_t draws, SpotChoice& choice) {
    double best_sum = 0, first_sum = 0;
    for (std::size_t k = 0; k < draws; ++k) {
        AtSpot* best = nullptr;
        double most = -1;
        for (AtSpot& one : spots) {
            const double mbps = one.sinr.empty() ? 0 : one.bandwidth_mhz * efficiency_bps_hz(one.sinr[k]);
            if (mbps > most) best = &one;
            most = std::max(most, mbps);
        }
        best->result.p_best += 1 / static_cast<double>(draws);
        best_sum += most;
        if (!spots.front().sinr.empty())
            first_sum += spots.front().bandwidth_mhz * efficiency_bps_hz(spots.front().sinr[k]);
    }
    choice.expected_loss = best_sum > 0 ? 1 - first_sum / best_sum : 0;
}

// By how much the best spot is ahead of another.
void set_behind(const AtSpot& best, AtSpot& other) {
    std::vector<double> behind;
    for (std::size_t k = 0; k < other.sinr.size(); ++k)
        behind.push_back(shown_db(best.sinr[k]) - shown_db(other.sinr[k]));
    if (behind.empty()) return;
    std::sort(behind.begin(), behind.end());
    other.result.equal = quantile_of(behind, 0.05) > -equal_within_db && quantile_of(behind, 0.95) < equal_within_db;
    other.result.behind_db = quantiles(std::move(behind));
}

}  // namespace

SpotChoice choose_spot(std::span<const SpotCarrier> carriers, std::size_t spots) {
    SpotChoice choice;
    std::size_t draws = 0;
    for (const SpotCarrier& carrier : carriers)
        for (const SpotLevels* cell : carrier.cells) draws = cell->draws();
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> loads(least_load, most_load);
    std::vector<double> load(draws);
    for (double& value : load) value = loads(random);
    std::vector<AtSpot> all;
    for (std::size_t s = 0; s < spots; ++s) all.push_back(at_spot(carriers, s, load));
    std::stable_sort(all.begin(), all.end(),
                     [](const AtSpot& a, const AtSpot& b) { return a.result.capacity_mbps > b.result.capacity_mbps; });
    if (!all.empty() && draws > 0) compare(all, draws, choice);
    for (std::size_t i = 1; i < all.size(); ++i)
        if (!all.front().sinr.empty()) set_behind(all.front(), all[i]);
    for (const AtSpot& one : all) choice.spots.push_back(one.result);
    if (all.size() < 2 || all.front().sinr.empty()) return choice;
    choice.decision = choice.spots.front().p_best >= sure_share ? SpotDecision::clear
                      : choice.expected_loss < bearable_loss    ? SpotDecision::tied
                                                                : SpotDecision::undecided;
    return choice;
}

}  // namespace boresight::aim
