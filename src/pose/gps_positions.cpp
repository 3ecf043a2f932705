// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/gps_positions.h"

namespace boresight::pose {

namespace {

constexpr std::chrono::milliseconds first_patience{2000}, patience{300}, no_patience{0};

}  // namespace

std::optional<Fix> GpsPositions::latest() {
    GpsFix fix;
    // What gathered meanwhile is older than what comes last.
    for (auto wait = last_ ? patience : first_patience; gpsd_.next(fix, wait, {}) == Gpsd::Outcome::fix;
         wait = no_patience)
        last_ = Fix{.position = fix.position, .sigma_m = fix.error_m, .wall_ns = clock_.wall_ns()};
    return last_;
}

}  // namespace boresight::pose
