// SPDX-License-Identifier: GPL-3.0-or-later
// A place that is known to an error: of a tower on a map, of a landmark. Metres; any thread. What can't be read throws
// an Error as platform/position.h does.
#pragma once

#include <string_view>

#include "platform/position.h"

namespace boresight {

struct RoughPosition {
    Position position{};
    double error_m = 10;  // one sigma of the distance in each of north and east

    bool operator==(const RoughPosition&) const = default;
};

// A position, and its error in metres behind "@", as in "59.3293,18.0686@50".
RoughPosition parse_rough_position(std::string_view text, std::string_view where);

}  // namespace boresight
