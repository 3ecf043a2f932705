// SPDX-License-Identifier: GPL-3.0-or-later
// Things on a map as GeoJSON (RFC 7946): a FeatureCollection with a feature a line; coordinates are longitude, latitude
// and height in that order, null where no place is known; the rest are properties, null where unknown. Text that isn't
// UTF-8 is mended. Pure; any thread. The pieces go one after the other: beginning, features, end.
#pragma once

#include <string>

#include "report/map_feature.h"

namespace boresight::report {

std::string geojson_beginning();
std::string geojson_feature(const MapFeature& feature, bool first);
std::string geojson_end();

}  // namespace boresight::report
