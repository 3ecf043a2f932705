// SPDX-License-Identifier: GPL-3.0-or-later
// Time as a made world's samples, turns and sleeps make it pass, counted on from the machine's time at the opening. For
// the thread of its radio.
#pragma once

#include <cstdint>
#include <string>

#include "platform/clock.h"
#include "radio/radio.h"

namespace boresight::radio {

class WorldClock final : public Clock {
public:
    // Of the made world's driver: reading it gives the time, writing it moves the time.
    static constexpr const char* setting = "advance_ns";

    WorldClock(Radio& radio, std::int64_t wall_ns) : radio_(radio), origin_wall_ns_(wall_ns) {}

    std::int64_t wall_ns() const override { return wall_of(monotonic_ns()); }
    std::int64_t wall_of(std::int64_t monotonic_ns) const { return origin_wall_ns_ + monotonic_ns; }
    std::int64_t monotonic_ns() const override { return std::stoll(radio_.setting(setting)); }
    void sleep_until(std::int64_t until_ns) override {
        const std::int64_t left_ns = until_ns - monotonic_ns();
        if (left_ns <= 0) return;
        radio_.pause();
        radio_.change_setting(setting, std::to_string(left_ns));
    }

private:
    Radio& radio_;
    std::int64_t origin_wall_ns_;
};

}  // namespace boresight::radio
