// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the check of a mounted antenna: how often it fails one that was set well, and how often it passes one that
// was set beside the direction found. A whole live sweep's estimate stands behind it, as the plan asks for stops.
#include <cmath>

#include "aim/angle.h"
#include "survey/pointing_check.h"
#include "tests/proof/row_kinds.h"
#include "tests/proof/swept_session.h"

namespace boresight::proof {

namespace {

constexpr std::uint64_t check_seed = 940000;
constexpr double check_row_s = 1.5;
constexpr double most_false_fails = 5;

struct CheckRun {
    bool promised = false;  // the sweep found a direction
    bool passed = false;
};

template <class Visit>
void each_field(CheckRun& run, const Visit& visit) {
    visit(run.promised), visit(run.passed);
}

// Mounted so far beside the direction found, with the error of setting on top, and checked at once.
CheckRun check(const Scenario& scenario, double beside_deg, std::uint64_t seed) {
    Session session(scenario, seed);
    const survey::StoredSweep sweep = swept(session, scenario);
    const auto target = survey::check_target(sweep, survey::estimate_again(sweep));
    CheckRun run;
    if (!target) return run;
    run.promised = true;
    const Dwell dwell = session.measure(aim::azimuth_of(target->azimuth_deg + beside_deg));
    const auto result =
        survey::judge_check(*target, record_of_dwell(dwell, survey::StopKind::fine, scenario.dwell_s), sweep.cells);
    run.passed = result.outcome == survey::CheckOutcome::pass;
    return run;
}

Row check_row(Head head, double beside_deg, const Scenario& scenario) {
    const bool well_set = beside_deg == 0;
    return row_of<CheckRun>(
        std::move(head), check_row_s, check_seed, [=](std::uint64_t at) { return check(scenario, beside_deg, at); },
        [=](const std::vector<CheckRun>& all) {
            std::vector<CheckRun> promised = all;
            std::erase_if(promised, [](const CheckRun& run) { return !run.promised; });
            const std::size_t passed = count(promised, &CheckRun::passed);
            const Figure figure =
                well_set ? at_most(share_of("fails though set well %", promised.size() - passed, promised.size()),
                                   most_false_fails)
                         : share_of("passes though set wrong %", passed, promised.size());
            return std::vector{figure, share_of("promised %", promised.size(), all.size())};
        });
}

}  // namespace

void add_check_rows(std::vector<Row>& rows) {
    const Scenario by_rotator = with([](Scenario& s) { s.azimuth_sigma_deg = 0.5; });
    rows.push_back(check_row({"K0", "check, set by marks to the direction found", 100}, 0, {}));
    rows.push_back(check_row({"K0r", "the same, set by a rotator", 100}, 0, by_rotator));
    rows.push_back(check_row({"K15", "check, set 15 deg beside it", 100}, 15, {}));
    rows.push_back(check_row({"K25", "check, set 25 deg beside it", 100}, 25, {}));
    rows.push_back(check_row({"K40", "check, set 40 deg beside it", 100}, 40, {}));
}

}  // namespace boresight::proof
