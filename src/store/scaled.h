// SPDX-License-Identifier: GPL-3.0-or-later
// Values as the integers that the database keeps, and back: a level of -61.23 dBFS times 100 is -6123. What isn't known
// or isn't finite is empty (NULL). Rounds to nearest. Pure.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

namespace boresight::store {

constexpr double scale_position = 1e7;
constexpr std::int64_t ns_per_us = 1000;

inline std::optional<std::int64_t> scaled(std::optional<double> value, double scale) {
    // The largest size that both a double and SQLite's integer hold exactly.
    constexpr double limit = 9007199254740992.0;
    if (!value || !(std::abs(*value * scale) < limit)) return std::nullopt;
    return std::llround(*value * scale);
}

inline std::optional<std::int64_t> x100(std::optional<double> value) {
    return scaled(value, 100);
}

inline std::optional<double> unscaled(std::optional<std::int64_t> value, double scale) {
    if (!value) return std::nullopt;
    return static_cast<double>(*value) / scale;
}

// Towards the past, also before 1970.
inline std::int64_t utc_us(std::int64_t time_ns) {
    return time_ns / ns_per_us - (time_ns % ns_per_us < 0 ? 1 : 0);
}

}  // namespace boresight::store
