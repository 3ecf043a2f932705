// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/config.h"

#include <gtest/gtest.h>

#include "platform/error.h"
#include "tests/temporary_folder.h"

namespace boresight::app {
namespace {

Config whole() {
    return {.radio = "driver=rtlsdr,serial=00000001",
            .country = "US",
            .operator_name = "AT&T",
            .hotspot = "one with \"two\" \\ antennas",
            .microcell = "3G MicroCell",
            .home_cell = {.psc = 340, .uarfcn = 4413, .power_dbm = 12.5},
            .antenna =
                {.name = "Yagi", .beamwidth_deg = 55, .gain_dbi = 9.5, .azimuth_sigma_deg = 3, .pattern = "yagi.msi"},
            .place = {.name = "\xC3\x85sen", .position = Position{45.5, -122.25, 210.0}, .height_m = 6},
            .scale = {.zero_offset_deg = 88, .sigma_deg = 2},
            .units = LengthUnits::us};
}

// What is said of a file with that content.
std::string refusal(const std::string& toml) {
    try {
        parse_config(toml, "c.toml");
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::bad_input);
        return error.what();
    }
    ADD_FAILURE() << "taken: " << toml;
    return {};
}

TEST(Config, WithoutAFileEverythingIsEmpty) {
    const tests::TemporaryFolder folder;
    EXPECT_EQ(load_config(folder.path() / "config.toml"), Config{});
}

TEST(Config, ReadsBackWhatItSaved) {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "new" / "config.toml";
    save_config(whole(), file);
    EXPECT_EQ(load_config(file), whole());
    save_config({}, file);
    EXPECT_EQ(load_config(file), Config{});
}

TEST(Config, RefusalsNameFileKeyValueAndWhatWasExpected) {
    const std::string wrong = refusal("[antenna]\nbeamwidth_deg = 700");
    for (const char* part : {"c.toml", "antenna.beamwidth_deg", "700", "10 to 180"})
        EXPECT_NE(wrong.find(part), std::string::npos) << part << " in: " << wrong;
    EXPECT_NE(refusal("radio = 5").find("text in quotes"), std::string::npos);
    EXPECT_NE(refusal("units = \"feet\"").find("metric"), std::string::npos);
    EXPECT_NE(refusal("[antena]\nname = \"x\"").find("antenna"), std::string::npos);
    EXPECT_NE(refusal("antenna = 3").find("[antenna]"), std::string::npos);
    EXPECT_NE(refusal("[place]\nlatitude_deg = 45").find("longitude_deg"), std::string::npos);
    EXPECT_NE(refusal("[home_cell]\npsc = 512").find("0 to 511"), std::string::npos);
    EXPECT_NE(refusal("[home_cell]\nuarfcn = 4413.5").find("whole number"), std::string::npos);
    EXPECT_NE(refusal("radio = ").find("line 1"), std::string::npos);
    EXPECT_NE(refusal("[place]\nheight_m = nan").find("place.height_m"), std::string::npos);
}

TEST(Config, LettersBeyondAsciiStandInQuotesAndRemarksOnly) {
    EXPECT_EQ(parse_config("# \xC3\xA5\n[place]\nname = '\xC3\xA5'", "c.toml").place.name, "\xC3\xA5");
    EXPECT_NE(refusal("\n\xC3\xA5 = 1").find("line 2"), std::string::npos);
    EXPECT_NE(refusal("radio = \"\\\"\" \xC3\xA5").find("line 1"), std::string::npos);
    EXPECT_NE(refusal("radio = \"\"\"\n\"\"\" \xC3\xA5").find("several lines"), std::string::npos);
}

TEST(Config, EveryMistypedKeyIsNamed) {
    for (const char* line : {"[antenna]\nbeamwidth = 55", "[place]\nlat = 1", "[scale]\noffset = 1", "Radio = \"\""})
        EXPECT_NE(refusal(line).find("unknown"), std::string::npos) << line;
}

}  // namespace
}  // namespace boresight::app
