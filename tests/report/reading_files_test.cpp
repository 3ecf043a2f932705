// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "report/csv.h"
#include "report/geojson.h"

namespace boresight::report {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;

store::FullReading lte_reading() {
    store::FullReading full;
    full.session_id = {7};
    full.session.antenna = "log-periodic, \"6 m\"";
    full.dwell_id = {12};
    full.dwell.position = Position{59.3293211, -18.0685808, 28.5};
    full.dwell.start_ns = 1'791'966'615'250'000'000;
    full.dwell.end_ns = full.dwell.start_ns + 80'000'000;
    full.dwell.flags = store::dwell_flag::overflow | store::dwell_flag::settling;
    full.cell.identity = {
        .rat = store::Rat::lte, .frequency_hz = 739e6, .physical_id = 357, .plmn = "310-410", .cell_id = 11259361};
    full.cell.facts.tdd = false;
    full.reading = {.offset_ms = 500, .rsrp_dbfs = -61.0, .rsrp_port1_dbfs = -61.0, .cfo_hz = -812.4};
    return full;
}

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> all;
    std::istringstream in(line.substr(0, line.size() - 1) + ",");
    for (std::string cell; std::getline(in, cell, ',');) all.push_back(cell);
    return all;
}

// The cell of a line without quoted commas, by the name of its column.
std::string cell(const store::FullReading& reading, const std::string& name,
                 PositionDetail detail = PositionDetail::rounded) {
    store::FullReading plain = reading;
    plain.session.antenna.clear();
    const auto names = cells(csv_heading());
    const auto values = cells(csv_line(plain, detail));
    EXPECT_EQ(names.size(), values.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return values.at(i);
    }
    ADD_FAILURE() << "no column " << name;
    return {};
}

TEST(Csv, HasAColumnWithItsUnitForEachValue) {
    const auto reading = lte_reading();
    EXPECT_EQ(cell(reading, "time_utc"), "2026-10-14T08:30:15.750Z");
    EXPECT_EQ(cell(reading, "dwell_s"), "0.08");
    EXPECT_EQ(cell(reading, "session"), "7");
    EXPECT_EQ(cell(reading, "simulated"), "false");
    EXPECT_EQ(cell(reading, "faults"), "overflow settling");
    EXPECT_EQ(cell(reading, "rat"), "lte");
    EXPECT_EQ(cell(reading, "frequency_hz"), "739000000");
    EXPECT_EQ(cell(reading, "pci"), "357");
    EXPECT_EQ(cell(reading, "psc"), "");
    EXPECT_EQ(cell(reading, "plmn"), "310-410");
    EXPECT_EQ(cell(reading, "operator"), "AT&T");
    EXPECT_EQ(cell(reading, "duplex"), "fdd");
    EXPECT_EQ(cell(reading, "rsrp_dbfs"), "-61");
    EXPECT_EQ(cell(reading, "rsrp_sum_dbfs"), "-57.99");
    EXPECT_EQ(cell(reading, "rsrq_db"), "");
    EXPECT_EQ(cell(reading, "cfo_hz"), "-812.4");
}

TEST(Csv, NamesAllBandsOfACarrierButNoneOfTheOtherDuplex) {
    auto reading = lte_reading();
    const std::string fdd = ' ' + cell(reading, "bands") + ' ';
    EXPECT_THAT(fdd, HasSubstr(" 12 "));
    EXPECT_THAT(fdd, HasSubstr(" 17 "));
    EXPECT_THAT(fdd, testing::Not(HasSubstr(" 44 ")));
    EXPECT_THAT(' ' + cell(reading, "channels") + ' ', HasSubstr(" 5110 "));
    reading.cell.facts.tdd = true;
    EXPECT_EQ(cell(reading, "bands"), "44");
}

TEST(Csv, AUmtsCellHasAScramblingCode) {
    auto reading = lte_reading();
    reading.cell.identity.rat = store::Rat::umts;
    EXPECT_EQ(cell(reading, "psc"), "357");
    EXPECT_EQ(cell(reading, "pci"), "");
}

TEST(Csv, LeavesEmptyWhatIsUnknown) {
    const std::string line = csv_line({}, PositionDetail::exact);
    EXPECT_THAT(line, HasSubstr(",,,"));
    EXPECT_EQ(cell({}, "frequency_hz"), "");
    EXPECT_EQ(cell({}, "bands"), "");
    EXPECT_EQ(cell({}, "rsrp_sum_dbfs"), "");
    EXPECT_EQ(cell({}, "latitude_deg"), "");
}

TEST(Csv, QuotesTextAsRfc4180Demands) {
    EXPECT_EQ(csv_text("Träd gård"), "Träd gård");
    EXPECT_EQ(csv_text("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_text("6\" mast"), "\"6\"\" mast\"");
    EXPECT_EQ(csv_text("two\nlines"), "\"two\nlines\"");
    EXPECT_THAT(csv_line(lte_reading(), PositionDetail::rounded), HasSubstr(",\"log-periodic, \"\"6 m\"\"\","));
}

TEST(Csv, KeepsASpreadsheetFromRunningText) {
    for (const char first : {'=', '+', '-', '@', '\t'}) {
        const std::string text = first + std::string("1+1");
        EXPECT_EQ(csv_text(text), '\'' + text);
    }
    EXPECT_EQ(csv_text("=HYPERLINK(\"x\",1)"), "\"'=HYPERLINK(\"\"x\"\",1)\"");
}

TEST(SharedPosition, IsRoundedUnlessAskedOtherwise) {
    const auto reading = lte_reading();
    EXPECT_EQ(shared_position(reading.dwell.position, PositionDetail::rounded), (Position{59.329, -18.069, 30}));
    EXPECT_EQ(shared_position(reading.dwell.position, PositionDetail::exact), reading.dwell.position);
    EXPECT_EQ(shared_position(std::nullopt, PositionDetail::exact), std::nullopt);
    EXPECT_EQ(cell(reading, "latitude_deg"), "59.329");
    EXPECT_EQ(cell(reading, "longitude_deg"), "-18.069");
    EXPECT_EQ(cell(reading, "latitude_deg", PositionDetail::exact), "59.3293211");
}

json parsed(const std::vector<store::FullReading>& readings, PositionDetail detail = PositionDetail::rounded) {
    std::string text = geojson_beginning();
    for (std::size_t i = 0; i < readings.size(); ++i) text += geojson_feature(map_feature(readings[i], detail), i == 0);
    return json::parse(text + geojson_end());
}

TEST(GeoJson, IsACollectionOfPointsWithLongitudeFirst) {
    const json collection = parsed({lte_reading(), lte_reading()});
    EXPECT_EQ(collection["type"], "FeatureCollection");
    ASSERT_EQ(collection["features"].size(), 2u);
    const json& feature = collection["features"][0];
    EXPECT_EQ(feature["type"], "Feature");
    EXPECT_EQ(feature["geometry"], (json{{"type", "Point"}, {"coordinates", {-18.069, 59.329, 30.0}}}));
    EXPECT_EQ(feature["properties"]["pci"], 357);
    EXPECT_EQ(feature["properties"]["rsrp_dbfs"], -61.0);
    EXPECT_EQ(feature["properties"]["simulated"], false);
    EXPECT_TRUE(feature["properties"]["rsrq_db"].is_null());
}

TEST(GeoJson, WithoutAPlaceTheGeometryIsNullAndWithoutHeightThereAreTwoNumbers) {
    auto flat = lte_reading();
    flat.dwell.position->height_m.reset();
    const json collection = parsed({store::FullReading{}, flat}, PositionDetail::exact);
    EXPECT_TRUE(collection["features"][0].at("geometry").is_null());
    EXPECT_EQ(collection["features"][1]["geometry"]["coordinates"], (json{-18.0685808, 59.3293211}));
}

TEST(GeoJson, NoReadingsAreAnEmptyCollection) {
    EXPECT_EQ(parsed({}), (json{{"type", "FeatureCollection"}, {"features", json::array()}}));
}

TEST(GeoJson, MendsTextThatIsNotUtf8) {
    auto reading = lte_reading();
    reading.session.antenna = "caf\xe9";
    EXPECT_EQ(parsed({reading})["features"][0]["properties"]["antenna"], "caf\xef\xbf\xbd");
}

}  // namespace
}  // namespace boresight::report
