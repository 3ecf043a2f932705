// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of sweeps whose stops follow from what was measured, and of the visits to the reference.
#include "tests/proof/row_kinds.h"

namespace boresight::proof {

namespace {

constexpr std::uint64_t adaptive_seed = 930000, reference_seed = 970000;
constexpr double ring_s = 0.07, planned_s = 0.6;
constexpr double most_base_alarms = 10, least_step_alarms = 95;
constexpr double most_off_stops = 2, least_within = 75;

Scenario by_hand() {
    return with([](Scenario& s) { s.azimuth_sigma_deg = 5; });
}

void add_planned(std::vector<Row>& rows) {
    const Scenario base = tower(nothing());
    const auto add = [&](Head head, PlanRecipe recipe, std::optional<PlannedReference> reference, Scenario scenario) {
        rows.push_back(planned_row(std::move(head), recipe, reference, std::move(scenario)));
    };
    const PlanRecipe informed{}, flanks{.fine = FineStops::flanks};
    add({"A1", "expected information (reference 15/20 stops, 94 % reached)", 100}, informed, {{15, 20, 94}}, base);
    add({"A2", "the same from a ring of 6 (reference 14/19, 99 %)", 100}, {.ring_stops = 6}, {{14, 19, 99}}, base);
    add({"A3", "on the flanks in turn (reference 16/23, 93 %)", 100}, flanks, {{16, 23, 93}}, base);
    add({"A4", "the peak again and again, as people do (reference 24, 0 %)", 50}, {.fine = FineStops::peak}, {}, base);
    add({"A5", "anywhere (reference 24, 10 %)", 50}, {.fine = FineStops::anywhere}, {}, base);
    add({"A6", "expected information from a ring of 12 (reference 18/22, 98 %)", 50}, {.ring_stops = 12},
        {{18, 22, 98}}, base);
    add({"A7a", "A1 with bearings of 5 deg (reference 19/24, 80 %)", 50}, informed, {{19, 24, 80}}, by_hand());
    add({"A7b", "A3 with bearings of 5 deg (reference 22/24, 72 %)", 50}, flanks, {{22, 24, 72}}, by_hand());
    add({"A8", "A1 without a direction (reference 17/17 stops)", 50}, informed, {}, no_tower(0, 0.3));
    add({"A9a", "A1 with a second path +100 deg -3 dB (reference 20/24, 66 %)", 50}, informed, {{20, 24, 66}},
        tower(second_path(100, -3)));
    add({"A9b", "A1, weak cell (reference 24/24, 16 %)", 50}, informed, {{24, 24, 16}},
        tower([](ChannelRecipe& c) { c.level_dbm = -119; }));
    add({"A10", "A1 with a rotator (reference 12/16, 98 %)", 50}, informed, {{12, 16, 98}}, rotator());
}

// Nothing is required of an alarm but that it is rare in calm sessions and sure where the level stepped far.
void add_reference(std::vector<Row>& rows) {
    const auto add = [&](Head head, std::optional<double> least, std::optional<double> most, Scenario scenario) {
        rows.push_back(row_of<AlarmRun>(
            std::move(head), ring_s, reference_seed,
            [scenario = std::move(scenario)](std::uint64_t at) { return AlarmRun{reference_alarms(scenario, at)}; },
            [least, most](const std::vector<AlarmRun>& all) {
                Figure share = share_of("alarms %", count(all, &AlarmRun::alarmed), all.size());
                share.least = least;
                share.most = most;
                return std::vector{share};
            }));
    };
    add({"R1", "reference visited again, calm (reference 4.5)", 200}, {}, most_base_alarms, tower(nothing()));
    add({"R2", "bearings of 5 deg (9.5)", 200}, {}, {}, by_hand());
    add({"R3", "diffuse field stands still, K 5 dB (8.5)", 200}, {}, {}, tower([](ChannelRecipe& c) {
            c.k_db = 5;
            c.static_share = 1;
        }));
    add({"R4", "coherence time as long as a dwell, K 5 dB (22)", 200}, {}, {}, tower([](ChannelRecipe& c) {
            c.k_db = 5;
            c.coherence_s = 8;
        }));
    add({"R5", "drift 2.5 times as large (23)", 200}, {}, {}, with([](Scenario& s) { s.drift = 2.5; }));
    add({"R6", "6 % spoiled dwells (18)", 200}, {}, {}, with([](Scenario& s) { s.spoiled_share = 0.06; }));
    add({"R7", "receiver steps by -3 dB (64)", 200}, {}, {}, with([](Scenario& s) { s.receiver_step_db = -3; }));
    add({"R8", "receiver steps by -8 dB (100)", 200}, least_step_alarms, {},
        with([](Scenario& s) { s.receiver_step_db = -8; }));
}

// Of those to whom some number was announced: whether it took no more than that and two.
void add_forecast(std::vector<Row>& rows) {
    rows.push_back(row_of<ForecastRun>(
        {"K1", "how many more dwells decide, said after the ring and two", 200}, planned_s, adaptive_seed,
        [scenario = tower(nothing())](std::uint64_t at) { return forecast_sweep(scenario, at); },
        [](const std::vector<ForecastRun>& all) {
            std::vector<ForecastRun> announced = all;
            std::erase_if(announced, [](const ForecastRun& run) { return !run.announced; });
            std::vector<double> off;
            for (const ForecastRun& run : announced) off.push_back(run.taken - run.stops);
            const std::size_t within = count(announced, [](const ForecastRun& run) {
                return run.reached && run.taken <= run.stops + most_off_stops;
            });
            return std::vector{share_of("announced %", announced.size(), all.size()),
                               at_least(share_of("true within 2 %", within, announced.size()), least_within),
                               at_most(median_of("took more, median", off), 1),
                               quantile_of("took more, 90 %", off, 0.9)};
        }));
}

}  // namespace

void add_plan_rows(std::vector<Row>& rows) {
    add_planned(rows);
    add_reference(rows);
    add_forecast(rows);
}

}  // namespace boresight::proof
