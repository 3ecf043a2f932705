// SPDX-License-Identifier: GPL-3.0-or-later
// How the engine runs a job that may throw: listening ends before it and begins again after it, its state is shown, and
// what goes wrong becomes a message. For the parts of the engine that have jobs. The working thread.
#pragma once

#include "app/engine_work.h"
#include "platform/error.h"

namespace boresight::app {

template <typename Job>
void Engine::Work::guarded(JobKind kind, const Job& job) {
    const bool listened = listening_;
    end_listening(JobState::stopped);
    const StopToken stop = orders_.begin(kind);
    show_job(kind, JobState::running, 0.0);
    JobState end = JobState::failed;
    try {
        end = job(stop);
    } catch (const Error& error) {
        tell(error);
    } catch (const std::exception& fault) {  // memory ran out, a disk failed in an unforeseen way
        tell(Weight::error, fault.what());
    }
    orders_.end();
    show_job(kind, end);
    if (listened && !orders_.quitting()) shielded([this] { begin_listening(); });
}

}  // namespace boresight::app
