// SPDX-License-Identifier: GPL-3.0-or-later
// A single stop of a live sweep, and what may befall it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "platform/error.h"
#include "radio/gain_search.h"
#include "survey/live_sweep_run.h"
#include "survey/mount_estimate.h"

namespace boresight::survey {

namespace {

constexpr double less_gain_db = 6;         // after a dwell at full scale
constexpr double same_gain_db = 0.05;      // gains are kept to a hundredth
constexpr int most_spoiled_at_lowest = 2;  // in a row
constexpr int most_losses = 3;             // at one stop: a radio that goes as often won't stay
constexpr const char* go_on = "go on with \"boresight aim --resume\"";

bool bent(radio::GainFinding finding) {
    return finding == radio::GainFinding::clips || finding == radio::GainFinding::compresses;
}

}  // namespace

void LiveSweep::Run::tell(SweepMishap mishap) const {
    mishap.stops_kept = result.stops.size();
    if (events.mishap) events.mishap(mishap);
}

bool LiveSweep::Run::any_good() const {
    return std::any_of(result.stops.begin(), result.stops.end(),
                       [](const SweepStopRecord& s) { return !s.spoiled() && !s.skipped(); });
}

// Whether somebody else has changed the gain; from now on it is taken for what it is.
bool LiveSweep::Run::gain_is_new() {
    const double now_db = sweep.radio_.ask_gain_db();
    if (std::abs(now_db - result.gain_db) < same_gain_db) return false;
    tell({.kind = MishapKind::gain_changed, .from_db = result.gain_db, .to_db = now_db});
    result.gain_db = now_db;
    return true;
}

void LiveSweep::Run::renew(const std::vector<SweepCell>& cells) {
    std::vector<SweepCarrier> carriers = sweep.carriers_.swept;
    for (SweepCarrier& carrier : carriers) carrier.cells.clear();  // they are among those, in their order
    sweep.radio_.set_gain_db(result.gain_db);
    dwell.emplace(sweep.radio_, carriers, events.looked);
    for (const SweepCell& cell : cells) dwell->add_cell(cell);
}

// False when the user has enough.
bool LiveSweep::Run::wait_for_radio() {
    tell({.kind = MishapKind::radio_lost});
    const std::vector<SweepCell> cells = dwell->cells();
    dwell.reset();
    const std::int64_t after_ns = result.stops.empty() ? 0 : result.stops.back().end_ns;
    const bool back = ++losses <= most_losses && comeback.radio && comeback.radio(after_ns);
    if (!back && stop.stop_requested()) return false;
    if (!back)
        throw Error(Error::Kind::fault,
                    {.what = fmt::format("the radio is gone in the middle of stop {}; the {} stops before it are kept",
                                         result.stops.size() + 1, result.stops.size()),
                     .where = sweep.radio_.name().label,
                     .expected = "samples",
                     .fix = fmt::format("{}, and {}", radio::bring_back(sweep.radio_.name()), go_on)});
    renew(cells);
    tell({.kind = MishapKind::radio_back});
    return true;
}

pose::Arrival LiveSweep::Run::turn(const pose::Target& target) {
    pose::Arrival arrival = sweep.holder_.turn(target, stop);
    for (int nth = 1; arrival.end == pose::Turned::lost && !stop.stop_requested(); ++nth) {
        if (nth == 1) tell({.kind = MishapKind::antenna_lost, .why = arrival.why});
        const bool wait = comeback.antenna && comeback.antenna(nth);
        if (stop.stop_requested()) return {.end = pose::Turned::quit};
        if (!wait)
            throw Error(Error::Kind::fault,
                        {.what = fmt::format("the rotator is lost{}{}; the {} stops before are kept",
                                             arrival.why.empty() ? "" : ": ", arrival.why, result.stops.size()),
                         .where = fmt::format("stop {}", result.stops.size() + 1),
                         .expected = "an antenna that turns",
                         .fix = fmt::format("Bring it back, and {}", go_on)});
        arrival = sweep.holder_.turn(target, stop);
        if (arrival.end != pose::Turned::lost) tell({.kind = MishapKind::antenna_back});
    }
    return arrival;
}

// Nothing: it is measured.
std::optional<LiveSweep::Run::Outcome> LiveSweep::Run::listen(const pose::Arrival& arrival, SweepStopRecord& record) {
    const bool search = record.kind == StopKind::ring || record.kind == StopKind::reference;
    switch (dwell->measure({.seconds = sweep.setting_.plan.dwell_s, .search = search}, events.dwelling, stop, record)) {
        case DwellEnd::stopped: return Outcome::quit;
        case DwellEnd::unplugged: return wait_for_radio() ? Outcome::again : Outcome::quit;
        case DwellEnd::done: break;
    }
    complete(record, arrival, gain_is_new());
    return std::nullopt;
}

// With what isn't the dwell's own: place and pose.
void LiveSweep::Run::complete(SweepStopRecord& record, const pose::Arrival& arrival, bool gain_moved) const {
    for (CarrierDwell& carrier : record.carriers) {
        carrier.dwell.position = sweep.setting_.position;
        carrier.dwell.pose.azimuth_deg = record.azimuth_deg;
        carrier.dwell.pose.azimuth_sigma_deg = arrival.azimuth.sigma_deg;
        carrier.dwell.pose.polarization_deg = record.polarization_deg;
        carrier.dwell.pose.polarization_sigma_deg = sweep.holder_.polarization_sigma_deg();
        carrier.dwell.pose.elevation_deg = record.elevation_deg;
        if (arrival.elevation) carrier.dwell.pose.elevation_sigma_deg = arrival.elevation->sigma_deg;
        if (gain_moved) carrier.dwell.flags |= store::dwell_flag::gain_moved;
    }
}

SweepStopRecord LiveSweep::Run::record_of(const StopAnnounced& announced) const {
    SweepStopRecord record;
    record.kind = announced.kind;
    record.azimuth_deg = announced.target.azimuth.deg;
    record.polarization_deg =
        announced.target.polarization ? announced.target.polarization->deg : sweep.setting_.polarizations[0].deg;
    record.elevation_deg = announced.target.elevation_deg;
    return record;
}

LiveSweep::Run::Outcome LiveSweep::Run::visit(const StopAnnounced& announced) {
    if (stop.stop_requested()) return Outcome::quit;
    gain_is_new();
    if (events.stop_announced) events.stop_announced(announced);
    SweepStopRecord record = record_of(announced);
    const pose::Arrival arrival = turn(announced.target);
    if (arrival.end == pose::Turned::quit || stop.stop_requested()) return Outcome::quit;
    if (arrival.there()) {
        record.azimuth_deg = arrival.azimuth.deg;
        if (const auto early = listen(arrival, record)) return *early;
    } else {
        record.why_skipped = arrival.why;
        record.start_ns = record.end_ns = sweep.radio_.clock().wall_ns();
    }
    return take({record});
}

// What came of one asking: one stop, or the pieces of a turn.
LiveSweep::Run::Outcome LiveSweep::Run::take(std::vector<SweepStopRecord> stops) {
    if (stops.empty()) return Outcome::again;
    losses = 0;
    for (SweepStopRecord& one : stops) {
        result.stops.push_back(std::move(one));
        if (keep) keep(result.stops.back(), dwell->cells());
    }
    if (finds_direction(result.stops.back().kind))
        estimate();
    else
        compare_mounts(result.stops, sweep.setting_.plan, result.estimate);
    if (events.stop_done) events.stop_done(result);
    const SweepStopRecord& kept = result.stops.back();
    return kept.skipped() ? Outcome::skipped : kept.spoiled() ? Outcome::spoiled : Outcome::measured;
}

// To where the radio is linear on the carrier that overdrove it, with the antenna where it is; false where the sweep
// can't go on.
bool LiveSweep::Run::lower_gain() {
    const std::vector<CarrierDwell>& heard = result.stops.back().carriers;
    const auto worst = std::max_element(heard.begin(), heard.end(),
                                        [](const auto& a, const auto& b) { return a.clipped_share < b.clipped_share; });
    const radio::Tuning at{worst->frequency_hz, worst->dwell.sample_rate_hz.value_or(dsp::lte::base_rate_hz)};
    const double from_db = result.gain_db, lowest_db = sweep.radio_.limits().gain_low_db;
    const std::vector<SweepCell> cells = dwell->cells();
    dwell.reset();  // two that listen would take each other's samples
    auto finding = radio::GainFinding::clips;
    for (double wanted_db = from_db; bent(finding) && wanted_db > lowest_db;) {
        wanted_db = std::max(lowest_db, wanted_db - less_gain_db);
        const radio::GainChoice choice = radio::check_gain(sweep.radio_, at, wanted_db, stop);
        result.gain_db = choice.gain_db;
        if (choice.ending != radio::Ending::complete) break;  // the next dwell meets it too
        finding = choice.steps.back().finding;
    }
    renew(cells);
    const bool trusted =
        !any_good() || finding == radio::GainFinding::follows || finding == radio::GainFinding::too_low;
    tell({.kind = trusted ? MishapKind::gain_lowered : MishapKind::gain_distrusted,
          .from_db = from_db,
          .to_db = result.gain_db});
    return trusted;
}

bool LiveSweep::Run::go_on_after(Outcome outcome) {
    if (outcome == Outcome::quit) return false;
    const bool full_scale = outcome == Outcome::spoiled && result.stops.back().full_scale();
    if (!full_scale) {
        if (outcome != Outcome::again) spoiled_at_lowest = 0;
        return true;
    }
    const bool lowest = result.gain_db <= sweep.radio_.limits().gain_low_db;
    if (lowest ? ++spoiled_at_lowest < most_spoiled_at_lowest : lower_gain()) return true;
    result.end = LiveSweepEnd::overload;
    return false;
}

}  // namespace boresight::survey
