// SPDX-License-Identifier: GPL-3.0-or-later
// A stored reading as a row of named fields, the same for every file it is exported to. Names carry their unit; times
// are ISO 8601 in UTC; what isn't known is empty. The place is apart, since each format has its own way with it, and is
// rounded to about 100 m (three decimals of a degree, height to 10 m) unless asked otherwise: a file that is passed on
// tells where somebody lives. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/position.h"
#include "store/reader.h"

namespace boresight::report {

enum class PositionDetail { rounded, exact };

constexpr double rounded_to_deg = 0.001;
constexpr double rounded_to_m = 10;

using FieldValue = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

struct Field {
    std::string_view name;
    FieldValue value;
};

// As it is shared with others.
std::optional<Position> shared_position(std::optional<Position> position, PositionDetail detail);

// Always the same names in the same order.
std::vector<Field> reading_fields(const store::FullReading& reading);

}  // namespace boresight::report
