// SPDX-License-Identifier: GPL-3.0-or-later
// Time, injected wherever it is read, so that a test can set it. Wall time is UTC in nanoseconds since 1970;
// monotonic time has an arbitrary origin and never steps. Implementations may be called from any thread.
#pragma once

#include <cstdint>

namespace boresight {

class Clock {
public:
    virtual ~Clock() = default;
    virtual std::int64_t wall_ns() const = 0;
    virtual std::int64_t monotonic_ns() const = 0;
    virtual void sleep_until(std::int64_t monotonic_ns) = 0;
};

// The machine's own clocks.
class SystemClock final : public Clock {
public:
    std::int64_t wall_ns() const override;
    std::int64_t monotonic_ns() const override;
    void sleep_until(std::int64_t monotonic_ns) override;
};

}  // namespace boresight
