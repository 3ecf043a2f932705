// SPDX-License-Identifier: GPL-3.0-or-later
// The job behind `log`: measures the same carriers again and again for months, a round at each turn of a schedule that
// doesn't drift, and keeps every round in one commit. Between pieces it lets go of database and radio for whoever asks
// (app/pause.h) and takes both back afterwards. A radio that goes away is told once and looked for, seldomer and
// seldomer but at least every minute, until it is back or the user stops it. What explains the data is kept as events:
// log_start, gap, resume, log_stop, unplugged, no_samples. A radio behind an interface, time from its clock. Throws
// what the store and the radio throw; by then everything that was told is safe. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/own_microcell.h"
#include "platform/clock.h"
#include "platform/position.h"
#include "platform/stop.h"
#include "survey/carrier_scan.h"

namespace boresight::app {

// A radio that is open, with the carriers it is to measure; gone, it is closed.
class LogRadio {
public:
    virtual ~LogRadio() = default;
    virtual Clock& clock() = 0;
    virtual std::string name() const = 0;
    virtual bool simulated() const = 0;
    virtual double sample_rate_hz() const = 0;
    virtual std::size_t carriers() const = 0;
    // Measures each carrier once. `goes_on` is asked after each piece; what was heard until it said no is the result.
    virtual survey::CarrierRound measure(const std::function<bool()>& goes_on, StopToken stop) = 0;
};

// Null: the user stopped it meanwhile.
using OpenLogRadio = std::function<std::unique_ptr<LogRadio>()>;

struct LogRequest {
    std::filesystem::path database;
    std::int64_t every_ns = 60'000'000'000;
    std::optional<std::int64_t> rounds;  // ends after so many
    std::string antenna;                 // its name; empty: unknown
    std::optional<Position> position;
    OwnMicrocell own = {};
    std::chrono::milliseconds first_look{1000};  // after the radio went away; the next ones come later and later
};

struct LogRound {
    std::int64_t number = 0;    // from 1, in this run
    std::int64_t start_ns = 0;  // UTC
    std::int64_t missed = 0;    // rounds left out before this one, since the last took too long
    std::string radio;
    bool simulated = false;
    double sample_rate_hz = 0;
    survey::CarrierRound heard;
    std::vector<MicrocellHeard> microcells = {};  // the user's own among what was heard
    std::int64_t kept_readings = 0;               // safe by now
};

struct LogEvents {
    std::function<void(const LogRound&)> round;
    std::function<void(std::int64_t time_ns, const std::string& kind, const std::string& detail)> event;
};

struct LogOutcome {
    radio::Ending ending = radio::Ending::complete;  // or stopped, by the user
    std::int64_t rounds = 0, missed = 0, readings = 0;
    std::int64_t losses = 0;  // times that the radio went away
};

LogOutcome run_log(const LogRequest& request, const OpenLogRadio& open, const LogEvents& events, StopToken stop);

}  // namespace boresight::app
