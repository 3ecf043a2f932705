// SPDX-License-Identifier: GPL-3.0-or-later
// The clock on the wall: days and hours in the machine's time zone (TZ), or in UTC. Days count from 1970-01-01 of that
// clock. Times are nanoseconds since 1970 UTC. Reads the environment when made. One thread.
#pragma once

#include <cstdint>
#include <string>

#include "survey/trends.h"

namespace boresight::cli {

class WallClock {
public:
    enum class Zone { local, utc };
    explicit WallClock(Zone zone);

    survey::DayAndHour operator()(std::int64_t time_ns);

    double days(std::int64_t time_ns);         // with the part of the day
    std::string minute(std::int64_t time_ns);  // "2026-10-14 08:30"
    std::string zone(std::int64_t time_ns);    // "UTC+02:00"

private:
    std::int64_t offset_s(std::int64_t time_ns);  // east of UTC

    Zone zone_;
    std::int64_t known_quarter_ = -1, known_offset_s_ = 0;
};

std::string date_of_day(std::int64_t day);  // "2026-10-14"

}  // namespace boresight::cli
