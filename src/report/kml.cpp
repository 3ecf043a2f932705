// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/kml.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "report/svg.h"

namespace boresight::report {

namespace {

constexpr double metres_per_degree = 111'320;  // of latitude
constexpr int points_on_arc = 16;
constexpr double pi = std::numbers::pi;

struct TextOf {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
    std::string operator()(double value) const { return fmt::format("{:.10g}", value); }
    std::string operator()(const std::string& value) const { return value; }
};

const char* style_of(Light light) {
    switch (light) {
        case Light::green: return "good";
        case Light::yellow: return "fair";
        case Light::red: return "poor";
        case Light::none: break;
    }
    return "unknown";
}

std::string style(const char* name, const char* aabbggrr) {
    return fmt::format(
        "<Style id=\"{}\"><IconStyle><color>{}</color></IconStyle><LineStyle><color>{}</color><width>1</width>"
        "</LineStyle><PolyStyle><color>40{}</color></PolyStyle></Style>\n",
        name, aabbggrr, aabbggrr, aabbggrr + 2);
}

std::string coordinates(double longitude_deg, double latitude_deg, std::optional<double> height_m) {
    return fmt::format("{:.7f},{:.7f}{}", longitude_deg, latitude_deg,
                       height_m ? fmt::format(",{:.1f}", *height_m) : std::string());
}

std::string sector(const Position& mast, const MapSector& sector) {
    std::string out = "<Polygon><outerBoundaryIs><LinearRing><coordinates>";
    const std::string centre = coordinates(mast.longitude_deg, mast.latitude_deg, {});
    out += centre;
    const double per_degree_east = metres_per_degree * std::max(0.01, std::cos(mast.latitude_deg * pi / 180));
    for (int i = 0; i < points_on_arc; ++i) {
        const double share = static_cast<double>(i) / (points_on_arc - 1) - 0.5;
        const double bearing = (sector.azimuth_deg + share * sector.width_deg) * pi / 180;
        out += ' ' + coordinates(mast.longitude_deg + sector.radius_m * std::sin(bearing) / per_degree_east,
                                 mast.latitude_deg + sector.radius_m * std::cos(bearing) / metres_per_degree, {});
    }
    return out + ' ' + centre + "</coordinates></LinearRing></outerBoundaryIs></Polygon>";
}

}  // namespace

std::string kml_beginning(const std::string& name) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n"
           "<name>" +
           xml_text(name) + "</name>\n" + style("good", "ff41961a") + style("fair", "ff33aefd") +
           style("poor", "ff1c19d7") + style("unknown", "ff808080");
}

std::string kml_placemark(const MapFeature& feature) {
    if (!feature.position) return {};
    const Position& at = *feature.position;
    std::string data;
    for (const Field& field : feature.fields) {
        const std::string value = std::visit(TextOf{}, field.value);
        if (!value.empty())
            data += fmt::format("<Data name=\"{}\"><value>{}</value></Data>", xml_text(field.name), xml_text(value));
    }
    const std::string point = fmt::format("<Point>{}<coordinates>{}</coordinates></Point>",
                                          at.height_m ? "<altitudeMode>absolute</altitudeMode>" : "",
                                          coordinates(at.longitude_deg, at.latitude_deg, at.height_m));
    const std::string shape =
        feature.sector ? "<MultiGeometry>" + point + sector(at, *feature.sector) + "</MultiGeometry>" : point;
    return fmt::format(
        "<Placemark><name>{}</name><styleUrl>#{}</styleUrl><ExtendedData>{}</ExtendedData>{}</Placemark>\n",
        xml_text(feature.name), style_of(feature.light), data, shape);
}

std::string kml_end() {
    return "</Document>\n</kml>\n";
}

}  // namespace boresight::report
