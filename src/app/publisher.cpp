// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/publisher.h"

#include <chrono>

namespace boresight::app {

namespace {

constexpr std::chrono::milliseconds least_interval{34};

}  // namespace

Publisher::Publisher(std::function<void()> published)
    : published_(std::move(published)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Publisher::change(const std::function<void(Snapshot&)>& edit) {
    const std::lock_guard lock(mutex_);
    edit(draft_);
    dirty_ = true;
    changed_.notify_one();
}

std::shared_ptr<const Snapshot> Publisher::latest() const {
    const std::lock_guard lock(mutex_);
    return latest_;
}

void Publisher::run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return dirty_; })) {
        ++draft_.revision;
        latest_ = std::make_shared<const Snapshot>(draft_);
        dirty_ = false;
        lock.unlock();
        if (published_) published_();
        lock.lock();
        changed_.wait_for(lock, stop, least_interval, [] { return false; });
    }
}

}  // namespace boresight::app
