// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/bands.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "aim/capacity.h"
#include "aim/carrier_tie.h"
#include "aim/fit.h"
#include "aim/sweep_plan.h"
#include "tests/proof/session.h"

namespace boresight::proof {

namespace {

enum Cell : std::size_t { serving_a, other_a, serving_b, cells };
constexpr std::array bandwidths_mhz{10.0, 20.0};
constexpr double true_load = 0.6;
constexpr std::size_t ring_stops = 12;
constexpr std::array fine_beams{-0.5, 0.5, 0.0};
constexpr std::size_t most_planned = 20;
constexpr double known_db = 25;  // beyond it an SINR says no more

double uniform(Random& random, double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
}

std::vector<ChannelRecipe> two_carriers(Random& random) {
    std::vector<ChannelRecipe> out(cells, one_tower(random).front());
    for (ChannelRecipe& cell : out) cell.k_db = uniform(random, 3, 12);
    const double tower_deg = out[serving_a].paths.front().bearing_deg;
    const double side = uniform(random, 0, 1) < 0.5 ? -1 : 1;
    out[serving_a].level_dbm = -95 + uniform(random, -6, 6);
    out[other_a].level_dbm = out[serving_a].level_dbm + uniform(random, -8, 2);
    out[other_a].paths.front().bearing_deg = tower_deg + side * uniform(random, 40, 110);
    out[serving_b].level_dbm = -112 + uniform(random, -6, 6);
    out[serving_b].paths.front().bearing_deg = tower_deg + uniform(random, 90, 270);
    out[serving_b].bandwidth_mhz = bandwidths_mhz[1];
    out[serving_b].wavelength_m = 0.15;
    return out;
}

// Nearly as good as each other, and their levels known badly: slow fading, drift, bearings by hand.
std::vector<ChannelRecipe> alike_carriers(Random& random) {
    std::vector<ChannelRecipe> out = two_carriers(random);
    for (ChannelRecipe& cell : out) {
        cell.k_db = 3;
        cell.coherence_s = 8;
    }
    out[serving_a].level_dbm = -105 + uniform(random, -2, 2);
    out[other_a].level_dbm = -130;  // hardly heard
    out[serving_b].level_dbm = -112 + uniform(random, -2, 2);
    return out;
}

double mw(double dbm) {
    return std::pow(10, dbm / 10);
}

double true_sinr_db(const std::vector<Truth>& truths, std::size_t carrier, double azimuth_deg) {
    double serving = mw(truths[carrier == 0 ? serving_a : serving_b].level_dbm(azimuth_deg)), other = 0;
    if (carrier == 0) other = mw(truths[other_a].level_dbm(azimuth_deg));
    if (other > serving) std::swap(serving, other);
    return 10 * std::log10(serving / (true_load * other + mw(noise_dbm)));
}

double true_mbps(const std::vector<Truth>& truths, std::size_t carrier, double azimuth_deg) {
    const double sinr = mw(true_sinr_db(truths, carrier, azimuth_deg));
    return bandwidths_mhz[carrier] * std::min(4.8, 0.65 * std::log2(1 + sinr));
}

// What was measured of every cell, and their fits.
struct Measured {
    std::vector<aim::Stop> stops;
    std::array<std::vector<aim::Blocks>, cells> blocks;

    void add(const Dwell& dwell) {
        stops.push_back({.time_s = dwell.time_s, .azimuth_deg = dwell.azimuth_deg});
        for (std::size_t cell = 0; cell < cells; ++cell) blocks[cell].push_back(dwell.cells[cell]);
    }
    std::optional<aim::CellFit> fit(std::size_t cell, const Scenario& scenario) const {
        const auto readings = aim::read_dwells(blocks[cell], noise_dbm + limit_snr_db).readings;
        return aim::fit_cell(
            stops, readings,
            {.beamwidth_deg = scenario.nominal_deg, .azimuth_sigma_deg = scenario.azimuth_sigma_deg, .present_deg = 0});
    }
};

Measured sweep_of(Session& session, const Scenario& scenario) {
    Measured measured;
    for (std::size_t k = 0; k < ring_stops; ++k) {
        if (2 * k == ring_stops) measured.add(session.measure(0));
        measured.add(session.measure(360.0 * static_cast<double>(k) / ring_stops));
    }
    measured.add(session.measure(0));
    for (const std::size_t cell : {serving_a, serving_b})
        if (const auto fit = measured.fit(cell, scenario))
            for (const double beams : fine_beams)
                measured.add(session.measure(fit->recommended_deg + beams * scenario.nominal_deg));
    return measured;
}

// Fits of all cells, and the carriers made of them; the carriers point into the fits.
struct Fitted {
    std::array<std::optional<aim::CellFit>, cells> fits;
    std::array<aim::Carrier, 2> carriers;
    std::optional<aim::CapacityChoice> choice;

    Fitted(const Measured& measured, const Scenario& scenario) {
        for (std::size_t k = 0; k < carriers.size(); ++k)
            carriers[k] = {.bandwidth_mhz = bandwidths_mhz[k], .cells = {}, .noise_db = noise_dbm};
        for (std::size_t cell = 0; cell < cells; ++cell) {
            fits[cell] = measured.fit(cell, scenario);
            if (fits[cell]) carriers[cell == serving_b].cells.push_back({.fit = &*fits[cell]});
        }
        choice = aim::choose_carrier(carriers, {.present_deg = 0, .present_carrier = {}, .azimuths_deg = {}});
    }
    Fitted(const Fitted&) = delete;
    Fitted& operator=(const Fitted&) = delete;

    // Of the cell that the best carrier is served by.
    std::vector<std::optional<aim::CellFit>> leading() const {
        if (!choice) return {};
        const aim::CarrierPointing& best = choice->carriers.front();
        return {*carriers[best.carrier].cells[best.serving.value_or(0)].fit};
    }
};

BandRun judged(const Session& session, const Fitted& fitted, std::size_t stops) {
    BandRun run{.stops = static_cast<double>(stops)};
    if (!fitted.choice) return run;
    const aim::CarrierPointing& chosen = fitted.choice->carriers.front();
    const std::vector<Truth> truths{session.truth(serving_a), session.truth(other_a), session.truth(serving_b)};
    std::array<double, 2> best{};
    for (std::size_t carrier = 0; carrier < best.size(); ++carrier)
        for (int azimuth_deg = 0; azimuth_deg < 360; ++azimuth_deg)
            best[carrier] = std::max(best[carrier], true_mbps(truths, carrier, azimuth_deg));
    run.right = best[chosen.carrier] >= best[1 - chosen.carrier];
    run.declared = fitted.choice->decision == aim::CarrierDecision::clear;
    run.share = true_mbps(truths, chosen.carrier, chosen.azimuth_deg) / std::max(best[0], best[1]);
    const double gain_db = std::min(known_db, true_sinr_db(truths, chosen.carrier, chosen.azimuth_deg)) -
                           std::min(known_db, true_sinr_db(truths, chosen.carrier, 0));
    run.gain_covered = chosen.sinr_gain_db.low <= gain_db && gain_db <= chosen.sinr_gain_db.high;
    run.gain_half_width_db = (chosen.sinr_gain_db.high - chosen.sinr_gain_db.low) / 2;
    return run;
}

aim::SweepPlanSetting plan_of(const Scenario& scenario) {
    aim::SweepPlanSetting plan;
    plan.beamwidth_deg = scenario.nominal_deg;
    plan.azimuth_sigma_deg = scenario.azimuth_sigma_deg;
    plan.azimuth_step_deg = scenario.mark_step_deg;
    plan.most_stops = most_planned;
    plan.dwell_s = scenario.dwell_s;
    plan.move_s = scenario.move_s;
    return plan;
}

}  // namespace

BandRun choose_band(std::uint64_t seed) {
    Scenario scenario;
    scenario.cells = two_carriers;
    Session session(scenario, seed);
    const Measured measured = sweep_of(session, scenario);
    return judged(session, Fitted(measured, scenario), measured.stops.size());
}

BandRun plan_band(std::uint64_t seed, bool settles) {
    Scenario scenario;
    scenario.azimuth_sigma_deg = 8;
    scenario.drift = 2.5;
    scenario.cells = alike_carriers;
    Session session(scenario, seed);
    const aim::SweepPlanSetting plan = plan_of(scenario);
    const std::size_t coarse = aim::expected_length(plan).ring;
    Measured measured;
    std::vector<aim::StopDone> done;
    std::unique_ptr<Fitted> fitted;
    bool undecided = false;
    for (;;) {
        undecided =
            undecided || (fitted && fitted->choice && fitted->choice->decision == aim::CarrierDecision::undecided);
        std::optional<double> settling_deg;
        if (settles && fitted && fitted->choice)
            settling_deg =
                aim::settling_azimuth(fitted->carriers, *fitted->choice, aim::worthwhile_azimuths(plan, done),
                                      {.azimuth_sigma_deg = plan.azimuth_sigma_deg,
                                       .from_deg = done.back().azimuth_deg,
                                       .stop_s = plan.dwell_s + plan.move_s});
        const std::vector<std::optional<aim::CellFit>> leading =
            fitted ? fitted->leading() : std::vector<std::optional<aim::CellFit>>{};
        const aim::SweepStep step = aim::next_stop(plan, done, leading, settling_deg);
        const auto* next = std::get_if<aim::NextStop>(&step);
        if (next == nullptr) break;
        measured.add(session.measure(next->azimuth_deg));
        std::optional<double> level_db;
        for (const auto& blocks : measured.blocks) {
            const aim::Reading reading =
                aim::read_dwells(std::span(&blocks.back(), 1), noise_dbm + limit_snr_db).readings.front();
            if (reading.detected()) level_db = std::max(level_db.value_or(reading.level_db), reading.level_db);
        }
        done.push_back({.time_s = measured.stops.back().time_s,
                        .azimuth_deg = measured.stops.back().azimuth_deg,
                        .purpose = next->purpose,
                        .level_db = level_db});
        if (done.size() >= coarse) fitted = std::make_unique<Fitted>(measured, scenario);
    }
    if (!fitted) fitted = std::make_unique<Fitted>(measured, scenario);
    BandRun run = judged(session, *fitted, done.size());
    run.undecided = undecided;
    return run;
}

}  // namespace boresight::proof
