// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/orders.h"

namespace boresight::app {

bool Orders::send(const Command& command) {
    const std::lock_guard lock(mutex_);
    bool stops = false;
    if (const auto* stop = std::get_if<StopJob>(&command); stop != nullptr && running_ == stop->kind) {
        stop_->request_stop();
        stops = true;
    } else if (std::holds_alternative<AntennaIsThere>(command)) {
        if (asking_) answer_ = pose::Turned::there;
    } else if (std::holds_alternative<SkipStop>(command)) {
        if (asking_) answer_ = pose::Turned::skipped;
    } else if (!running_ || std::holds_alternative<Choose>(command)) {
        commands_.push_back(command);
    }
    changed_.notify_all();
    return stops;
}

void Orders::quit() {
    const std::lock_guard lock(mutex_);
    quitting_ = true;
    stop_->request_stop();
    changed_.notify_all();
}

bool Orders::quitting() const {
    const std::lock_guard lock(mutex_);
    return quitting_;
}

std::optional<Command> Orders::next(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [this] { return quitting_ || !commands_.empty(); });
    if (quitting_ || commands_.empty()) return std::nullopt;
    Command command = commands_.front();
    commands_.pop_front();
    return command;
}

bool Orders::waiting() const {
    const std::lock_guard lock(mutex_);
    return quitting_ || !commands_.empty();
}

StopToken Orders::begin(JobKind kind) {
    const std::lock_guard lock(mutex_);
    running_ = kind;
    stop_ = std::make_unique<StopSource>();
    if (quitting_) stop_->request_stop();
    return stop_->token();
}

void Orders::end() {
    const std::lock_guard lock(mutex_);
    running_.reset();
}

pose::Turned Orders::ask_person() {
    std::unique_lock lock(mutex_);
    asking_ = true;
    answer_.reset();
    changed_.wait(lock, [this] { return quitting_ || answer_ || stop_->token().stop_requested(); });
    asking_ = false;
    return answer_.value_or(pose::Turned::quit);
}

}  // namespace boresight::app
