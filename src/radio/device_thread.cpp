// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/device_thread.h"

#include <pthread.h>

#include <condition_variable>
#include <csignal>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

namespace boresight::radio {

struct DeviceThread::State {
    std::mutex mutex;
    std::condition_variable asked;
    std::condition_variable done;
    std::function<void()> work;  // empty: nothing to do
    bool ended = false;
    std::exception_ptr failure;
};

namespace {

// A driver of radios over the network may write to a server that is gone: that is to be an error, not the end.
void hold_back_broken_pipes() {
    sigset_t pipes;
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipes, nullptr);
}

template <class State>
void serve(const std::shared_ptr<State>& state) {
    hold_back_broken_pipes();
    std::unique_lock lock(state->mutex);
    while (true) {
        state->asked.wait(lock, [&] { return state->work || state->ended; });
        if (!state->work) return;
        const std::function<void()> work = state->work;
        lock.unlock();
        std::exception_ptr failure;
        try {
            work();
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        state->failure = failure;
        state->work = nullptr;
        state->done.notify_all();
    }
}

}  // namespace

DeviceThread::DeviceThread() : state_(std::make_shared<State>()) {
    std::thread([state = state_] { serve(state); }).detach();
}

DeviceThread::~DeviceThread() {
    const std::lock_guard lock(state_->mutex);
    state_->ended = true;
    state_->asked.notify_all();
}

bool DeviceThread::run(std::function<void()> work, std::chrono::milliseconds deadline) {
    {
        const std::lock_guard lock(state_->mutex);
        if (state_->work) throw std::logic_error("a device is asked while it is busy");
        state_->work = std::move(work);
        state_->asked.notify_one();
    }
    return wait(deadline);
}

bool DeviceThread::wait(std::chrono::milliseconds deadline) {
    std::unique_lock lock(state_->mutex);
    if (!state_->done.wait_for(lock, deadline, [this] { return !state_->work; })) return false;
    if (state_->failure) std::rethrow_exception(std::exchange(state_->failure, nullptr));
    return true;
}

}  // namespace boresight::radio
