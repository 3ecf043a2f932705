// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/position.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "platform/error.h"

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

TEST(Position, GuessesDegreeSignsAndCompassLetters) {
    for (const char* text : {"59°20',18°4'", "59.3N,18.1E", "59.3 N, 18.1 W", "59.3n,18.1e", "N59,E18"}) {
        EXPECT_THAT(complaint(text), HasSubstr("negative decimal degrees")) << text;
    }
}

TEST(Position, RefusesWhatIsNoNumber) {
    for (const char* text :
         {"", ",", "59", "59,", ",18", "59,18,", "a,b", "nan,0", "inf,0", "0x10,0", "1 2,3", "5,18,1,2,3"}) {
        EXPECT_FALSE(complaint(text).empty()) << text;
    }
    EXPECT_THAT(complaint("59,18,1e9"), HasSubstr("the height"));
    EXPECT_THAT(complaint("1e999,18"), HasSubstr("isn't a number"));
}

}  // namespace
}  // namespace boresight
