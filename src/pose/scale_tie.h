// SPDX-License-Identifier: GPL-3.0-or-later
// Ties the scale on the mast to true north by one thing that is seen from there: with the antenna (or the eye along its
// scale) on the sun, on the shadow of something plumb (opposite to the sun), on a landmark of the map, or by a compass,
// the scale reads a mark; where that thing really is gives the true bearing of the scale's zero. How surely depends on
// the sight (1 degree), on the mark (1 degree), and on the thing: a sun so high that its direction is read badly, a
// landmark too near for its position, a compass beside a steel mast (10 degrees). Degrees. Errors (bad input) for what
// can't be: no place known, a sun below the horizon. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/rough_position.h"
#include "pose/bearing.h"

namespace boresight::pose {

struct ScaleReference {
    enum class Kind { sun, shadow, landmark, compass };
    Kind kind = Kind::sun;
    MarkBearing mark;                      // what the scale reads there
    std::optional<std::int64_t> utc_ns{};  // of sun and shadow: when; nothing: now
    RoughPosition landmark{};
    MagneticBearing compass{};
};

// "sun@150", "shadow:2026-11-26T10:15@150", "landmark:59.33,18.07@150", "compass:226@150"; the error of a
// landmark's position in metres may follow it, as in "landmark:59.33,18.07@50@150". Throws an Error that names `where`.
ScaleReference parse_scale_reference(std::string_view text, std::string_view where);

// What is known beside the reference.
struct TieKnowledge {
    std::optional<Position> place{};
    double place_error_m = 10;
    std::optional<Declination> declination{};
    std::int64_t now_ns = 0;  // UTC
};

struct ScaleTie {
    ScaleZero zero;  // true bearing of the scale's zero
    double sigma_deg = 0;
    TrueBearing seen_at;       // where the thing really is
    std::string warning = {};  // a sentence, where it isn't to be relied on so far
};

ScaleTie tie_scale(const ScaleReference& reference, const TieKnowledge& known);

}  // namespace boresight::pose
