// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of rows: what is run and which figures come of it. Nothing fails; any thread.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/proof/rows.h"

namespace boresight::proof {

// Name, words and number of runs of a row.
struct Head {
    std::string name, words;
    std::size_t runs = 0;
    bool quick = false;
};

// What is required of a row that points: coverage in percent, median error and median half width in degrees.
struct Required {
    double coverage = 0, error_deg = 0, half_width_deg = 0;
};

Row pointing_row(Head head, Required required, Scenario scenario);
Row pooled_row(Head head, Required required, Scenario scenario);
Row isotropic_row(Head head, Scenario scenario);

// Required: a right call in so many percent where there is a difference, no call where there is none.
Row polarization_row(Head head, PolarizationRecipe recipe, double required, Scenario scenario);

// Figures of the reference: median and 90 % of stops, share that reached the target, in percent.
struct PlannedReference {
    double stops = 0, stops_90 = 0, reached = 0;
};
Row planned_row(Head head, PlanRecipe recipe, std::optional<PlannedReference> reference, Scenario scenario);

// For a row of another kind.
template <class Run>
Row row_of(Head head, double seconds, std::uint64_t seed, std::function<Run(std::uint64_t)> one,
           std::function<std::vector<Figure>(const std::vector<Run>&)> judge) {
    Row row{.name = head.name,
            .words = std::move(head.words),
            .runs = head.runs,
            .quick = head.quick,
            .seconds = seconds,
            .sessions = head.name,
            .seed = seed,
            .run = {},
            .figures = {}};
    row.run = [one = std::move(one)](std::uint64_t at) { return record_of(one(at)); };
    row.figures = [judge = std::move(judge)](const std::vector<Record>& records) {
        std::vector<Run> runs;
        for (const Record& record : records) runs.push_back(run_of<Run>(record));
        return judge(runs);
    };
    return row;
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

// Ways to change the one tower of a scenario.
using Change = std::function<void(ChannelRecipe&)>;
Change nothing();
Change second_path(double off_deg, double power_db, double delay_us = 0.5);
Scenario tower(const Change& change, Scenario scenario = {});
Scenario no_tower(double static_share, double coherence_s);
Scenario rotator();  // the antenna is turned by one

template <class Adjust>
Scenario with(const Adjust& adjust) {
    Scenario scenario;
    adjust(scenario);
    return scenario;
}

// By table: those that point, those that tell whether and which, those that plan, and what is measured here alone.
void add_pointing_rows(std::vector<Row>& rows);
void add_choice_rows(std::vector<Row>& rows);
void add_roll_rows(std::vector<Row>& rows);
void add_plan_rows(std::vector<Row>& rows);
void add_further_rows(std::vector<Row>& rows);
void add_check_rows(std::vector<Row>& rows);
void add_turn_rows(std::vector<Row>& rows);
void add_spot_rows(std::vector<Row>& rows);

}  // namespace boresight::proof
