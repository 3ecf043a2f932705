// SPDX-License-Identifier: GPL-3.0-or-later
// Levels at the borders between rooms: Dbm is a power over 1 mW, Db a ratio of powers. The difference of two levels is
// a ratio, a level and a ratio make a level; two levels can't be added, since decibels of powers don't add. Plain
// values; nothing fails.
#pragma once

#include <compare>

namespace boresight {

struct Db {
    double db = 0;

    auto operator<=>(const Db&) const = default;
};

struct Dbm {
    double dbm = 0;

    auto operator<=>(const Dbm&) const = default;
};

constexpr Db operator+(Db a, Db b) {
    return {a.db + b.db};
}
constexpr Db operator-(Db a, Db b) {
    return {a.db - b.db};
}
constexpr Db operator-(Db a) {
    return {-a.db};
}
constexpr Db operator-(Dbm a, Dbm b) {
    return {a.dbm - b.dbm};
}
constexpr Dbm operator+(Dbm level, Db gain) {
    return {level.dbm + gain.db};
}
constexpr Dbm operator+(Db gain, Dbm level) {
    return level + gain;
}
constexpr Dbm operator-(Dbm level, Db loss) {
    return {level.dbm - loss.db};
}

}  // namespace boresight
