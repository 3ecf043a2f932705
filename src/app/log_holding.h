// SPDX-License-Identifier: GPL-3.0-or-later
// Radio and database of a running log, held together and let go together: one session of the database. Throws what the
// store throws. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/log_job.h"
#include "store/writer.h"

namespace boresight::app {

class LogHolding {
public:
    LogHolding(const LogRequest& request, std::unique_ptr<LogRadio> radio);

    LogRadio& radio() { return *radio_; }
    Clock& clock() { return radio_->clock(); }

    std::string schedule() const;  // "every 60 s, 5 carriers"
    void add_event(const std::string& kind, const std::string& detail);
    std::int64_t keep(const survey::CarrierRound& heard);  // returns the readings that are safe now
    void end(bool done);

private:
    store::Session session() const;

    const LogRequest& request_;
    std::unique_ptr<LogRadio> radio_;  // outlives the writer, whose clock it has
    store::Writer writer_;
    store::SessionId session_;
    store::SweepId sweep_;
};

}  // namespace boresight::app
