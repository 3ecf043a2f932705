// SPDX-License-Identifier: GPL-3.0-or-later
// Wall time as people and programs write it: ISO 8601, in UTC. Times are nanoseconds since 1970. `parse_utc` takes a
// date (its first moment) or a date and time with "Z", an offset, or nothing (UTC); it throws an Error for anything
// else. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace boresight {

// "2026-10-14T08:30:00.250Z", cut to the millisecond, or to as many decimals of the second (1 to 9) as asked for.
std::string format_utc(std::int64_t time_ns, int decimals = 3);

// "2026-10-14 08:30".
std::string format_utc_minutes(std::int64_t time_ns);

// "2026-10-14", "2026-10-14T08:30", "2026-10-14 08:30:15.5+02:00"; `where` names the option or field for the Error.
std::int64_t parse_utc(std::string_view text, std::string_view where);

// Whether the text names a whole day.
bool is_date(std::string_view text);

}  // namespace boresight
