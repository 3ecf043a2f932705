// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log_holding.h"

#include <fmt/format.h>

#include <utility>

#include "app/counted.h"
#include "platform/version.h"
#include "survey/keep_cell.h"
#include "survey/scan_rows.h"

namespace boresight::app {

namespace {

constexpr double ns_per_s = 1e9;

std::string software() {
    return fmt::format("boresight {}", version());
}

}  // namespace

LogHolding::LogHolding(const LogRequest& request, std::unique_ptr<LogRadio> radio)
    : request_(request),
      radio_(std::move(radio)),
      writer_(request.database, {.command = "boresight log", .software = software()}, radio_->clock()),
      session_(writer_.begin_session(session())),
      sweep_(writer_.begin_sweep(session_, {.purpose = "log", .scale_offset_deg = std::nullopt})) {}

std::string LogHolding::schedule() const {
    return fmt::format("every {:g} s, {}", static_cast<double>(request_.every_ns) / ns_per_s,
                       counted(static_cast<std::int64_t>(radio_->carriers()), "carrier"));
}

void LogHolding::add_event(const std::string& kind, const std::string& detail) {
    writer_.add_event({.kind = kind, .detail = detail, .session = session_, .time_ns = radio_->clock().wall_ns()});
    writer_.commit();
}

std::int64_t LogHolding::keep(const survey::CarrierRound& heard) {
    for (const survey::Stretch& piece : heard.found.stretches) {
        store::Dwell dwell =
            survey::dwell_of(piece, piece.wall_ns.value_or(radio_->clock().wall_ns()), radio_->sample_rate_hz());
        dwell.position = request_.position;
        const store::DwellId id = writer_.add_dwell(sweep_, dwell);
        survey::keep_readings(writer_, id, piece, dwell.start_ns);
    }
    return writer_.commit();
}

void LogHolding::end(bool done) {
    writer_.end_sweep(sweep_, done ? store::SweepState::done : store::SweepState::stopped);
    writer_.end_session(session_);
}

store::Session LogHolding::session() const {
    store::Session session;
    session.command = "log";
    session.source_kind = "device";
    session.source_name = radio_->name();
    session.antenna = request_.antenna;
    session.config = schedule();
    session.software = software();
    session.simulated = radio_->simulated();
    session.start_ns = radio_->clock().wall_ns();
    return session;
}

}  // namespace boresight::app
