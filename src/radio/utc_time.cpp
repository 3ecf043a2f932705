// SPDX-License-Identifier: GPL-3.0-or-later
#include "radio/utc_time.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace boresight::radio {

namespace {

constexpr std::int64_t ns_per_s = 1'000'000'000;

// `digits` decimal digits at `pos` as a number.
std::optional<int> digits_at(std::string_view text, std::size_t pos, std::size_t digits) {
    if (text.size() < pos + digits) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(pos, digits)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

// ".25" as nanoseconds; digits beyond the ninth are dropped.
std::optional<std::int64_t> fraction_ns(std::string_view text) {
    if (text.empty()) return 0;
    if (text[0] != '.' || text.size() < 2) return std::nullopt;
    std::int64_t value = 0;
    std::int64_t unit = ns_per_s / 10;
    for (const char c : text.substr(1)) {
        if (c < '0' || c > '9') return std::nullopt;
        value += (c - '0') * unit;
        unit /= 10;
    }
    return value;
}

}  // namespace

std::optional<std::int64_t> parse_utc(std::string_view text) {
    if (text.size() < 20) return std::nullopt;
    std::string_view rest = text.substr(19);
    if (rest.ends_with("+00:00")) {
        rest.remove_suffix(6);
    } else if (rest.ends_with('Z') || rest.ends_with('z')) {
        rest.remove_suffix(1);
    } else {
        return std::nullopt;
    }
    const bool separated = text[4] == '-' && text[7] == '-' &&
                           (text[10] == 'T' || text[10] == 't' || text[10] == ' ') && text[13] == ':' &&
                           text[16] == ':';
    const auto year = digits_at(text, 0, 4), month = digits_at(text, 5, 2), day = digits_at(text, 8, 2);
    const auto hour = digits_at(text, 11, 2), minute = digits_at(text, 14, 2), second = digits_at(text, 17, 2);
    const auto fraction = fraction_ns(rest);
    if (!separated || !year || !month || !day || !hour || !minute || !second || !fraction) return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok() || *year < 1970 || *year > 2261 || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return (((days * 24 + *hour) * 60 + *minute) * 60 + *second) * ns_per_s + *fraction;
}

std::string format_utc(std::int64_t wall_ns) {
    using namespace std::chrono;
    const sys_time<nanoseconds> time{nanoseconds(wall_ns)};
    const auto midnight = floor<days>(time);
    const year_month_day date(midnight);
    const hh_mm_ss<nanoseconds> clock(time - midnight);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:09}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

}  // namespace boresight::radio
