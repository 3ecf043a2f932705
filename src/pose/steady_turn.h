// SPDX-License-Identifier: GPL-3.0-or-later
// Where an antenna pointed while it was turned steadily from one mark to another, from when it was at each: between
// them the azimuth goes with time. Its sigma is made of those of both marks, of when they were passed, and of nobody
// turning evenly: a twentieth of the way in its middle, and nothing at the marks. Degrees clockwise, time UTC. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "pose/antenna_holder.h"

namespace boresight::pose {

struct PassedMark {
    std::int64_t utc_ns = 0;
    double sigma_deg = 0;  // of the mark
    double sigma_s = 0.3;  // of the moment: a key is pressed
};

class SteadyTurn {
public:
    // From `from`, `turned_deg` on (clockwise positive; more than a round is fine). `end` is later than `begin`, else
    // it is nowhere.
    SteadyTurn(MarkBearing from, double turned_deg, const PassedMark& begin, const PassedMark& end);

    // Nothing before the one mark or after the other.
    std::optional<AxisPose> azimuth_at(std::int64_t utc_ns) const;

    double deg_per_s() const;  // clockwise positive

private:
    double from_deg_, turned_deg_;
    PassedMark begin_, end_;
};

}  // namespace boresight::pose
