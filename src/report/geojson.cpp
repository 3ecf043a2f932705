// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/geojson.h"

#include <nlohmann/json.hpp>

namespace boresight::report {

namespace {

using json = nlohmann::ordered_json;

struct JsonOf {
    json operator()(std::monostate) const { return {}; }
    template <class Value>
    json operator()(const Value& value) const {
        return value;
    }
};

json geometry(const std::optional<Position>& position) {
    if (!position) return {};
    json coordinates{position->longitude_deg, position->latitude_deg};
    if (position->height_m) coordinates.push_back(*position->height_m);
    return {{"type", "Point"}, {"coordinates", std::move(coordinates)}};
}

}  // namespace

std::string geojson_beginning() {
    return "{\"type\":\"FeatureCollection\",\"features\":[\n";
}

std::string geojson_feature(const MapFeature& one, bool first) {
    json properties = json::object();
    for (const Field& field : one.fields) properties[field.name] = std::visit(JsonOf{}, field.value);
    const json feature{
        {"type", "Feature"}, {"geometry", geometry(one.position)}, {"properties", std::move(properties)}};
    return (first ? "" : ",\n") + feature.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string geojson_end() {
    return "\n]}\n";
}

}  // namespace boresight::report
