// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/capture_thread.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace boresight::radio {

namespace {

constexpr std::chrono::seconds longest_wait{1};

struct Item {
    ReadOutcome outcome = ReadOutcome::timeout;
    Block block;
    std::exception_ptr failure;

    bool is_last() const { return failure || outcome == ReadOutcome::unplugged || outcome == ReadOutcome::end; }
};

}  // namespace

struct CaptureThread::State {
    State(Radio& of, std::size_t most) : radio(of), most_blocks(most), waits(of.name().own_time) {}

    void capture() {
        bool last = false;
        while (!last) {
            Item item;
            try {
                item.outcome = radio.read(item.block);
            } catch (...) {
                item.failure = std::current_exception();
            }
            last = item.is_last();
            std::unique_lock lock(mutex);
            if (waits) room.wait(lock, [this] { return items.size() < most_blocks || ended; });
            if (ended) return;
            put(std::move(item));
        }
    }

    void put(Item item) {
        if (item.outcome == ReadOutcome::samples && !item.failure) {
            counts.samples += item.block.samples.size();
            if (items.size() >= most_blocks) {
                counts.dropped += item.block.samples.size();
                dropping = true;
                return;
            }
            if (std::exchange(dropping, false)) {
                item.block.after_overflow = true;
                items.push_back({.outcome = ReadOutcome::overflow, .block = {}, .failure = {}});
            }
        } else if (item.outcome == ReadOutcome::overflow) {
            ++counts.overflows;
            if (items.size() >= most_blocks) {
                dropping = true;
                return;
            }
        } else if (item.outcome == ReadOutcome::timeout && !item.failure && items.size() >= most_blocks) {
            return;
        }
        items.push_back(std::move(item));
        counts.fullest = std::max(counts.fullest, items.size());
        came.notify_one();
    }

    Radio& radio;
    const std::size_t most_blocks;
    const bool waits;
    mutable std::mutex mutex;
    std::condition_variable came;
    std::condition_variable room;
    std::deque<Item> items;
    CaptureCounts counts;
    bool dropping = false;
    bool ended = false;
    std::thread thread;
};

CaptureThread::CaptureThread(Radio& radio, std::size_t blocks) : state_(std::make_unique<State>(radio, blocks)) {
    state_->thread = std::thread([state = state_.get()] { state->capture(); });
}

CaptureThread::~CaptureThread() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->ended = true;
        state_->room.notify_all();
    }
    state_->thread.join();
}

ReadOutcome CaptureThread::read(Block& block) {
    State& s = *state_;
    block = Block{};
    std::unique_lock lock(s.mutex);
    if (!s.came.wait_for(lock, longest_wait, [&s] { return !s.items.empty(); })) return ReadOutcome::timeout;
    if (s.items.front().is_last()) {  // and stays so, however often it is read
        if (s.items.front().failure) std::rethrow_exception(s.items.front().failure);
        return s.items.front().outcome;
    }
    Item item = std::move(s.items.front());
    s.items.pop_front();
    s.room.notify_one();
    block = std::move(item.block);
    return item.outcome;
}

CaptureCounts CaptureThread::counts() const {
    const std::lock_guard lock(state_->mutex);
    return state_->counts;
}

}  // namespace boresight::radio
