// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/sun.h"

#include <cmath>
#include <numbers>

#include "pose/bearing.h"

namespace boresight::pose {

namespace {

constexpr double radians = std::numbers::pi / 180;
constexpr double julian_day_1970 = 2440587.5, julian_day_2000 = 2451545.0;
constexpr double ns_per_day = 86400e9, days_per_century = 36525;
constexpr double delta_t_days = 70.0 / 86400;  // TT - UT of these decades: 0.0008 degrees a minute

double sine(double deg) {
    return std::sin(deg * radians);
}
double cosine(double deg) {
    return std::cos(deg * radians);
}

struct Equatorial {
    double right_ascension_deg = 0, declination_deg = 0;
};

// Meeus 25.2 to 25.9; `t` in Julian centuries from 2000.
Equatorial apparent_place(double t) {
    const double mean_longitude = 280.46646 + t * (36000.76983 + t * 0.0003032);
    const double anomaly = 357.52911 + t * (35999.05029 - t * 0.0001537);
    const double centre = (1.914602 - t * (0.004817 + t * 0.000014)) * sine(anomaly) +
                          (0.019993 - t * 0.000101) * sine(2 * anomaly) + 0.000289 * sine(3 * anomaly);
    const double node = 125.04 - 1934.136 * t;
    const double longitude = mean_longitude + centre - 0.00569 - 0.00478 * sine(node);
    const double obliquity = 23.4392911 - t * (0.0130042 + t * 1.64e-7) + 0.00256 * cosine(node);
    return {once_round(std::atan2(cosine(obliquity) * sine(longitude), cosine(longitude)) / radians),
            std::asin(sine(obliquity) * sine(longitude)) / radians};
}

// Meeus 16.4, for air at 1010 hPa and 10 degrees; nothing far below the horizon.
double refraction_deg(double elevation_deg) {
    if (elevation_deg < -1.9) return 0;
    return 1.02 / 60 / std::tan((elevation_deg + 10.3 / (elevation_deg + 5.11)) * radians);
}

}  // namespace

SunPosition sun_position(const Position& place, std::int64_t utc_ns) {
    const double days = julian_day_1970 - julian_day_2000 + static_cast<double>(utc_ns) / ns_per_day;
    const Equatorial sun = apparent_place((days + delta_t_days) / days_per_century);
    const double century = days / days_per_century;
    const double sidereal = 280.46061837 + 360.98564736629 * days + 0.000387933 * century * century;  // Meeus 12.4
    const double hour_angle = sidereal + place.longitude_deg - sun.right_ascension_deg;
    // Meeus 13.5 and 13.6, counted from north.
    const double east = -cosine(sun.declination_deg) * sine(hour_angle);
    const double north = sine(sun.declination_deg) * cosine(place.latitude_deg) -
                         cosine(sun.declination_deg) * sine(place.latitude_deg) * cosine(hour_angle);
    const double up = sine(sun.declination_deg) * sine(place.latitude_deg) +
                      cosine(sun.declination_deg) * cosine(place.latitude_deg) * cosine(hour_angle);
    const double elevation_deg = std::atan2(up, std::hypot(east, north)) / radians;
    return {once_round(std::atan2(east, north) / radians), elevation_deg + refraction_deg(elevation_deg)};
}

}  // namespace boresight::pose
