// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>

#include "catalog/countries.h"
#include "catalog/operators.h"
#include "platform/error.h"
#include "radio/gain_search.h"
#include "survey/radio_rate.h"
#include "survey/scan_plan.h"

namespace boresight::app {

namespace {

using namespace std::chrono_literals;

constexpr double look_s = 0.04;
constexpr double gain_holds_within_hz = 10e6;  // of the frequency that it was found at
constexpr std::chrono::milliseconds look_interval = 50ms, idle_interval = 500ms;
constexpr std::size_t most_messages = 20;
constexpr const char* made_world = "driver=scene";

}  // namespace

Engine::Work::Work(EngineSetting setting, Clock& machine_clock)
    : setting_(std::move(setting)),
      machine_clock_(machine_clock),
      publisher_(setting_.published),
      thread_([this] { run(); }) {}

Engine::Work::~Work() {
    orders_.quit();
}

void Engine::Work::send(const Command& command) {
    if (const auto* dismiss = std::get_if<Dismiss>(&command)) {
        publisher_.change([dismiss](Snapshot& now) {
            std::erase_if(now.messages, [dismiss](const Message& one) { return one.number == dismiss->message; });
        });
        return;
    }
    if (!orders_.send(command)) return;
    publisher_.change([kind = std::get<StopJob>(command).kind](Snapshot& now) {
        for (JobInfo& job : now.jobs)
            if (job.kind == kind && job.state == JobState::running) job.state = JobState::stopping;
    });
}

void Engine::Work::run() {
    open();
    while (!orders_.quitting()) {
        const auto began = std::chrono::steady_clock::now();
        if (listening_) shielded([this] { look(); });
        const auto took =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
        const auto patience = listening_ ? std::max(0ms, look_interval - took) : idle_interval;
        if (const std::optional<Command> command = orders_.next(patience)) shielded([&] { obey(*command); });
    }
    listener_.reset();
    session_.reset();
}

void Engine::Work::open() {
    const bool named = !setting_.radio.arguments.empty();
    try {
        session_ = std::make_unique<RadioSession>(setting_.radio, setting_.config, machine_clock_);
        pause_ = ask_log_to_pause(session_->database(), "boresight ui");
        opened();
    } catch (const Error& error) {
        session_.reset();
        if (named)
            tell(error);
        else
            open_made_world(error);
    }
}

void Engine::Work::open_made_world(const Error& why) {
    std::string words = why.text().what;
    if (!words.empty()) words.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.front())));
    tell(Weight::note, words + ", so this is a made world. \"boresight devices\" says what to do.");
    try {
        RadioRequest request = setting_.radio;
        request.arguments = made_world;
        session_ = std::make_unique<RadioSession>(request, setting_.config, machine_clock_);
        pause_ = ask_log_to_pause(session_->database(), "boresight ui");
        opened();
    } catch (const Error& error) {
        session_.reset();
        tell(error);
    }
}

void Engine::Work::opened() {
    radio::Radio& radio = session_->radio();
    if (session_->simulated()) examples_.fill(true);
    show_choices();
    tuning_ = radio::Tuning{first_frequency_hz(), survey::power_rate_hz(radio)};
    show_source();
    publisher_.change([unfinished = sweep_unfinished(), checkable = checkable()](Snapshot& now) {
        now.aim.can_resume = unfinished;
        now.aim.can_check = checkable;
    });
    begin_listening();
}

// The operator of the settings in its country; what they don't tell is left open.
survey::ScanQuestion Engine::Work::question() const {
    const Config& config = setting_.config;
    survey::ScanQuestion question;
    const std::string& country = chosen(ChoiceKind::country);
    if (!country.empty()) question.country = catalog::find_country(country);
    if (config.operator_name.empty()) return question;
    const auto found = catalog::find_operators(config.operator_name, question.country);
    if (!found.empty()) question.of = found.front();
    return question;
}

// Whose carriers are swept and ranked: the user's, or the example's.
std::optional<catalog::Operator> Engine::Work::operated_by() const {
    const std::string& name = chosen(ChoiceKind::operated_by);
    const auto found =
        name.empty() ? std::vector<catalog::Operator>() : catalog::find_operators(name, question().country);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

// Where there is likely something to hear.
double Engine::Work::first_frequency_hz() const {
    const survey::ScanPlan plan = survey::plan_scan(question(), session_->radio().limits());
    if (!plan.carriers_hz.empty()) return plan.carriers_hz.front();
    if (!plan.spans.empty()) return (plan.spans.front().range.low_hz + plan.spans.front().range.high_hz) / 2;
    throw Error(Error::Kind::bad_input, {.what = "this radio can't hear any band of LTE",
                                         .where = session_->radio().name().label,
                                         .expected = "a tuner that reaches one",
                                         .fix = "Use another radio"});
}

// A radio that fails under a command stops the listening, not the program.
void Engine::Work::shielded(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        listening_ = false;
        listener_.reset();
        show_job(JobKind::listen, JobState::failed);
        tell(error);
    }
}

void Engine::Work::obey(const Command& command) {
    if (!session_) return;
    if (std::holds_alternative<Listen>(command) && !listening_) begin_listening();
    if (const auto* tuned = std::get_if<TuneTo>(&command)) tune(tuned->frequency_hz);
    if (const auto* gain = std::get_if<SetGain>(&command)) set_gain(gain->gain_db);
    if (std::holds_alternative<StopJob>(command)) end_listening(JobState::stopped);
    if (std::holds_alternative<StartScan>(command)) scan();
    if (const auto* start = std::get_if<StartAim>(&command)) sweep(start->resume);
    if (std::holds_alternative<CheckAim>(command)) check();
    if (std::holds_alternative<StartAdvise>(command)) advise();
    if (const auto* choice = std::get_if<Choose>(&command)) remember(*choice);
}

void Engine::Work::show_choices() {
    chosen_ = choices(setting_.config, examples_);
    publisher_.change([this](Snapshot& now) { now.chosen = chosen_; });
}

// The settings in the file may be newer than those that the window began with: only this answer is put in.
void Engine::Work::remember(const Choose& choice) {
    examples_[static_cast<std::size_t>(choice.kind)] = false;
    choose(setting_.config, choice.kind, choice.name);
    show_choices();
    try {
        if (!setting_.config_file.empty()) {
            Config kept = load_config(setting_.config_file);
            choose(kept, choice.kind, choice.name);
            save_config(kept, setting_.config_file);
        }
    } catch (const Error& error) {
        tell(error);
    }
    if (advised_) advise();
}

// As set by hand, or the highest that is linear on what is tuned to.
void Engine::Work::choose_gain() {
    radio::Radio& radio = session_->radio();
    if (gain_by_hand_db_) {
        radio.set_gain_db(*gain_by_hand_db_);
    } else {
        const radio::Tuning tuning = *tuning_;
        const radio::GainChoice found = radio::find_gain(radio, {&tuning, 1});
        gain_found_at_hz_ = tuning.frequency_hz;
        if (found.overloaded)
            tell(Weight::warning, "The radio is overdriven even at its lowest gain: put an attenuator before it.");
    }
    show_source();
}

void Engine::Work::begin_listening() {
    choose_gain();
    listener_ = std::make_unique<radio::Listener>(session_->radio());
    listening_ = true;
    show_job(JobKind::listen, JobState::running);
}

void Engine::Work::end_listening(JobState state) {
    if (!listening_) return;
    listening_ = false;
    listener_.reset();
    session_->radio().pause();
    show_job(JobKind::listen, state);
}

void Engine::Work::look() {
    try {
        const radio::Heard heard = listener_->listen(*tuning_, look_s);
        if (heard.ending == radio::Ending::unplugged || heard.ending == radio::Ending::no_samples) {
            end_listening(JobState::failed);
            tell(Weight::error, fmt::format("The radio {}. {}, then press L.",
                                            heard.ending == radio::Ending::unplugged ? "is gone" : "gives no samples",
                                            radio::bring_back(session_->radio().name())));
            return;
        }
        spectrum_.add(heard.block, heard.losses);
        publisher_.change([this](Snapshot& now) { now.listen = spectrum_.state(); });
    } catch (const Error& error) {
        end_listening(JobState::failed);
        tell(error);
    }
}

void Engine::Work::tune(double frequency_hz) {
    if (!session_->radio().limits().reaches(frequency_hz)) {
        tell(Weight::warning, "This radio can't be tuned there.");
        return;
    }
    tuning_->frequency_hz = frequency_hz;
    const bool far = !gain_found_at_hz_ || std::abs(*gain_found_at_hz_ - frequency_hz) > gain_holds_within_hz;
    if (listening_ && !gain_by_hand_db_ && far) {
        listener_.reset();  // two at a time would take each other's samples
        choose_gain();
        listener_ = std::make_unique<radio::Listener>(session_->radio());
    }
    show_source();
}

void Engine::Work::set_gain(std::optional<double> gain_db) {
    const radio::RadioLimits& limits = session_->radio().limits();
    gain_by_hand_db_.reset();
    if (gain_db) gain_by_hand_db_ = std::clamp(*gain_db, limits.gain_low_db, limits.gain_high_db);
    listener_.reset();
    choose_gain();
    if (listening_) listener_ = std::make_unique<radio::Listener>(session_->radio());
}

void Engine::Work::tell(Weight weight, const std::string& text) {
    publisher_.change([&](Snapshot& now) {
        now.messages.push_back({++messages_, weight, text});
        if (now.messages.size() > most_messages) now.messages.erase(now.messages.begin());
    });
}

void Engine::Work::tell(const Error& error) {
    tell(Weight::error, error.what());
}

void Engine::Work::show_job(JobKind kind, JobState state, std::optional<double> share, const std::string& doing) {
    publisher_.change([&](Snapshot& now) {
        auto job =
            std::find_if(now.jobs.begin(), now.jobs.end(), [kind](const JobInfo& one) { return one.kind == kind; });
        if (job == now.jobs.end()) job = now.jobs.insert(job, JobInfo{kind, {}, {}, {}, {}});
        const bool stopping = job->state == JobState::stopping && state == JobState::running;
        *job = {kind, stopping ? JobState::stopping : state, share, {}, doing};
    });
}

void Engine::Work::show_source() {
    radio::Radio& radio = session_->radio();
    SourceInfo source;
    source.label = radio.name().label;
    source.simulated = session_->simulated();
    source.gain_db = radio.gain_db();
    source.gain_by_hand = gain_by_hand_db_.has_value();
    source.center_frequency_hz = tuning_->frequency_hz;
    source.sample_rate_hz = tuning_->sample_rate_hz;
    if (!radio.limits().tuner.empty()) {
        source.lowest_hz = radio.limits().tuner.front().low_hz;
        source.highest_hz = radio.limits().tuner.back().high_hz;
    }
    publisher_.change([&source](Snapshot& now) { now.source = source; });
}

}  // namespace boresight::app
