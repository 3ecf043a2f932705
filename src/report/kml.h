// SPDX-License-Identifier: GPL-3.0-or-later
// Things on a map as KML 2.2 (OGC 07-147r2): a placemark each, a point and, where an antenna looks somewhere, a sector
// of 16 points on its arc. Coordinates are longitude, latitude, height, clamped to the ground where no height is known;
// colours are aabbggrr. What has no place is left out. Text is made safe. Pure; any thread. The pieces go one after the
// other: beginning, placemarks, end.
#pragma once

#include <string>

#include "report/map_feature.h"

namespace boresight::report {

std::string kml_beginning(const std::string& name);
std::string kml_placemark(const MapFeature& feature);
std::string kml_end();

}  // namespace boresight::report
