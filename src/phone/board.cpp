// SPDX-License-Identifier: GPL-3.0-or-later
#include "phone/board.h"

namespace boresight::phone {

void Board::show(std::string text) {
    {
        const std::lock_guard lock(mutex_);
        ++latest_.number;
        latest_.text = std::move(text);
    }
    changed_.notify_all();
}

std::optional<Board::News> Board::newer(std::uint64_t than, std::chrono::milliseconds patience) const {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [&] { return closed_ || latest_.number > than; });
    if (latest_.number <= than) return std::nullopt;
    return latest_;
}

void Board::pause(std::chrono::milliseconds time) const {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, time, [&] { return closed_; });
}

void Board::ask(std::uint64_t question) {
    const std::lock_guard lock(mutex_);
    question_ = question;
    answer_.reset();
}

bool Board::answer(std::uint64_t question, Answer answer) {
    const std::lock_guard lock(mutex_);
    if (question == 0 || question != question_ || answer_) return false;
    answer_ = answer;
    return true;
}

std::optional<Answer> Board::take_answer() {
    const std::lock_guard lock(mutex_);
    const std::optional<Answer> taken = answer_;
    if (taken) {
        question_ = 0;
        answer_.reset();
    }
    return taken;
}

void Board::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        question_ = 0;
    }
    changed_.notify_all();
}

bool Board::closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
}

}  // namespace boresight::phone
