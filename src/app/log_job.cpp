// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "app/counted.h"
#include "app/log_holding.h"
#include "app/log_schedule.h"
#include "app/pause_listener.h"
#include "platform/error.h"
#include "store/history.h"

namespace boresight::app {

namespace {

constexpr double ns_per_s = 1e9;
constexpr std::int64_t look_around_ns = 100'000'000;  // for a stop or a request to pause
// Who asked for the pause may be slow to give radio and database back, above all when it was killed.
constexpr std::chrono::seconds patience_after_pause{60};
constexpr std::chrono::milliseconds between_tries{500};
constexpr std::chrono::milliseconds longest_between_looks{60'000};  // for a radio that is gone
constexpr std::chrono::milliseconds look_out{100};

std::string duration_text(double seconds) {
    if (seconds < 120) return fmt::format("{:.0f} s", seconds);
    if (seconds < 7200) return fmt::format("{:.0f} min", seconds / 60);
    if (seconds < 172'800) return fmt::format("{:.1f} h", seconds / 3600);
    return fmt::format("{:.1f} days", seconds / 86'400);
}

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
            if (holding_ == nullptr)
                look_for_radio();
            else if (wait_for_turn() && measure() && !finished())
                missed_ = schedule_->next(clock().monotonic_ns());
        }
        if (holding_ != nullptr) end();
        return outcome_;
    }

private:
    // Since when nobody listens, and why.
    struct Absence {
        std::int64_t since_ns = 0;  // UTC
        std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
        bool simulated = false;  // the time of a made world doesn't pass while it is closed
    };

    Clock& clock() { return holding_->clock(); }
    bool finished() const { return request_.rounds && outcome_.rounds >= *request_.rounds; }
    void start_schedule() { schedule_.emplace(clock().monotonic_ns(), request_.every_ns); }

    // False: the user stopped it meanwhile.
    bool hold() {
        if (auto radio = open_()) holding_ = std::make_unique<LogHolding>(request_, std::move(radio));
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

    // False: the radio is gone, and let go of.
    bool measure() {
        LogRound round;
        round.start_ns = clock().wall_ns();
        round.missed = missed_;
        round.radio = holding_->radio().name();
        round.simulated = holding_->radio().simulated();
        round.sample_rate_hz = holding_->radio().sample_rate_hz();
        round.heard = holding_->radio().measure([this] { return !listener_->asked(); }, stop_);
        round.microcells = mark_microcells(request_.own, round.heard.found.umts_cells);
        const radio::Ending ending = round.heard.ending;
        const bool gone = is_gone(round.heard);
        if (!gone || !round.heard.found.stretches.empty()) keep(round);
        if (gone) let_go(ending);
        // What a request for a pause cut short isn't the user's stop; lost samples are told by the dwell's flags.
        if (ending == radio::Ending::stopped && stop_.stop_requested()) outcome_.ending = ending;
        return !gone;
    }

    void keep(LogRound& round) {
        round.kept_readings = holding_->keep(round.heard);
        outcome_.readings += round.kept_readings;
        outcome_.missed += missed_;
        round.number = ++outcome_.rounds;
        if (events_.round) events_.round(round);
    }

    Absence absence() { return {.since_ns = clock().wall_ns(), .simulated = holding_->radio().simulated()}; }

    double seconds_of(const Absence& absence) {
        if (absence.simulated)
            return std::chrono::duration<double>(std::chrono::steady_clock::now() - absence.began).count();
        return static_cast<double>(clock().wall_ns() - absence.since_ns) / ns_per_s;
    }

    void close() {
        holding_->end(false);
        holding_.reset();
    }

    void pause() {
        const std::string by = listener_->by();
        tell("gap", "paused for " + by);
        const Absence pause = absence();
        close();
        if (!listener_->answer_and_wait(stop_) || !take_back()) {
            outcome_.ending = radio::Ending::stopped;
            return;
        }
        tell("resume", fmt::format("after {} for {}", duration_text(seconds_of(pause)), by));
        missed_ = 0;
        start_schedule();
    }

    static bool is_gone(const survey::CarrierRound& heard) {
        return heard.ending == radio::Ending::unplugged || heard.ending == radio::Ending::no_samples;
    }

    void let_go(radio::Ending why) {
        tell(why == radio::Ending::unplugged ? "unplugged" : "no_samples", holding_->radio().name());
        gone_ = absence();
        next_look_ = request_.first_look;
        ++outcome_.losses;
        close();
    }

    // Once, after a rest that grows from look to look. Meanwhile whoever asks may have the database.
    void look_for_radio() {
        if (!rest(std::exchange(next_look_, std::min(2 * next_look_, longest_between_looks)))) {
            outcome_.ending = radio::Ending::stopped;
            return;
        }
        std::unique_ptr<LogRadio> radio = opened_and_heard();
        if (radio == nullptr) return;
        try {
            holding_ = std::make_unique<LogHolding>(request_, std::move(radio));
        } catch (const Error& error) {
            throw Error(Error::Kind::fault, error.text());
        }
        tell("resume", fmt::format("after {} without the radio", duration_text(seconds_of(*gone_))));
        missed_ = 0;
        start_schedule();
    }

    // Null: it isn't back, or gives nothing. Nothing is kept of that.
    std::unique_ptr<LogRadio> opened_and_heard() try {
        std::unique_ptr<LogRadio> radio = open_();
        if (radio == nullptr || is_gone(radio->measure([this] { return !listener_->asked(); }, stop_))) return nullptr;
        return radio;
    } catch (const Error&) {
        return nullptr;
    }

    // False: the user stopped it meanwhile.
    bool rest(std::chrono::milliseconds time) {
        const auto until = std::chrono::steady_clock::now() + time;
        while (std::chrono::steady_clock::now() < until) {
            if (stop_.stop_requested()) return false;
            if (listener_->asked()) return listener_->answer_and_wait(stop_);
            std::this_thread::sleep_for(std::min(look_out, time));
        }
        return !stop_.stop_requested();
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
        tell("log_stop", fmt::format("{}, {} missed", counted(outcome_.rounds, "round"), outcome_.missed));
        holding_->end(outcome_.ending == radio::Ending::complete);
    }

    const LogRequest& request_;
    const OpenLogRadio& open_;
    const LogEvents& events_;
    StopToken stop_;
    LogOutcome outcome_;
    std::unique_ptr<PauseListener> listener_;
    std::unique_ptr<LogHolding> holding_;  // null: the radio is gone
    std::optional<LogSchedule> schedule_;
    std::int64_t missed_ = 0;
    std::optional<Absence> gone_;  // the radio
    std::chrono::milliseconds next_look_{0};
};

}  // namespace

LogOutcome run_log(const LogRequest& request, const OpenLogRadio& open, const LogEvents& events, StopToken stop) {
    return Log(request, open, events, stop).run();
}

}  // namespace boresight::app
