// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/utc_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include "platform/error.h"

namespace boresight {

namespace {

namespace ch = std::chrono;

constexpr std::int64_t ns_per_s = 1'000'000'000;
constexpr std::int64_t s_per_day = 86'400;

// Takes digits and signs from the front of a text; once something doesn't fit, it stays failed.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    int digits(std::size_t count) {
        int value = 0;
        const char* end = rest_.data() + std::min(count, rest_.size());
        const auto result = std::from_chars(rest_.data(), end, value);
        if (rest_.size() < count || result.ec != std::errc{} || result.ptr != end || value < 0) failed_ = true;
        rest_.remove_prefix(std::min(count, rest_.size()));
        return value;
    }

    bool take(std::string_view any_of) {
        if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    void demand(std::string_view any_of) {
        if (!take(any_of)) failed_ = true;
    }

    std::int64_t fraction_ns() {
        std::int64_t value_ns = 0;
        std::int64_t unit_ns = ns_per_s / 10;
        if (!starts_with_digit()) failed_ = true;
        for (; starts_with_digit(); rest_.remove_prefix(1), unit_ns /= 10) value_ns += (rest_.front() - '0') * unit_ns;
        return value_ns;
    }

    bool at_end() const { return rest_.empty(); }
    bool failed() const { return failed_; }

private:
    bool starts_with_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }

    std::string_view rest_;
    bool failed_ = false;
};

std::int64_t offset_s(Scanner& scanner) {
    if (scanner.at_end() || scanner.take("Zz")) return 0;
    const bool west = scanner.take("-");
    if (!west) scanner.demand("+");
    const int hours = scanner.digits(2);
    scanner.take(":");
    const int minutes = scanner.at_end() ? 0 : scanner.digits(2);
    return (west ? -1 : 1) * (hours * 3600 + minutes * 60);
}

std::optional<std::int64_t> scan_time_ns(std::string_view text) {
    Scanner scanner(text);
    const int year = scanner.digits(4);
    scanner.demand("-");
    const auto month = static_cast<unsigned>(scanner.digits(2));
    scanner.demand("-");
    const auto day = static_cast<unsigned>(scanner.digits(2));
    const ch::year_month_day date{ch::year(year), ch::month(month), ch::day(day)};
    // Beyond these years nanoseconds since 1970 don't fit into 64 bits.
    if (scanner.failed() || !date.ok() || year < 1678 || year > 2261) return std::nullopt;
    std::int64_t seconds = ch::sys_days(date).time_since_epoch().count() * s_per_day;
    std::int64_t fraction_ns = 0;
    if (!scanner.at_end()) {
        scanner.demand("Tt ");
        const int hour = scanner.digits(2);
        scanner.demand(":");
        const int minute = scanner.digits(2);
        const int second = scanner.take(":") ? scanner.digits(2) : 0;
        if (scanner.take(".,")) fraction_ns = scanner.fraction_ns();
        if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
        seconds += hour * 3600 + minute * 60 + second - offset_s(scanner);
    }
    if (scanner.failed() || !scanner.at_end()) return std::nullopt;
    return seconds * ns_per_s + fraction_ns;
}

}  // namespace

std::string format_utc(std::int64_t time_ns, int decimals) {
    const ch::sys_time<ch::nanoseconds> time{ch::nanoseconds(time_ns)};
    const auto day = ch::floor<ch::days>(time);
    const ch::year_month_day date(day);
    const ch::hh_mm_ss<ch::nanoseconds> clock(time - day);
    const std::string fraction = fmt::format("{:09}", clock.subseconds().count());
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(),
                       fraction.substr(0, static_cast<std::size_t>(std::clamp(decimals, 1, 9))));
}

std::string format_utc_minutes(std::int64_t time_ns) {
    std::string text = format_utc(time_ns).substr(0, std::string_view("2026-10-14T08:30").size());
    std::replace(text.begin(), text.end(), 'T', ' ');
    return text;
}

std::int64_t parse_utc(std::string_view text, std::string_view where) {
    if (const auto time_ns = scan_time_ns(text)) return *time_ns;
    throw Error(Error::Kind::bad_input,
                {.what = "this isn't a time",
                 .where = fmt::format("{} {}", where, text.substr(0, 60)),
                 .expected = "a date such as 2026-10-14, or a time such as 2026-10-14T08:30Z or 2026-10-14T10:30+02:00",
                 .fix = "Write year, month, day"});
}

bool is_date(std::string_view text) {
    return text.size() == std::string_view("2026-10-14").size();
}

}  // namespace boresight
