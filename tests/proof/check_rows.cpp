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
constexpr double most_false_fails = 5, most_passes_by_flanks = 20;

struct CheckRun {
    bool promised = false;  // the sweep found a direction
    bool passed = false;
    double beside_deg = 0, half_width_deg = 0;  // by the flanks
};

template <class Visit>
void each_field(CheckRun& run, const Visit& visit) {
    visit(run.promised), visit(run.passed), visit(run.beside_deg), visit(run.half_width_deg);
}

// Mounted so far beside the direction found, with the error of setting on top, and checked at once.
CheckRun check(const Scenario& scenario, double beside_deg, bool flanks, std::uint64_t seed) {
    Session session(scenario, seed);
    const survey::StoredSweep sweep = swept(session, scenario);
    const auto target = survey::check_target(sweep, survey::estimate_again(sweep));
    CheckRun run;
    if (!target) return run;
    run.promised = true;
    std::vector<survey::SweepStopRecord> dwells;
    for (const double meant_deg : survey::check_azimuths(*target, flanks)) {
        const Dwell dwell = session.measure(aim::azimuth_of(meant_deg + beside_deg));
        dwells.push_back(record_of_dwell(dwell, survey::StopKind::fine, scenario.dwell_s));
        dwells.back().azimuth_deg = meant_deg;
    }
    const auto result = survey::judge_check(*target, dwells, sweep.cells);
    if (result.beside_deg) run.beside_deg = result.beside_deg->value;
    if (result.beside_deg) run.half_width_deg = (result.beside_deg->high - result.beside_deg->low) / 2;
    run.passed = result.outcome == survey::CheckOutcome::pass;
    return run;
}

// What was set, and what is asked of the figure: failures of what was set well, passes of what wasn't.
struct Mounted {
    double beside_deg = 0;
    bool flanks = false;
    std::optional<double> most = {};  // percent
};

Row check_row(Head head, const Mounted& mounted, const Scenario& scenario) {
    return row_of<CheckRun>(
        std::move(head), check_row_s, check_seed,
        [=](std::uint64_t at) { return check(scenario, mounted.beside_deg, mounted.flanks, at); },
        [=](const std::vector<CheckRun>& all) {
            std::vector<CheckRun> promised = all;
            std::erase_if(promised, [](const CheckRun& run) { return !run.promised; });
            const std::size_t passed = count(promised, &CheckRun::passed);
            Figure figure = mounted.beside_deg == 0
                                ? share_of("fails though set well %", promised.size() - passed, promised.size())
                                : share_of("passes though set wrong %", passed, promised.size());
            figure.most = mounted.most;
            std::vector<Figure> figures{figure, share_of("promised %", promised.size(), all.size())};
            if (!mounted.flanks) return figures;
            std::vector<double> error_deg;
            for (const CheckRun& run : promised) error_deg.push_back(std::abs(run.beside_deg - mounted.beside_deg));
            figures.push_back(median_of("error median deg", error_deg));
            figures.push_back(median_of("half width deg", values(promised, &CheckRun::half_width_deg)));
            return figures;
        });
}

}  // namespace

void add_check_rows(std::vector<Row>& rows) {
    const Scenario by_rotator = with([](Scenario& s) { s.azimuth_sigma_deg = 0.5; });
    const double most = most_false_fails, seldom = most_passes_by_flanks;
    rows.push_back(check_row({"K0", "check, set by marks to the direction found", 100}, {.most = most}, {}));
    rows.push_back(check_row({"K0r", "the same, set by a rotator", 100}, {.most = most}, by_rotator));
    rows.push_back(check_row({"K15", "check, set 15 deg beside it", 100}, {15}, {}));
    rows.push_back(check_row({"K25", "check, set 25 deg beside it", 100}, {25}, {}));
    rows.push_back(check_row({"K40", "check, set 40 deg beside it", 100}, {40}, {}));
    rows.push_back(check_row({"K0f", "K0 with a dwell on each flank", 200}, {0, true, most}, {}));
    rows.push_back(check_row({"K0rf", "the same by a rotator", 200}, {0, true, most}, by_rotator));
    rows.push_back(check_row({"K15f", "K15 with a dwell on each flank", 200}, {15, true, seldom}, {}));
    rows.push_back(check_row({"K15rf", "the same by a rotator", 200}, {15, true, seldom}, by_rotator));
}

}  // namespace boresight::proof
