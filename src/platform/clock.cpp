// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/clock.h"

#include <chrono>
#include <thread>

namespace boresight {

namespace {

template <class StdClock>
std::int64_t now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(StdClock::now().time_since_epoch()).count();
}

}  // namespace

std::int64_t SystemClock::wall_ns() const {
    return now_ns<std::chrono::system_clock>();
}

std::int64_t SystemClock::monotonic_ns() const {
    return now_ns<std::chrono::steady_clock>();
}

void SystemClock::sleep_until(std::int64_t monotonic_ns) {
    std::this_thread::sleep_until(std::chrono::steady_clock::time_point(std::chrono::nanoseconds(monotonic_ns)));
}

}  // namespace boresight
