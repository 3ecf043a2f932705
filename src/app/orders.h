// SPDX-License-Identifier: GPL-3.0-or-later
// Between a front end that sends commands from any thread and the one thread that does the work: commands wait their
// turn; a running job is asked to stop; a person who turns the antenna is asked, and answers by command. While a job
// runs, commands that would begin another are dropped, as is an answer that nobody waits for; a choice waits.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "app/command.h"
#include "platform/stop.h"
#include "pose/antenna_holder.h"

namespace boresight::app {

class Orders {
public:
    // Any thread. Whether it asks a job that runs to stop.
    bool send(const Command& command);
    void quit();
    bool quitting() const;

    // The thread that works: the next command, within that time.
    std::optional<Command> next(std::chrono::milliseconds patience);
    bool waiting() const;  // whether there is one

    // Around a job; the token holds until end().
    StopToken begin(JobKind kind);
    void end();

    // Returns when a command answers: AntennaIsThere, SkipStop, or the end of the sweep.
    pose::Turned ask_person();

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Command> commands_;
    std::optional<JobKind> running_;
    std::unique_ptr<StopSource> stop_ = std::make_unique<StopSource>();
    bool asking_ = false;
    std::optional<pose::Turned> answer_;
    bool quitting_ = false;
};

}  // namespace boresight::app
