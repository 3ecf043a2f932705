// SPDX-License-Identifier: GPL-3.0-or-later
// Turns at multiples of an interval from a start: however long a round takes, the next begins on a multiple, so that
// nothing drifts. Turns that pass during a round are left out and counted. Monotonic times in nanoseconds. A value.
#pragma once

#include <algorithm>
#include <cstdint>

namespace boresight::app {

class LogSchedule {
public:
    LogSchedule(std::int64_t start_ns, std::int64_t every_ns) : start_ns_(start_ns), every_ns_(every_ns) {}

    // The next turn after this one that isn't past; returns how many were.
    std::int64_t next(std::int64_t now_ns) {
        const std::int64_t in_time = (now_ns - start_ns_ + every_ns_ - 1) / every_ns_;
        const std::int64_t wanted = turn_ + 1;
        turn_ = std::max(wanted, in_time);
        return turn_ - wanted;
    }

    std::int64_t due_ns() const { return start_ns_ + turn_ * every_ns_; }

private:
    std::int64_t start_ns_, every_ns_;
    std::int64_t turn_ = 0;
};

}  // namespace boresight::app
