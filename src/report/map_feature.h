// SPDX-License-Identifier: GPL-3.0-or-later
// One thing on a map, the same for every format it is exported to: where it is (or nowhere), what is known of it, its
// light (a colour that the fields say in words), and the sector that an antenna looks at. Bearings in degrees from true
// north, the sector's reach in metres. Plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/page.h"
#include "report/reading_fields.h"

namespace boresight::report {

struct MapSector {
    double azimuth_deg = 0;
    double width_deg = 0;  // at half power
    double radius_m = 150;
};

struct MapFeature {
    std::string name;
    std::optional<Position> position;  // as it is to be shared
    std::vector<Field> fields;
    Light light = Light::none;
    std::optional<MapSector> sector;
};

constexpr double usual_sector_deg = 55;  // of an antenna whose beam nobody said anything about

// Its name tells the cell, its light the SINR; the sector, as wide as the antenna's beam, where the scale's true north
// is known.
MapFeature map_feature(const store::FullReading& reading, PositionDetail detail,
                       double beamwidth_deg = usual_sector_deg);

}  // namespace boresight::report
