// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/doors.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace boresight::phone {

namespace {

std::int64_t now_ns() {
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string bare_answer(int status) {
    return fmt::format("HTTP/1.1 {} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", status);
}

// Waits for nothing.
void turn_away(int descriptor, int status) {
    const std::string answer = bare_answer(status);
    send(descriptor, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    close(descriptor);
}

}  // namespace

Doors::Doors(const DoorLimits& limits, Serve serve) : limits_(limits), serve_(std::move(serve)), rate_(limits.rate) {
    for (std::size_t i = 0; i < limits_.threads; ++i) threads_.emplace_back([this] { work(); });
}

Doors::~Doors() {
    close();
}

void Doors::admit(int descriptor) {
    constexpr int too_many = 429;
    const std::string address = remote_end(descriptor).address;
    const std::lock_guard lock(mutex_);
    if (closing_) {
        ::close(descriptor);
        return;
    }
    if (!rate_.allow(address, now_ns())) return turn_away(descriptor, too_many);
    if (waiting_.size() >= limits_.waiting) {
        ::close(waiting_.front());
        waiting_.pop_front();
    }
    waiting_.push_back(descriptor);
    if (waiting_.size() > idle_) cut_slowest();
    changed_.notify_one();
}

// Its thread sees the end of the connection, and takes the next.
void Doors::cut_slowest() {
    const auto slowest = std::find_if(inside_.begin(), inside_.end(), [](const Inside& one) { return !one.whole; });
    if (slowest == inside_.end()) return;
    slowest->whole = true;  // not twice
    shutdown(slowest->descriptor, SHUT_RDWR);
}

void Doors::work() {
    for (;;) {
        std::unique_lock lock(mutex_);
        ++idle_;
        changed_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
        --idle_;
        if (closing_) return;
        const int descriptor = waiting_.back();  // the latest first: those before it may be slow ones
        waiting_.pop_back();
        lock.unlock();
        attend(descriptor);
    }
}

void Doors::attend(int descriptor) {
    Connection connection(descriptor);
    std::unique_lock lock(mutex_);
    if (closing_) return;
    const auto self = inside_.insert(inside_.end(), {.descriptor = descriptor, .whole = false});
    lock.unlock();
    std::string request;
    const RequestBytes read = connection.read_request(request, limits_.request, limits_.request_patience);
    lock.lock();
    self->whole = true;
    lock.unlock();
    if (read.state == RequestState::whole)
        serve_(connection, request);
    else if (read.state == RequestState::refused)
        connection.write(bare_answer(read.status), limits_.write_patience);
    lock.lock();
    inside_.erase(self);
}

void Doors::close() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
        for (const int descriptor : waiting_) ::close(descriptor);
        waiting_.clear();
        for (const Inside& one : inside_) shutdown(one.descriptor, SHUT_RDWR);
    }
    changed_.notify_all();
    for (std::thread& thread : threads_)
        if (thread.joinable()) thread.join();
}

}  // namespace boresight::phone
