// SPDX-License-Identifier: GPL-3.0-or-later
// Maps as files: KML by its rules, and the heat map, which says where there are no data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <regex>

#include "report/heat_map.h"
#include "report/kml.h"
#include "tests/temporary_folder.h"

namespace boresight::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

MapFeature feature() {
    MapFeature out;
    out.name = "North <corner> & \"co\"";
    out.position = Position{.latitude_deg = 44.5, .longitude_deg = -72.25, .height_m = 351.5};
    out.fields = {{"sinr_db", 12.5}, {"heard", true}, {"n", std::int64_t{3}}, {"word", std::string("<b>")}, {"no", {}}};
    out.light = Light::green;
    return out;
}

std::string document(const MapFeature& one) {
    return kml_beginning("Farm & <co>") + kml_placemark(one) + kml_end();
}

TEST(Kml, HasLongitudeFirstAndItsColoursBackwards) {
    const std::string text = document(feature());
    EXPECT_THAT(text, AllOf(HasSubstr("<coordinates>-72.2500000,44.5000000,351.5</coordinates>"),
                            HasSubstr("<altitudeMode>absolute</altitudeMode>"), HasSubstr("<styleUrl>#good</styleUrl>"),
                            HasSubstr("<Style id=\"good\"><IconStyle><color>ff41961a</color>")));
}

TEST(Kml, EscapesTextAndLeavesOutWhatIsntKnown) {
    const std::string text = document(feature());
    EXPECT_THAT(text, AllOf(HasSubstr("North &lt;corner&gt; &amp; &quot;co&quot;"), HasSubstr("&lt;b&gt;"),
                            Not(HasSubstr("<b>")), Not(HasSubstr("name=\"no\""))));
}

TEST(Kml, WhatHasNoPlaceIsNotOnTheMap) {
    MapFeature nowhere = feature();
    nowhere.position.reset();
    EXPECT_THAT(kml_placemark(nowhere), "");
}

TEST(Kml, WithoutAHeightAPointLiesOnTheGround) {
    MapFeature flat = feature();
    flat.position->height_m.reset();
    EXPECT_THAT(kml_placemark(flat),
                AllOf(HasSubstr("<coordinates>-72.2500000,44.5000000</coordinates>"), Not(HasSubstr("altitudeMode"))));
}

TEST(Kml, ASectorIsAClosedRingOf16PointsOnItsArc) {
    MapFeature one = feature();
    one.sector = MapSector{.azimuth_deg = 90, .width_deg = 60, .radius_m = 1000};
    const std::string text = kml_placemark(one);
    const std::size_t begin = text.find("<LinearRing><coordinates>") + 25;
    const std::string ring = text.substr(begin, text.find("</coordinates>", begin) - begin);
    const std::regex pair("(-?[0-9.]+),(-?[0-9.]+)");
    std::vector<std::pair<double, double>> points;
    for (std::sregex_iterator it(ring.begin(), ring.end(), pair), end; it != end; ++it)
        points.emplace_back(std::stod((*it)[1]), std::stod((*it)[2]));
    ASSERT_EQ(points.size(), 18U);
    EXPECT_EQ(points.front(), points.back());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        EXPECT_GT(points[i].first, -72.25);  // it looks east
        const double east_m = (points[i].first + 72.25) * 111'320 * std::cos(44.5 * 3.14159265 / 180);
        EXPECT_NEAR(std::hypot(east_m, (points[i].second - 44.5) * 111'320), 1000, 1);
    }
}

TEST(Kml, IsWellFormedByAnotherProgram) {
    if (std::system("command -v xmllint >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "no xmllint: NOT CHECKED FOR BEING WELL-FORMED (apt-get install libxml2-utils)";
    const boresight::tests::TemporaryFolder folder;
    MapFeature one = feature();
    one.sector = MapSector{.azimuth_deg = 10, .width_deg = 60};
    const std::string file = folder.file("map.kml", document(one));
    EXPECT_EQ(std::system(("xmllint --noout '" + file + "'").c_str()), 0);
}

// Places in a row east, five metres apart, louder to the east.
std::vector<HeatPlace> row(int n) {
    std::vector<HeatPlace> out;
    for (int i = 0; i < n; ++i)
        out.push_back({.name = i == 0 ? "<west>" : "",
                       .east_m = 5.0 * i,
                       .north_m = 0.5 * (i % 2),
                       .level_db = -1.0 * (n - i),
                       .sigma_db = 0.5});
    return out;
}

std::vector<aim::MapPoint> points_of(const std::vector<HeatPlace>& places) {
    std::vector<aim::MapPoint> out;
    for (const HeatPlace& one : places) out.push_back({one.east_m, one.north_m, one.level_db, one.sigma_db});
    return out;
}

TEST(HeatMap, ColoursNothingBeyondWhatWasMeasured) {
    const std::vector<HeatPlace> places = row(8);
    const auto map = aim::level_map(points_of(places));
    ASSERT_TRUE(map);
    const std::string svg =
        heat_map_svg({.title = "Farm", .subtitle = "", .unit = "dB", .places = places, .map = &*map});
    EXPECT_THAT(svg, AllOf(HasSubstr("no data"), HasSubstr("url(#no-data)"), HasSubstr("&lt;west&gt;"),
                           HasSubstr("known to ± dB (95 %)")));
    // Far north of the row no square has a colour: the top of the panel is hatched.
    EXPECT_THAT(svg, Not(HasSubstr("y=\"76.0\" width=\"5.4\"")));
    EXPECT_FALSE(map->at(17, 200).supported);
    EXPECT_TRUE(map->at(17, 0.3).supported);
}

TEST(HeatMap, WithoutAMapOnlyTheDotsAreColoured) {
    const std::string with_dots =
        heat_map_svg({.title = "Farm", .subtitle = "", .unit = "dB", .places = row(3), .map = nullptr});
    std::size_t squares = 0;
    for (std::size_t at = with_dots.find("height=\"5.4\""); at != std::string::npos;
         at = with_dots.find("height=\"5.4\"", at + 1))
        ++squares;
    EXPECT_EQ(squares, 0U);
    EXPECT_THAT(with_dots, HasSubstr("<circle"));
}

}  // namespace
}  // namespace boresight::report
