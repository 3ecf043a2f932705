// SPDX-License-Identifier: GPL-3.0-or-later
// UTC times as RFC 3339 writes them with the only offset SigMF allows: 2026-03-01T12:00:00.25Z. Nanoseconds since 1970;
// years 1970 to 2261. A leap second reads as the first second of the next minute.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace boresight::radio {

std::optional<std::int64_t> parse_utc(std::string_view text);
std::string format_utc(std::int64_t wall_ns);

}  // namespace boresight::radio
