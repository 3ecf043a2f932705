// SPDX-License-Identifier: GPL-3.0-or-later
// A level over the ground, from what was measured at some places: a Gaussian process around its mean, whose length
// scale, height and nugget (what a place differs by from itself, beyond the stated sigmas) are those under which the
// measurements are likeliest. Every value comes with its sigma and with whether it is supported: nearer to a measured
// place than the length scale and than the places are from each other, and surer than knowing nothing. Places in metres
// east and north; levels in dB. Pure; nothing fails; a hundred places take a second.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "aim/cholesky.h"

namespace boresight::aim {

struct MapPoint {
    double east_m = 0, north_m = 0;
    double level_db = 0, sigma_db = 0;
};

struct MapValue {
    double level_db = 0, sigma_db = 0;
    bool supported = false;
};

inline constexpr std::size_t least_map_points = 5;  // fewer say nothing of what lies between

class LevelMap {
public:
    double length_m() const { return length_m_; }
    double reach_m() const { return reach_m_; }      // beyond it from every place nothing is supported
    double field_db() const { return field_db_; }    // sigma of the level from place to place
    double nugget_db() const { return nugget_db_; }  // beyond the stated sigmas

    MapValue at(double east_m, double north_m) const;

private:
    friend std::optional<LevelMap> level_map(std::span<const MapPoint> points);
    struct Shape {
        double length_m = 0, reach_m = 0, field_db = 0, nugget_db = 0;
    };
    LevelMap(std::vector<MapPoint> points, const Shape& shape);

    std::vector<MapPoint> points_;
    double length_m_, reach_m_, field_db_, nugget_db_, mean_db_ = 0;
    Cholesky factor_;
    std::vector<double> weights_;  // of each point's covariance with a place
};

// Nothing where there are fewer than least_map_points places apart from each other.
std::optional<LevelMap> level_map(std::span<const MapPoint> points);

}  // namespace boresight::aim
