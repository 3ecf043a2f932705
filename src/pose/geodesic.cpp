// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/geodesic.h"

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace boresight::pose {

GeodesicWay way_between(const Position& from, double from_error_m, const Position& to, double to_error_m) {
    constexpr double no_direction_deg = 180;
    GeodesicWay way;
    double azimuth_deg = 0, azimuth_there_deg = 0;
    GeographicLib::Geodesic::WGS84().Inverse(from.latitude_deg, from.longitude_deg, to.latitude_deg, to.longitude_deg,
                                             way.distance_m, azimuth_deg, azimuth_there_deg);
    way.bearing = {once_round(azimuth_deg)};
    way.distance_sigma_m = std::hypot(from_error_m, to_error_m);
    const double aside_deg = std::atan2(way.distance_sigma_m, way.distance_m) * 180 / std::numbers::pi;
    way.bearing_sigma_deg = way.distance_m <= way.distance_sigma_m ? no_direction_deg : aside_deg;
    return way;
}

}  // namespace boresight::pose
