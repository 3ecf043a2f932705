// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/local_time.h"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>

#include "platform/utc_time.h"

namespace boresight::cli {

namespace {

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t quarter_s = 900;  // offsets of time zones change at quarters of an hour
constexpr std::int64_t hour_s = 3600, day_s = 86400;

std::int64_t floor_over(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

}  // namespace

WallClock::WallClock(Zone zone) : zone_(zone) {
    tzset();
}

std::int64_t WallClock::offset_s(std::int64_t time_ns) {
    if (zone_ == Zone::utc) return 0;
    const std::int64_t seconds = floor_over(time_ns, second_ns);
    if (const std::int64_t quarter = floor_over(seconds, quarter_s); quarter != known_quarter_) {
        const std::time_t time = seconds;
        std::tm parts{};
        known_offset_s_ = localtime_r(&time, &parts) != nullptr ? parts.tm_gmtoff : 0;
        known_quarter_ = quarter;
    }
    return known_offset_s_;
}

survey::DayAndHour WallClock::operator()(std::int64_t time_ns) {
    const std::int64_t seconds = floor_over(time_ns, second_ns) + offset_s(time_ns);
    const std::int64_t day = floor_over(seconds, day_s);
    return {.day = day, .hour = static_cast<int>((seconds - day * day_s) / hour_s)};
}

double WallClock::days(std::int64_t time_ns) {
    return (static_cast<double>(time_ns) / second_ns + static_cast<double>(offset_s(time_ns))) / day_s;
}

std::string WallClock::minute(std::int64_t time_ns) {
    std::string text = format_utc(time_ns + offset_s(time_ns) * second_ns).substr(0, 16);
    text[10] = ' ';
    return text;
}

std::string WallClock::zone(std::int64_t time_ns) {
    const std::int64_t offset = offset_s(time_ns);
    const std::int64_t minutes = std::abs(offset) / 60;
    return fmt::format("UTC{}{:02}:{:02}", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string date_of_day(std::int64_t day) {
    return format_utc(day * day_s * second_ns).substr(0, 10);
}

}  // namespace boresight::cli
