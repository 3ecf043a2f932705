// SPDX-License-Identifier: GPL-3.0-or-later
// Where the antenna is now, from whoever knows: a receiver of satellites, a person. Asking doesn't wait.
#pragma once

#include <cstdint>
#include <optional>

#include "platform/position.h"

namespace boresight::pose {

struct Fix {
    Position position;
    std::optional<double> sigma_m;  // of one coordinate
    std::int64_t wall_ns = 0;       // UTC, when it was true
};

class PositionSource {
public:
    virtual ~PositionSource() = default;
    virtual std::optional<Fix> latest() = 0;  // nothing: it doesn't know, or not any more
};

}  // namespace boresight::pose
