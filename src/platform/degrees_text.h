// SPDX-License-Identifier: GPL-3.0-or-later
// One coordinate in degrees, minutes and seconds as people write it: "59°19'45.5\"N", "N 59 19.76", "-33:54", "151.2e".
// GeographicLib reads more ways than that, but not any text: its reader of degrees falls over on some that are
// malformed. Pure; any thread; nothing fails: what can't be read is nothing.
#pragma once

#include <optional>
#include <string_view>

namespace boresight {

struct Coordinate {
    double deg = 0;   // north and east positive
    char axis = ' ';  // 'N': a latitude, 'E': a longitude, ' ': it doesn't say
};

std::optional<Coordinate> parse_degrees(std::string_view text);

}  // namespace boresight
