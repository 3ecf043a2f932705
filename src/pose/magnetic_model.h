// SPDX-License-Identifier: GPL-3.0-or-later
// Magnetic declination by the World Magnetic Model 2025 (NOAA and BGS; data/magnetic), evaluated by GeographicLib. That
// reads but files of its own form, so the table that is built in is written to a private temporary folder when the
// first declination is asked for, read, and removed. Valid from 2025.0 to 2030.0; other times are extrapolated and say
// so. Within 1000 km or so of a magnetic pole no compass points anywhere: the horizontal field tells. Any thread; an
// Error (missing) where no temporary file can be written.
#pragma once

#include <cstdint>

#include "platform/position.h"
#include "pose/bearing.h"

namespace boresight::pose {

inline constexpr const char* magnetic_model_name = "WMM2025";
inline constexpr double magnetic_model_from_year = 2025, magnetic_model_until_year = 2030;
// Of the horizontal field: less than that, and a compass isn't to be relied on (the model's caution zone).
inline constexpr double weak_field_nt = 6000;

struct MagneticField {
    Declination declination;
    double horizontal_nt = 0;
    bool in_validity = true;

    bool compass_works() const { return horizontal_nt >= weak_field_nt; }
};

// A place of unknown height is at sea level.
MagneticField magnetic_field(const Position& place, std::int64_t utc_ns);
MagneticField magnetic_field(const Position& place, double year);

// 2026.9 of that time.
double decimal_year(std::int64_t utc_ns);

}  // namespace boresight::pose
