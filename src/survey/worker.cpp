// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/worker.h"

#include <algorithm>

namespace boresight::survey {

Worker::Worker(std::size_t most_waiting, On on) : most_waiting_(std::max<std::size_t>(1, most_waiting)), on_(on) {}

Worker::~Worker() {
    if (!thread_.joinable()) return;
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
        came_.notify_one();
    }
    thread_.join();
}

void Worker::put(std::function<void()> task) {
    if (on_ == On::this_thread) {
        task();
        return;
    }
    if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return waiting_.size() < most_waiting_; });
    waiting_.push_back(std::move(task));
    came_.notify_one();
}

void Worker::work() {
    for (;;) {
        std::function<void()> task;
        {
            std::unique_lock lock(mutex_);
            came_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
            if (ends_) return;
            task = std::move(waiting_.front());
            waiting_.pop_front();
            room_.notify_one();
        }
        task();
    }
}

void Worker::drop_waiting() {
    std::deque<std::function<void()>> dropped;  // ends outside of the lock
    const std::lock_guard lock(mutex_);
    dropped.swap(waiting_);
}

// Whoever computes on the caller's thread is counted there.
void Worker::count(double cpu_s) {
    if (on_ == On::this_thread) return;
    const std::lock_guard lock(mutex_);
    cpu_s_ += cpu_s;
}

double Worker::cpu_s() const {
    const std::lock_guard lock(mutex_);
    return cpu_s_;
}

}  // namespace boresight::survey
