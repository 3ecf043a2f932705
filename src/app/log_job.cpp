// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "app/counted.h"
#include "app/log_schedule.h"
#include "app/pause_listener.h"
#include "platform/error.h"
#include "platform/version.h"
#include "store/history.h"
#include "store/writer.h"
#include "survey/scan_rows.h"

namespace boresight::app {

namespace {

constexpr double ns_per_s = 1e9;
constexpr std::int64_t look_around_ns = 100'000'000;  // for a stop or a request to pause
// Who asked for the pause may be slow to give radio and database back, above all when it was killed.
constexpr std::chrono::seconds patience_after_pause{60};
constexpr std::chrono::milliseconds between_tries{500};

std::string duration_text(double seconds) {
    if (seconds < 120) return fmt::format("{:.0f} s", seconds);
    if (seconds < 7200) return fmt::format("{:.0f} min", seconds / 60);
    if (seconds < 172'800) return fmt::format("{:.1f} h", seconds / 3600);
    return fmt::format("{:.1f} days", seconds / 86'400);
}

std::string software() {
    return fmt::format("boresight {}", version());
}

// Radio and database, held together and let go together: one session of the database.
class Holding {
public:
    Holding(const LogRequest& request, std::unique_ptr<LogRadio> radio)
        : request_(request),
          radio_(std::move(radio)),
          writer_(request.database, {.command = "boresight log", .software = software()}, radio_->clock()),
          session_(writer_.begin_session(session())),
          sweep_(writer_.begin_sweep(session_, {.purpose = "log", .scale_offset_deg = std::nullopt})) {}

    LogRadio& radio() { return *radio_; }
    Clock& clock() { return radio_->clock(); }

    // "every 60 s, 5 carriers"
    std::string schedule() const {
        return fmt::format("every {:g} s, {}", static_cast<double>(request_.every_ns) / ns_per_s,
                           counted(static_cast<std::int64_t>(radio_->carriers()), "carrier"));
    }

    void add_event(const std::string& kind, const std::string& detail) {
        writer_.add_event({.kind = kind, .detail = detail, .session = session_, .time_ns = radio_->clock().wall_ns()});
        writer_.commit();
    }

    // Returns the readings that are safe now.
    std::int64_t keep(const survey::CarrierRound& heard) {
        for (const survey::Stretch& piece : heard.found.stretches) {
            store::Dwell dwell =
                survey::dwell_of(piece, piece.wall_ns.value_or(radio_->clock().wall_ns()), radio_->sample_rate_hz());
            dwell.position = request_.position;
            const store::DwellId id = writer_.add_dwell(sweep_, dwell);
            for (const survey::ScanCell& cell : piece.cells)
                writer_.add_reading(
                    id, writer_.cell(survey::identity_of(cell), survey::facts_of(cell.cell), dwell.start_ns),
                    survey::reading_of(cell.cell));
        }
        return writer_.commit();
    }

    void end(bool done) {
        writer_.end_sweep(sweep_, done ? store::SweepState::done : store::SweepState::stopped);
        writer_.end_session(session_);
    }

private:
    store::Session session() const {
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

    const LogRequest& request_;
    std::unique_ptr<LogRadio> radio_;  // outlives the writer, whose clock it has
    store::Writer writer_;
    store::SessionId session_;
    store::SweepId sweep_;
};

class Log {
public:
    Log(const LogRequest& request, const OpenLogRadio& open, const LogEvents& events, StopToken stop)
        : request_(request), open_(open), events_(events), stop_(stop) {}

    LogOutcome run() {
        const auto before_ns = last_round_ns();
        if (!hold()) {
            outcome_.ending = radio::Ending::stopped;
            return outcome_;
        }
        listener_ = std::make_unique<PauseListener>(request_.database);
        begin(before_ns);
        while (outcome_.ending == radio::Ending::complete && !finished()) {
            if (!wait_for_turn()) continue;
            measure();
            if (!finished()) missed_ = schedule_->next(clock().monotonic_ns());
        }
        if (holding_ != nullptr) end();
        return outcome_;
    }

private:
    Clock& clock() { return holding_->clock(); }
    bool finished() const { return request_.rounds && outcome_.rounds >= *request_.rounds; }
    void start_schedule() { schedule_.emplace(clock().monotonic_ns(), request_.every_ns); }

    // False: the user stopped it meanwhile.
    bool hold() {
        if (auto radio = open_()) holding_ = std::make_unique<Holding>(request_, std::move(radio));
        return holding_ != nullptr;
    }

    // When a log of this database last heard something; a database that isn't there yet or is older has none.
    std::optional<std::int64_t> last_round_ns() const try {
        if (!std::filesystem::exists(request_.database)) return std::nullopt;
        return store::History(request_.database).last_end_ns("log");
    } catch (const Error&) {
        return std::nullopt;
    }

    void tell(const std::string& kind, const std::string& detail) {
        holding_->add_event(kind, detail);
        if (events_.event) events_.event(clock().wall_ns(), kind, detail);
    }

    void begin(std::optional<std::int64_t> before_ns) {
        tell("log_start", holding_->schedule());
        const std::int64_t silent_ns = before_ns ? clock().wall_ns() - *before_ns : 0;
        if (silent_ns > request_.every_ns)
            tell("gap", "no log ran for " + duration_text(static_cast<double>(silent_ns) / ns_per_s));
        start_schedule();
    }

    // Sleeps until the turn; false: something else came, or all is over.
    bool wait_for_turn() {
        std::int64_t step_ns = look_around_ns;
        for (;;) {
            if (stop_.stop_requested()) {
                outcome_.ending = radio::Ending::stopped;
                return false;
            }
            if (listener_->asked()) {
                pause();
                return false;
            }
            const std::int64_t now_ns = clock().monotonic_ns();
            if (now_ns >= schedule_->due_ns()) return true;
            const auto began = std::chrono::steady_clock::now();
            clock().sleep_until(std::min(schedule_->due_ns(), now_ns + step_ns));
            // In a made world an hour may pass at once: there is nobody to look out for meanwhile.
            const bool real = (std::chrono::steady_clock::now() - began).count() > look_around_ns / 10;
            step_ns = real ? look_around_ns : 2 * step_ns;
        }
    }

    void measure() {
        LogRound round;
        round.start_ns = clock().wall_ns();
        round.missed = missed_;
        round.radio = holding_->radio().name();
        round.simulated = holding_->radio().simulated();
        round.sample_rate_hz = holding_->radio().sample_rate_hz();
        round.heard = holding_->radio().measure([this] { return !listener_->asked(); }, stop_);
        round.kept_readings = holding_->keep(round.heard);
        outcome_.readings += round.kept_readings;
        outcome_.missed += missed_;
        round.number = ++outcome_.rounds;
        if (events_.round) events_.round(round);
        const radio::Ending ending = round.heard.ending;
        // What a request for a pause cut short isn't the user's stop; lost samples are told by the dwell's flags.
        if (ending == radio::Ending::stopped ? stop_.stop_requested() : ending != radio::Ending::too_lossy)
            outcome_.ending = ending;
    }

    void pause() {
        const std::string by = listener_->by();
        tell("gap", "paused for " + by);
        holding_->end(false);
        const std::int64_t since_ns = clock().wall_ns();
        const bool simulated = holding_->radio().simulated();
        const auto began = std::chrono::steady_clock::now();
        holding_.reset();
        if (!listener_->answer_and_wait(stop_) || !take_back()) {
            outcome_.ending = radio::Ending::stopped;
            return;
        }
        // The time of a made world doesn't pass while it is closed.
        const double seconds = simulated
                                   ? std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count()
                                   : static_cast<double>(clock().wall_ns() - since_ns) / ns_per_s;
        tell("resume", fmt::format("after {} for {}", duration_text(seconds), by));
        missed_ = 0;
        start_schedule();
    }

    // False: the user stopped it meanwhile.
    bool take_back() {
        const auto deadline = std::chrono::steady_clock::now() + patience_after_pause;
        while (!stop_.stop_requested()) {
            try {
                return hold();
            } catch (const Error& error) {
                if (error.kind() != Error::Kind::missing || std::chrono::steady_clock::now() > deadline)
                    throw Error(Error::Kind::fault, error.text());
            }
            std::this_thread::sleep_for(between_tries);
        }
        return false;
    }

    void end() {
        if (outcome_.ending == radio::Ending::unplugged || outcome_.ending == radio::Ending::no_samples)
            tell(outcome_.ending == radio::Ending::unplugged ? "unplugged" : "no_samples", holding_->radio().name());
        tell("log_stop", fmt::format("{}, {} missed", counted(outcome_.rounds, "round"), outcome_.missed));
        holding_->end(outcome_.ending == radio::Ending::complete);
    }

    const LogRequest& request_;
    const OpenLogRadio& open_;
    const LogEvents& events_;
    StopToken stop_;
    LogOutcome outcome_;
    std::unique_ptr<PauseListener> listener_;
    std::unique_ptr<Holding> holding_;
    std::optional<LogSchedule> schedule_;
    std::int64_t missed_ = 0;
};

}  // namespace

LogOutcome run_log(const LogRequest& request, const OpenLogRadio& open, const LogEvents& events, StopToken stop) {
    return Log(request, open, events, stop).run();
}

}  // namespace boresight::app
