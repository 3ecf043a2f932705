// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the check of a mounted antenna: how often it fails one that was set well, and how often it passes one that
// was set beside the direction found. A whole live sweep's estimate stands behind it, as the plan asks for stops.
#include <cmath>

#include "aim/angle.h"
#include "survey/pointing_check.h"
#include "tests/proof/row_kinds.h"

namespace boresight::proof {

namespace {

constexpr std::uint64_t check_seed = 940000;
constexpr double check_row_s = 1.5;
constexpr double frequency_hz = 739e6;
constexpr double ns_per_s = 1e9;
constexpr double block_ms = 100;
constexpr double most_false_fails = 5;

survey::SweepStopRecord record_of_dwell(const Dwell& dwell, survey::StopKind kind, double dwell_s) {
    survey::SweepStopRecord out;
    out.kind = kind;
    out.azimuth_deg = dwell.azimuth_deg;
    out.start_ns = std::llround((dwell.time_s - dwell_s / 2) * ns_per_s);
    out.end_ns = std::llround((dwell.time_s + dwell_s / 2) * ns_per_s);
    survey::CarrierDwell carrier{.frequency_hz = frequency_hz};
    carrier.dwell.gain_db = 0;
    int nth = 0;
    for (const std::optional<double>& level_dbm : dwell.cells.front()) {
        store::Reading reading;
        reading.offset_ms = static_cast<int>(block_ms) * nth++;
        reading.noise_dbfs_re = noise_dbm;
        reading.rsrp_dbfs = level_dbm;
        carrier.looks.push_back({0, reading});
    }
    out.carriers.push_back(std::move(carrier));
    return out;
}

survey::StopKind kind_of(aim::StopPurpose purpose) {
    return purpose == aim::StopPurpose::ring        ? survey::StopKind::ring
           : purpose == aim::StopPurpose::reference ? survey::StopKind::reference
                                                    : survey::StopKind::fine;
}

// As a live sweep: until the plan ends it.
survey::StoredSweep swept(Session& session, const Scenario& scenario) {
    survey::StoredSweep sweep;
    survey::LiveSweepSetting& setting = sweep.origin.setting;
    setting.plan.beamwidth_deg = scenario.nominal_deg;
    setting.plan.azimuth_sigma_deg = scenario.azimuth_sigma_deg;
    setting.plan.dwell_s = scenario.dwell_s;
    setting.plan.move_s = scenario.move_s;
    survey::SweepCarrier carrier;
    carrier.frequency_hz = frequency_hz;
    carrier.n_rb_dl = 50;
    sweep.origin.carriers = {carrier};
    sweep.cells = {{.frequency_hz = frequency_hz, .pci = 357, .n_rb_dl = 50}};
    for (;;) {
        const survey::SweptCells cells{sweep.origin.carriers, sweep.cells};
        const bool fit = survey::ring_is_done(sweep.stops, setting.plan);
        const survey::LiveEstimate estimate = survey::estimate_live(sweep.stops, cells, setting.plan, {.fit = fit});
        const aim::SweepStep step = aim::next_stop(setting.plan, estimate.done, survey::leading_fits(cells, estimate));
        const auto* next = std::get_if<aim::NextStop>(&step);
        if (next == nullptr) return sweep;
        sweep.stops.push_back(
            record_of_dwell(session.measure(next->azimuth_deg), kind_of(next->purpose), scenario.dwell_s));
    }
}

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
