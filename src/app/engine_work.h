// SPDX-License-Identifier: GPL-3.0-or-later
// The working half of an Engine: owns the radio and does one job after another on its own thread. Its parts: opening
// the radio and listening (engine_work.cpp), the jobs (engine_jobs.cpp). What goes wrong becomes a message. Commands
// and snapshots may come and go on any thread; all else is of the working thread.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/aim_job.h"
#include "app/aim_words.h"
#include "app/check_job.h"
#include "app/choices.h"
#include "app/engine.h"
#include "app/live_spectrum.h"
#include "app/orders.h"
#include "app/pause.h"
#include "app/publisher.h"
#include "app/snapshot_aim.h"
#include "radio/listen.h"
#include "survey/scan_plan.h"

namespace boresight::app {

class Engine::Work {
public:
    Work(EngineSetting setting, Clock& machine_clock);
    ~Work();

    std::shared_ptr<const Snapshot> snapshot() const { return publisher_.latest(); }
    void send(const Command& command);

private:
    void run();
    void open();
    void open_made_world(const Error& why);
    void opened();
    void obey(const Command& command);
    void shielded(const std::function<void()>& act);

    void begin_listening();
    void end_listening(JobState state);
    void look();
    void tune(double frequency_hz);
    void set_gain(std::optional<double> gain_db);
    void choose_gain();
    void remember(const Choose& choice);
    void show_choices();
    survey::ScanQuestion question() const;
    std::optional<catalog::Operator> operated_by() const;
    const std::string& chosen(ChoiceKind kind) const { return chosen_[static_cast<std::size_t>(kind)].name; }
    AimFor looks_for() const;
    double first_frequency_hz() const;

    void scan();
    void sweep(bool resume);
    void check();
    pose::Turned begin_check(const CheckReport& report, const CheckStop& next, pose::AntennaHolder& antenna,
                             StopToken stop);
    bool checkable();
    void advise();
    // Runs a job that may throw, between its beginning and its end in the snapshot.
    template <typename Job>
    void guarded(JobKind kind, const Job& job);
    survey::LiveSweepEvents sweep_events(bool by_hand);
    survey::Comeback comeback(StopToken stop);
    AimRequest aim_request(bool by_hand);
    std::vector<survey::BandNotHeard> not_heard();
    AimOutcome begin_sweep(pose::AntennaHolder& antenna, StopToken stop);
    AimOutcome go_on_with_sweep(pose::AntennaHolder& antenna, StopToken stop);
    void report_begins(const survey::LiveSweepSetting& setting, const std::vector<survey::SweepCarrier>& carriers);
    bool sweep_unfinished();
    std::unique_ptr<pose::AntennaHolder> holder();

    void tell(Weight weight, const std::string& text);
    void tell(const Error& error);
    void show_job(JobKind kind, JobState state, std::optional<double> share = {}, const std::string& doing = "");
    void show_source();

    EngineSetting setting_;
    Clock& machine_clock_;
    Publisher publisher_;
    Orders orders_;
    Pause pause_;  // of a log, as long as the radio is ours
    std::unique_ptr<RadioSession> session_;
    std::unique_ptr<radio::Listener> listener_;
    std::optional<radio::Tuning> tuning_;
    bool listening_ = false;
    std::optional<double> gain_by_hand_db_;
    std::optional<double> gain_found_at_hz_;
    LiveSpectrum spectrum_;
    std::vector<survey::ScanCell> scanned_;           // of the last scan
    std::vector<survey::UmtsScanCell> scanned_umts_;  // likewise
    std::array<Chosen, choice_kinds> chosen_;
    Examples examples_{};
    bool advised_ = false;
    LiveAimReport report_;  // of the sweep that goes on, or of the last one
    std::uint64_t messages_ = 0;
    std::jthread thread_;  // last: ends before what it uses
};

}  // namespace boresight::app
