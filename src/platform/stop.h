// SPDX-License-Identifier: GPL-3.0-or-later
// Asks long work to end early and cleanly. The source is held by whoever may say stop (a signal handler, a window);
// the work holds a token and looks at it between pieces of a tenth of a second at most. Any thread may do either, and
// request_stop() may be called from a signal handler. The source must outlive its tokens; a token made of nothing
// never stops.
#pragma once

#include <atomic>

namespace boresight {

class StopToken {
public:
    StopToken() = default;
    bool stop_requested() const noexcept { return flag_ != nullptr && flag_->load(std::memory_order_relaxed); }

private:
    friend class StopSource;
    explicit StopToken(const std::atomic<bool>& flag) : flag_(&flag) {}
    const std::atomic<bool>* flag_ = nullptr;
};

class StopSource {
public:
    StopSource() = default;
    StopSource(const StopSource&) = delete;
    StopSource& operator=(const StopSource&) = delete;

    void request_stop() noexcept { flag_.store(true, std::memory_order_relaxed); }
    StopToken token() const { return StopToken(flag_); }

private:
    static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");
    std::atomic<bool> flag_{false};
};

}  // namespace boresight
