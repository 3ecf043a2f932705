// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of sweeps that go the whole way: samples of a made world through its driver, the receiver, the live plan and
// the verdict. Each runs in its own folder and by the world's own clock.
#include <cmath>

#include "aim/angle.h"
#include "app/aim_job.h"
#include "radio/open_radio.h"
#include "scene/register.h"
#include "tests/proof/iq/made_scene.h"
#include "tests/proof/row_kinds.h"
#include "tests/temporary_folder.h"

namespace boresight::proof {

namespace {

constexpr std::uint64_t iq_seed = 990000;
constexpr std::size_t iq_runs = 24;
constexpr double iq_run_s = 40;
constexpr double gain_db = 40, dwell_s = 4;
constexpr double least_covered = 90, least_right = 90, as_good_share = 0.95;

struct IqRun {
    bool pointed = false;  // the verdict names an azimuth
    bool covered = false;  // its interval holds the peak of the cell it is about
    bool right = false;    // the carrier is the best one, or gives 95 % of what that gives
    double share = 0;      // of the throughput that the best pair would give
    double error_deg = 0, half_width_deg = 0, stops = 0;
};

template <class Visit>
void each_field(IqRun& run, const Visit& visit) {
    visit(run.pointed), visit(run.covered), visit(run.right), visit(run.share);
    visit(run.error_deg), visit(run.half_width_deg), visit(run.stops);
}

app::AimOutcome sweep(const MadeScene& made) {
    const tests::TemporaryFolder folder;
    scene::register_scene();
    SystemClock machine;
    const auto radio =
        radio::open_radio("driver=scene,radio=dongle,scene=" + folder.file("scene.toml", made.toml).string(), machine);
    radio->set_gain_db(gain_db);
    pose::SettingHolder rotator{
        [&](const std::string& key, const std::string& value) { radio->change_setting(key, value); }};
    app::AimRequest request;
    request.cells = made.cells;
    request.wish.operator_name = "at&t";
    request.setting.plan.beamwidth_deg = made.world.antenna.beamwidth_deg;
    request.setting.plan.dwell_s = dwell_s;
    request.setting.compare_polarizations = false;
    return app::aim_job(*radio, rotator, request, {}, {});
}

IqRun judged(const MadeScene& made, const app::AimOutcome& outcome) {
    const SceneTruth truth(made.world);
    const survey::LiveEstimate& estimate = outcome.sweep.estimate;
    IqRun run{.stops = static_cast<double>(outcome.sweep.stops.size())};
    if (!estimate.leading || !estimate.choice || !estimate.fits[*estimate.leading]) return run;
    const survey::SweepCell& cell = outcome.sweep.cells[*estimate.leading];
    std::size_t number = 0;
    while (number < made.cells.size() && made.cells[number].cell.pci != cell.pci) ++number;
    if (number == made.cells.size()) return run;
    const aim::Bearing& bearing = estimate.fits[*estimate.leading]->bearing;
    const double peak_deg = truth.peak_deg(number);
    run.pointed = estimate.pointing_deg.has_value();
    run.covered = aim::azimuth_of(peak_deg - bearing.low_deg) <= aim::azimuth_of(bearing.high_deg - bearing.low_deg);
    run.error_deg = std::abs(aim::wrap_deg(bearing.azimuth_deg - peak_deg));
    run.half_width_deg = aim::azimuth_of(bearing.high_deg - bearing.low_deg) / 2;
    const double pointing_deg = estimate.pointing_deg.value_or(bearing.azimuth_deg);
    run.share = truth.mbps(cell.frequency_hz, pointing_deg) / truth.best_mbps();
    run.right = truth.best_mbps(cell.frequency_hz) >= as_good_share * truth.best_mbps();
    return run;
}

}  // namespace

std::vector<Row> all_rows() {
    return {row_of<IqRun>(
        {"IQ", "samples, driver, receiver, live plan, verdict: two carriers, one with interference", iq_runs, true},
        iq_run_s, iq_seed,
        [](std::uint64_t seed) {
            const MadeScene made = make_scene(seed);
            return judged(made, sweep(made));
        },
        [](const std::vector<IqRun>& all) {
            std::vector<IqRun> pointed = all;
            std::erase_if(pointed, [](const IqRun& run) { return !run.pointed; });
            return std::vector{
                share_of("points %", pointed.size(), all.size()),
                at_least(share_of("coverage %", count(pointed, &IqRun::covered), pointed.size()), least_covered),
                at_least(share_of("right carrier %", count(all, &IqRun::right), all.size()), least_right),
                mean_of("share of the best", values(all, &IqRun::share)),
                median_of("error median deg", values(pointed, &IqRun::error_deg)),
                median_of("half width deg", values(pointed, &IqRun::half_width_deg)),
                median_of("stops median", values(all, &IqRun::stops))};
        })};
}

}  // namespace boresight::proof
