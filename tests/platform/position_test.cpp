// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/position.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "platform/error.h"
#include "platform/rough_position.h"

namespace boresight {
namespace {

using testing::HasSubstr;

std::string complaint(const std::string& text) {
    try {
        parse_position(text);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::bad_input);
        return error.what();
    }
    ADD_FAILURE() << text << " was taken";
    return {};
}

TEST(Position, TakesLatitudeLongitudeAndHeight) {
    EXPECT_EQ(parse_position("59.3293,18.0686"), (Position{59.3293, 18.0686, {}}));
    EXPECT_EQ(parse_position(" -33.9 , +151.2,28.5 "), (Position{-33.9, 151.2, 28.5}));
    EXPECT_EQ(parse_position("90,-180,-430"), (Position{90, -180, -430}));
    EXPECT_EQ(parse_position("0,0,0"), (Position{0, 0, 0}));
}

TEST(Position, NamesTheOptionTheTextAndTheForm) {
    EXPECT_THAT(complaint("nowhere"), HasSubstr("--at nowhere: "));
    EXPECT_THAT(complaint("nowhere"), HasSubstr("LAT,LON or LAT,LON,HEIGHT"));
    EXPECT_LT(complaint(std::string(5000, 'q')).size(), 400u);
}

TEST(Position, GuessesASwappedOrder) {
    EXPECT_THAT(complaint("151.2,-33.9"), HasSubstr("latitude comes first"));
    EXPECT_THAT(complaint("91,181"), HasSubstr("the latitude 91 is outside -90..90"));
    EXPECT_THAT(complaint("33.9,181"), HasSubstr("the longitude 181 is outside -180..180"));
}

TEST(Position, GuessesDecimalCommas) {
    for (const char* text : {"59,3293,18,0686", "59,3293;18,0686", "59,3293 18,0686", "59,3,18,0,28,5"}) {
        EXPECT_THAT(complaint(text), HasSubstr("decimal commas")) << text;
    }
}

constexpr double metre_deg = 1e-5;

void expect_at(const std::string& text, double latitude_deg, double longitude_deg) {
    const Position read = parse_position(text);
    EXPECT_NEAR(read.latitude_deg, latitude_deg, metre_deg) << text;
    EXPECT_NEAR(read.longitude_deg, longitude_deg, metre_deg) << text;
}

TEST(Position, TakesDegreesMinutesAndSecondsAsPeopleWriteThem) {
    for (const char* text : {"59°19'45.5\"N,18°4'7\"E", "59° 19' 45.5\" N, 18° 4' 7\" E", "59 19 45.5 N 18 4 7 E",
                             "N59 19 45.5, E18 4 7", "18°4'7\"E, 59°19'45.5\"N", "N59°19'45.5\" E18°4'7\""})
        expect_at(text, 59 + 19.0 / 60 + 45.5 / 3600, 18 + 4.0 / 60 + 7.0 / 3600);
    for (const char* text : {"33.9S,151.2E", "33.9 s 151.2 e", "S33 54, E151 12", "33°54'S, 151°12'E"})
        expect_at(text, -33.9, 151.2);
    expect_at("59°20',18°4'", 59 + 20.0 / 60, 18 + 4.0 / 60);
    EXPECT_EQ(parse_position("33.9S,151.2E,28").height_m, 28);
}

TEST(Position, TakesTheMiddleOfALocatorsSquare) {
    expect_at("JO99", 59.5, 19);
    expect_at("JO99ah", 59 + 7.5 / 24, 18 + 0.5 / 12);
    expect_at("jo99AH", 59 + 7.5 / 24, 18 + 0.5 / 12);
    expect_at("AA00aa", -90 + 0.5 / 24, -180 + 0.5 / 12);
    expect_at("RR99xx", 90 - 0.5 / 24, 180 - 0.5 / 12);
    expect_at("EM11wk50", 31 + 10.0 / 24 + 0.5 / 240, -97 + -1.0 + 22.0 / 12 + 5.5 / 120);
}

TEST(Position, RefusesDegreesThatCantBe) {
    for (const char* text : {"59°75'N,18°4'E",
                             "7'42 2 2 2 22  2 26 2ssaa",
                             "5'42 2 22  25,, 26 2sa",
                             "59'19N,18E",
                             "-59N,18E",
                             "59.5.1N,18E",
                             "91N,18E",
                             "59N,18N",
                             "59N",
                             "N59",
                             "59°,",
                             "ZZ99",
                             "JO9",
                             "JO99a",
                             "N,E",
                             "nan N, 5 E",
                             "59N,18E,3,4",
                             "'",
                             "\"",
                             "°",
                             "JO99ahx"})
        EXPECT_FALSE(complaint(text).empty()) << text;
}

TEST(Position, RefusesWhatIsNoNumber) {
    for (const char* text :
         {"", ",", "59", "59,", ",18", "59,18,", "a,b", "nan,0", "inf,0", "0x10,0", "1 2,3", "5,18,1,2,3"}) {
        EXPECT_FALSE(complaint(text).empty()) << text;
    }
    EXPECT_THAT(complaint("59,18,1e9"), HasSubstr("the height"));
    EXPECT_THAT(complaint("1e999,18"), HasSubstr("isn't a number"));
}

TEST(Position, MayHaveItsError) {
    EXPECT_EQ(parse_rough_position("59.3293,18.0686,28@50", "--tower"), (RoughPosition{{59.3293, 18.0686, 28}, 50}));
    EXPECT_EQ(parse_rough_position("59.3293,18.0686", "--tower").error_m, 10);
    for (const char* text : {"59.3,18.0@", "59.3,18.0@far", "59.3,18.0@-5", "@5", "59.3,18.0@1e9", "59.3,18.0@nan"})
        EXPECT_THROW(parse_rough_position(text, "--tower"), Error) << text;
}

}  // namespace
}  // namespace boresight
