// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/record_band_scan.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "platform/version.h"
#include "survey/keep_cell.h"
#include "survey/scan_rows.h"

namespace boresight::survey {

namespace {

std::string software() {
    return fmt::format("boresight {}", version());
}

store::Session session_of(const RadioOrigin& origin, const Clock& clock) {
    store::Session session;
    session.command = origin.command;
    session.source_kind = "device";
    session.source_name = origin.radio;
    session.antenna = origin.antenna;
    session.config = origin.settings;
    session.software = software();
    session.simulated = origin.simulated;
    session.start_ns = clock.wall_ns();
    return session;
}

}  // namespace

BandScanRecord::BandScanRecord(const std::filesystem::path& database, RadioOrigin origin, const Clock& clock)
    : origin_(std::move(origin)),
      clock_(clock),
      writer_(database, {.command = "boresight " + origin_.command, .software = software()}, clock),
      session_(writer_.begin_session(session_of(origin_, clock))),
      sweep_(writer_.begin_sweep(session_, {.purpose = "scan", .scale_offset_deg = std::nullopt})) {}

void BandScanRecord::keep(const SpanHeard& span) {
    const BandPower& power = span.power;
    store::Dwell dwell;
    dwell.pose = origin_.pose;
    dwell.position = origin_.position;
    dwell.start_ns = power.wall_ns.value_or(clock_.wall_ns());
    dwell.end_ns = dwell.start_ns + std::llround(1e9 * power.seconds);
    dwell.center_frequency_hz = power.center_frequency_hz;
    dwell.sample_rate_hz = power.sample_rate_hz;
    dwell.gain_db = power.gain_db;
    dwell.flags = power.clipped_share > 0 ? store::dwell_flag::clipped : 0;
    const store::DwellId id = writer_.add_dwell(sweep_, dwell);
    for (const SpectrumChannel& channel : power.channels) writer_.add_band_reading(id, band_reading_of(channel));
    writer_.commit();
}

void BandScanRecord::keep(const Stretch& piece, double sample_rate_hz) {
    store::Dwell dwell = dwell_of(piece, piece.wall_ns.value_or(clock_.wall_ns()), sample_rate_hz);
    dwell.pose = origin_.pose;
    dwell.position = origin_.position;
    const store::DwellId id = writer_.add_dwell(sweep_, dwell);
    keep_readings(writer_, id, piece, dwell.start_ns);
    writer_.commit();
}

void BandScanRecord::end(radio::Ending ending) {
    if (ending == radio::Ending::unplugged || ending == radio::Ending::no_samples)
        writer_.add_event({.kind = ending == radio::Ending::unplugged ? "unplugged" : "no_samples",
                           .detail = origin_.radio,
                           .session = session_,
                           .time_ns = clock_.wall_ns()});
    writer_.end_sweep(sweep_, ending == radio::Ending::complete ? store::SweepState::done : store::SweepState::stopped);
    writer_.end_session(session_);
}

}  // namespace boresight::survey
