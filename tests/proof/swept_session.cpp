// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/swept_session.h"

#include <cmath>

#include "aim/turn_plan.h"
#include "survey/turn_pieces.h"

namespace boresight::proof {

namespace {

constexpr double frequency_hz = 739e6;
constexpr double ns_per_s = 1e9;
constexpr int block_ms = 100;

survey::StopKind kind_of(aim::StopPurpose purpose) {
    switch (purpose) {
        case aim::StopPurpose::ring: return survey::StopKind::ring;
        case aim::StopPurpose::reference: return survey::StopKind::reference;
        case aim::StopPurpose::turn: return survey::StopKind::turn;
        case aim::StopPurpose::fine: break;
    }
    return survey::StopKind::fine;
}

survey::SweepStopRecord record_of(const std::vector<std::optional<double>>& blocks, survey::StopKind kind,
                                  double start_s, double end_s) {
    survey::SweepStopRecord out;
    out.kind = kind;
    out.start_ns = std::llround(start_s * ns_per_s);
    out.end_ns = std::llround(end_s * ns_per_s);
    survey::CarrierDwell carrier{.frequency_hz = frequency_hz};
    carrier.dwell.gain_db = 0;
    int nth = 0;
    for (const std::optional<double>& level_dbm : blocks) {
        store::Reading reading;
        reading.offset_ms = block_ms * nth++;
        reading.noise_dbfs_re = noise_dbm;
        reading.rsrp_dbfs = level_dbm;
        carrier.looks.push_back({0, reading});
    }
    out.carriers.push_back(std::move(carrier));
    return out;
}

std::vector<survey::SweepStopRecord> turned(Session& session, const aim::NextStop& next,
                                            const aim::SweepPlanSetting& plan, const Hand& hand) {
    const double by_deg = *next.turn_by_deg;
    const TurnHeard heard = session.turn(next.azimuth_deg, by_deg, aim::turn_s(plan, by_deg), hand);
    const auto ns = [](double seconds) { return std::llround(seconds * ns_per_s); };
    // Looks are taken between the two presses, as in a live sweep.
    survey::SweepStopRecord whole = record_of(heard.cells.front(), survey::StopKind::turn, heard.begin_s, heard.end_s);
    for (survey::CellLook& look : whole.carriers.front().looks)
        look.reading.offset_ms += static_cast<int>(std::lround(1e3 * (heard.first_s - heard.begin_s)));
    const pose::SteadyTurn turn({next.azimuth_deg}, by_deg,
                                {.utc_ns = ns(heard.begin_s), .sigma_deg = plan.azimuth_sigma_deg},
                                {.utc_ns = ns(heard.end_s), .sigma_deg = plan.azimuth_sigma_deg});
    return survey::cut_turn(whole, turn, aim::pieces_of(plan, by_deg), aim::pieces_alike(plan, by_deg));
}

}  // namespace

survey::SweepStopRecord record_of_dwell(const Dwell& dwell, survey::StopKind kind, double dwell_s) {
    survey::SweepStopRecord out =
        record_of(dwell.cells.front(), kind, dwell.time_s - dwell_s / 2, dwell.time_s + dwell_s / 2);
    out.azimuth_deg = dwell.azimuth_deg;
    return out;
}

survey::StoredSweep swept(Session& session, const Scenario& scenario, std::optional<double> turn_deg,
                          const Hand& hand) {
    survey::StoredSweep sweep;
    survey::LiveSweepSetting& setting = sweep.origin.setting;
    setting.plan.beamwidth_deg = scenario.nominal_deg;
    setting.plan.azimuth_sigma_deg = scenario.azimuth_sigma_deg;
    setting.plan.dwell_s = scenario.dwell_s;
    setting.plan.move_s = scenario.move_s;
    setting.plan.azimuth_step_deg = scenario.mark_step_deg;
    setting.plan.turn_deg = turn_deg;
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
        if (next->turn_by_deg) {
            for (survey::SweepStopRecord& piece : turned(session, *next, setting.plan, hand))
                sweep.stops.push_back(std::move(piece));
            continue;
        }
        sweep.stops.push_back(
            record_of_dwell(session.measure(next->azimuth_deg), kind_of(next->purpose), scenario.dwell_s));
    }
}

}  // namespace boresight::proof
