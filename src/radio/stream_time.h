// SPDX-License-Identifier: GPL-3.0-or-later
// When samples were taken, from when they came. A radio that stamps its samples is believed, its clock put on the
// machine's by the least delay ever seen; samples of others come late by what lies in queues, never early, so the least
// delay counts here too, and in between they are counted. Nanoseconds. One thread.
#pragma once

#include <cstdint>
#include <optional>

namespace boresight::radio {

class StreamTime {
public:
    // After a gap of unknown length.
    void restart() { next_ns_.reset(); }

    // The time of the first of `samples`, which were here at `now_ns`; `stamp_ns` where the radio says its own.
    std::int64_t first_ns(std::int64_t now_ns, double samples, double rate_hz, std::optional<std::int64_t> stamp_ns) {
        const auto lasts_ns = static_cast<std::int64_t>(samples / rate_hz * 1e9);
        std::int64_t first = now_ns - lasts_ns;
        if (stamp_ns) {
            if (!stamp_offset_ns_ || first - *stamp_ns < *stamp_offset_ns_) stamp_offset_ns_ = first - *stamp_ns;
            return *stamp_ns + *stamp_offset_ns_;
        }
        // A crystal that is fast counts too little time: give way slowly.
        const std::int64_t give_ns = lasts_ns / 5000;
        if (next_ns_ && *next_ns_ + give_ns < first) first = *next_ns_ + give_ns;
        next_ns_ = first + lasts_ns;
        return first;
    }

private:
    std::optional<std::int64_t> next_ns_;
    std::optional<std::int64_t> stamp_offset_ns_;
};

}  // namespace boresight::radio
