// SPDX-License-Identifier: GPL-3.0-or-later
#include "pose/scale_tie.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "platform/error.h"
#include "platform/utc_time.h"
#include "pose/sun.h"

namespace boresight::pose {
namespace {

using Kind = ScaleReference::Kind;
using testing::HasSubstr;

constexpr double near_deg = 1e-9;

const Position farm{31.45, -98.13, {}};

ScaleTie tie(const char* text, const std::optional<Position>& place = farm, const char* now = "2026-11-26T15:00Z") {
    return tie_scale(parse_scale_reference(text, "--reference"),
                     {.place = place, .declination = Declination{4}, .now_ns = parse_utc(now, "test")});
}

std::string complaint(const char* text, const std::optional<Position>& place = farm) {
    try {
        tie(text, place);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::bad_input) << text;
        return error.what();
    }
    ADD_FAILURE() << text << " was taken";
    return {};
}

TEST(ScaleTie, ReadsEachKindOfReference) {
    EXPECT_EQ(parse_scale_reference("sun@150", "x").kind, Kind::sun);
    EXPECT_EQ(parse_scale_reference("shadow@12.5", "x").mark.deg, 12.5);
    EXPECT_EQ(parse_scale_reference("sun:2026-11-26T10:15Z@150", "x").utc_ns, parse_utc("2026-11-26T10:15Z", "x"));
    EXPECT_EQ(parse_scale_reference("landmark:31.5,-98.2@50@7", "x").landmark.error_m, 50);
    EXPECT_EQ(parse_scale_reference("compass:226@150", "x").compass.deg, 226);
}

TEST(ScaleTie, ByTheSunGivesItsBearingLessTheMark) {
    const ScaleTie now = tie("sun@150");
    const SunPosition sun = sun_position(farm, parse_utc("2026-11-26T15:00Z", "test"));
    EXPECT_NEAR(now.seen_at.deg, sun.azimuth_deg, near_deg);
    EXPECT_NEAR(now.zero.deg, once_round(sun.azimuth_deg - 150), near_deg);
    EXPECT_GE(now.sigma_deg, std::sqrt(2.0));
    EXPECT_LT(now.sigma_deg, 2);
    EXPECT_EQ(now.warning, "");
}

TEST(ScaleTie, ByAShadowIsOppositeToTheSun) {
    EXPECT_NEAR(once_round(tie("shadow@150").zero.deg - tie("sun@150").zero.deg), 180, near_deg);
}

TEST(ScaleTie, WarnsOfAHighSunAndRefusesOneBelowTheHorizon) {
    const ScaleTie summer = tie("sun:2026-06-21T18:35Z@150");
    EXPECT_THAT(summer.warning, HasSubstr("degrees high"));
    EXPECT_GT(summer.sigma_deg, 2 * tie("sun@150").sigma_deg);
    EXPECT_THAT(complaint("sun:2026-11-26T06:00Z@150"), HasSubstr("below the horizon"));
}

TEST(ScaleTie, ByALandmarkKnowsItsDirectionFromTheMap) {
    const ScaleTie far = tie("landmark:31.6,-98.13@20");  // due north, 17 km
    EXPECT_NEAR(std::remainder(far.seen_at.deg, 360), 0, 0.01);
    EXPECT_NEAR(far.zero.deg, 340, 0.01);
    EXPECT_LT(far.sigma_deg, 1.5);
    const ScaleTie near = tie("landmark:31.452,-98.13@20");  // 220 m
    EXPECT_GT(near.sigma_deg, 3);
    EXPECT_THAT(near.warning, HasSubstr("further away is better"));
    EXPECT_THAT(complaint("landmark:31.45,-98.13@20"), HasSubstr("far away"));
}

TEST(ScaleTie, ByACompassIsTenDegreesOffBesideSteel) {
    const ScaleTie compass = tie("compass:226@150");
    EXPECT_NEAR(compass.seen_at.deg, 230, near_deg);
    EXPECT_NEAR(compass.zero.deg, 80, near_deg);
    EXPECT_GE(compass.sigma_deg, 10);
}

TEST(ScaleTie, RefusesWhatItCantRead) {
    for (const char* text : {"", "sun", "moon@5", "sun@", "sun@x", "sun@361", "landmark@5", "landmark:here@5",
                             "compass@5", "compass:north@5", "sun:yesterday@5", "landmark:31.5,-98.2@far@7"})
        EXPECT_FALSE(complaint(text).empty()) << text;
    EXPECT_THAT(complaint("sun@150", std::nullopt), HasSubstr("--at"));
}

}  // namespace
}  // namespace boresight::pose
