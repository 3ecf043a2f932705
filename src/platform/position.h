// SPDX-License-Identifier: GPL-3.0-or-later
// A place on the Earth: WGS 84 latitude (-90..90, north positive) and longitude (-180..180, east positive) in degrees,
// height in metres above the sea when known. Values; any thread. `parse_position` reads what people type (decimal
// degrees, minutes and seconds, a locator) or throws an Error that guesses what went wrong (swapped order, decimal
// commas).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace boresight {

struct Position {
    double latitude_deg = 0;
    double longitude_deg = 0;
    std::optional<double> height_m{};

    bool operator==(const Position&) const = default;
};

// As in "59.3293,18.0686,28", "59°19'45\"N, 18°4'7\"E", "59 19.76 N 18 4.12 E", "JO99ah"; `where`: the option or field.
Position parse_position(std::string_view text, std::string_view where = "--at");

}  // namespace boresight
