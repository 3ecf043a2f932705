// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of sweeps by hand whose circle is turned past, quarter by quarter, instead of stopped at: the plan then asks for
// fine stops as ever. The hand is uneven, and presses its key a little early or late.
#include <algorithm>
#include <cmath>

#include "aim/angle.h"
#include "aim/turn_plan.h"
#include "tests/proof/measured_sweep.h"
#include "tests/proof/row_kinds.h"
#include "tests/proof/swept_session.h"

namespace boresight::proof {

namespace {

constexpr std::uint64_t turn_seed = 960000;
constexpr double turn_row_s = 1.2, quarter_deg = 90;
constexpr double target_half_width_deg = 5, sure_isotropic = 0.95;

// The coarse turns alone, and then the whole sweep.
struct TurnRun {
    bool coarse_usable = false, coarse_covered = false;
    bool usable = false, covered = false, refused = false, reached = false;
    double coarse_half_width_deg = 0, error_deg = 0, half_width_deg = 0, loss_db = 0, asked = 0, duration_s = 0;
};

template <class Visit>
void each_field(TurnRun& run, const Visit& visit) {
    visit(run.coarse_usable), visit(run.coarse_covered), visit(run.usable), visit(run.covered), visit(run.refused);
    visit(run.reached), visit(run.coarse_half_width_deg), visit(run.error_deg), visit(run.half_width_deg);
    visit(run.loss_db), visit(run.asked), visit(run.duration_s);
}

double half_width_of(const aim::CellFit& fit) {
    return aim::azimuth_of(fit.bearing.high_deg - fit.bearing.low_deg) / 2;
}

TurnRun turned_sweep(const Scenario& scenario, const Hand& hand, std::uint64_t seed) {
    Session session(scenario, seed);
    const survey::StoredSweep sweep = swept(session, scenario, quarter_deg, hand);
    const Truth truth = session.truth(0);
    TurnRun run;
    const auto is_fine = [](const survey::SweepStopRecord& stop) { return stop.kind == survey::StopKind::fine; };
    survey::StoredSweep coarse = sweep;
    coarse.stops.erase(std::find_if(coarse.stops.begin(), coarse.stops.end(), is_fine), coarse.stops.end());
    if (const auto fit = survey::estimate_again(coarse).fits.front()) {
        run.coarse_usable = fit->usable_direction;
        run.coarse_covered = holds(fit->bearing, truth.peak_deg());
        run.coarse_half_width_deg = half_width_of(*fit);
    }
    run.duration_s = 1e-9 * static_cast<double>(sweep.stops.back().end_ns - sweep.stops.front().start_ns);
    const auto pieces = std::count_if(sweep.stops.begin(), sweep.stops.end(), [](const survey::SweepStopRecord& stop) {
        return stop.kind == survey::StopKind::turn;
    });
    run.asked = static_cast<double>(sweep.stops.size()) - static_cast<double>(pieces) +
                static_cast<double>(aim::turns_of(sweep.origin.setting.plan).size());
    const auto fit = survey::estimate_again(sweep).fits.front();
    if (!fit) return run;
    run.usable = fit->usable_direction;
    run.refused = fit->p_isotropic > sure_isotropic;
    run.covered = holds(fit->bearing, truth.peak_deg());
    run.half_width_deg = half_width_of(*fit);
    run.reached = run.usable && !fit->bearing.tied() && run.half_width_deg <= target_half_width_deg;
    run.error_deg = std::abs(aim::wrap_deg(fit->bearing.azimuth_deg - truth.peak_deg()));
    run.loss_db = truth.peak_dbm() - truth.level_dbm(fit->bearing.azimuth_deg);
    return run;
}

std::vector<Figure> figures_of(const std::vector<TurnRun>& all, double least_covered) {
    std::vector<TurnRun> coarse = all, used = all;
    std::erase_if(coarse, [](const TurnRun& run) { return !run.coarse_usable; });
    std::erase_if(used, [](const TurnRun& run) { return !run.usable; });
    return {
        at_least(share_of("coverage %", count(used, &TurnRun::covered), used.size()), least_covered),
        median_of("error median deg", values(used, &TurnRun::error_deg)),
        quantile_of("error 90 % deg", values(used, &TurnRun::error_deg), 0.9),
        median_of("half width deg", values(used, &TurnRun::half_width_deg)),
        at_least(share_of("usable %", used.size(), all.size()), 95),
        share_of("reached 5 deg %", count(all, &TurnRun::reached), all.size()),
        mean_of("loss dB", values(used, &TurnRun::loss_db)),
        median_of("turns and stops median", values(all, &TurnRun::asked)),
        median_of("duration s", values(all, &TurnRun::duration_s)),
        at_least(share_of("after the turns alone: coverage %", count(coarse, &TurnRun::coarse_covered), coarse.size()),
                 least_covered),
        share_of("usable by then %", coarse.size(), all.size()),
        median_of("half width by then deg", values(coarse, &TurnRun::coarse_half_width_deg))};
}

}  // namespace

void add_turn_rows(std::vector<Row>& rows) {
    const auto add = [&](Head head, double least_covered, const Hand& hand, Scenario scenario) {
        rows.push_back(row_of<TurnRun>(
            std::move(head), turn_row_s, turn_seed, [=](std::uint64_t at) { return turned_sweep(scenario, hand, at); },
            [least_covered](const std::vector<TurnRun>& all) { return figures_of(all, least_covered); }));
    };
    const Hand even{.uneven_share = 0, .press_sigma_s = 0.3}, uneven{};
    add({"H1", "turned by hand quarter by quarter, speed varying by 20 %", 200}, 93, uneven, tower(nothing()));
    add({"H2", "the same evenly", 100}, 93, even, tower(nothing()));
    add({"H3", "as H1, second path +100 deg -3 dB", 200}, 93, uneven, tower(second_path(100, -3)));
    add({"H4", "as H1, marks to 8 deg", 100}, 93, uneven, with([](Scenario& s) { s.azimuth_sigma_deg = 8; }));
    rows.push_back(row_of<TurnRun>(
        {"H5", "as H1 without a direction", 100}, turn_row_s, turn_seed,
        [scenario = no_tower(0, 0.3), uneven](std::uint64_t at) { return turned_sweep(scenario, uneven, at); },
        [](const std::vector<TurnRun>& all) {
            return std::vector{at_most(share_of("false usable %", count(all, &TurnRun::usable), all.size()), 5),
                               share_of("said none %", count(all, &TurnRun::refused), all.size()),
                               median_of("turns and stops median", values(all, &TurnRun::asked))};
        }));
}

}  // namespace boresight::proof
