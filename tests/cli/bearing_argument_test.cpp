// SPDX-License-Identifier: GPL-3.0-or-later
// Bearings as typed, and the scale that comes of what was typed.
#include "cli/bearing_argument.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/aim_scale.h"
#include "platform/error.h"
#include "platform/utc_time.h"

namespace boresight::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr double near_deg = 1e-9;

const aim::Scale true_north{.kind = aim::ScaleKind::true_north, .zero = {}, .declination_deg = 4};
const aim::Scale marks{.kind = aim::ScaleKind::mark, .zero = aim::ScaleZero{88, 3}, .declination_deg = 4};
const aim::Scale compass{.kind = aim::ScaleKind::magnetic, .zero = {}, .declination_deg = 4};

TEST(BearingArgument, IsOnTheScaleUnlessItSaysMagneticOrTrue) {
    EXPECT_EQ(bearing_argument("--first", "226", marks), 226);
    EXPECT_NEAR(bearing_argument("--first", "226m", true_north), 230, near_deg);
    EXPECT_NEAR(bearing_argument("--first", "226m", marks), 142, near_deg);
    EXPECT_NEAR(bearing_argument("--first", "230t", marks), 142, near_deg);
    EXPECT_NEAR(bearing_argument("--first", "226M", compass), 226, near_deg);
    EXPECT_NEAR(bearing_argument("--first", "2t", compass), 358, near_deg);
    const auto [from, to] = arc_argument("--arc", "300m,60t", marks);
    EXPECT_NEAR(from, 216, near_deg);
    EXPECT_NEAR(to, 332, near_deg);
}

std::string complaint(const std::string& text, const aim::Scale& scale) {
    try {
        bearing_argument("--first", text, scale);
    } catch (const Error& error) {
        return error.what();
    }
    ADD_FAILURE() << text << " was taken";
    return {};
}

TEST(BearingArgument, SaysWhatIsMissing) {
    EXPECT_THAT(complaint("226m", {}), HasSubstr("scale's zero isn't known"));
    aim::Scale no_declination = marks;
    no_declination.declination_deg.reset();
    EXPECT_THAT(complaint("226m", no_declination), HasSubstr("--declination"));
    for (const char* text : {"", "m", "226x", "400", "226mm"}) EXPECT_FALSE(complaint(text, marks).empty()) << text;
}

LiveAimWords words(const char* reference) {
    LiveAimWords typed;
    typed.reference = reference;
    typed.scan.at = "31.45,-98.13";
    typed.typed_ns = parse_utc("2026-11-26T15:00Z", "test");
    return typed;
}

TEST(AimScale, IsTiedByALandmarkAndSaysHowToKeepIt) {
    const aim::Scale scale = scale_of(words("landmark:31.6,-98.13@20"), {}, true);
    EXPECT_EQ(scale.kind, aim::ScaleKind::mark);
    ASSERT_TRUE(scale.zero);
    EXPECT_NEAR(scale.zero->offset_deg, 340, 0.01);
    EXPECT_THAT(scale_notes(words("landmark:31.6,-98.13@20"), {}, true),
                ElementsAre(HasSubstr("boresight setup --zero 340.0 --zero-sigma 1.4")));
}

TEST(AimScale, TakesTheDeclinationFromTheModelUnlessItIsTyped) {
    LiveAimWords typed = words("");
    typed.compass = true;
    const aim::Scale scale = scale_of(typed, {}, true);
    EXPECT_EQ(scale.kind, aim::ScaleKind::magnetic);
    EXPECT_NEAR(*scale.declination_deg, 3.3, 1) << "east in Texas";
    EXPECT_THAT(scale_notes(typed, {}, true), ElementsAre(HasSubstr("east of true north here, by WMM2025")));
    typed.declination = "-7.5";
    EXPECT_EQ(*scale_of(typed, {}, true).declination_deg, -7.5);
    typed.declination.clear();
    typed.typed_ns = parse_utc("2031-01-01", "test");
    EXPECT_THAT(scale_notes(typed, {}, true), testing::Contains(HasSubstr("valid from 2025 to 2030 only")));
}

TEST(AimScale, OfAZeroByCompassIsAsBadAsACompassBesideSteel) {
    LiveAimWords typed = words("");
    typed.zero = "84m";
    const aim::Scale scale = scale_of(typed, {}, true);
    EXPECT_EQ(scale.zero->sigma_deg, aim::unchecked_compass_deg);
    EXPECT_NEAR(scale.zero->offset_deg, 84 + *scale.declination_deg, near_deg);
    typed.zero = "88";
    EXPECT_EQ(scale_of(typed, {}, true).zero->sigma_deg, 3);
    typed.reference = "sun@150";
    EXPECT_THROW(scale_of(typed, {}, true), Error) << "two things say where the zero lies";
}

TEST(AimScale, OfARotatorIsTrueUnlessItsZeroIsTyped) {
    EXPECT_EQ(scale_of(words(""), {}, false).kind, aim::ScaleKind::true_north);
    EXPECT_EQ(scale_of(words("sun@150"), {}, false).kind, aim::ScaleKind::mark);
}

TEST(AimScale, TheErrorOfTheZeroWidensTheTrueBearingOnly) {
    const aim::Scale scale = scale_of(words("compass:226@150"), {}, true);
    const auto bearing = aim::to_true(scale, 150, 147, 153);
    ASSERT_TRUE(bearing);
    EXPECT_GT(aim::to_true_deg(scale, 150), 226);
    EXPECT_GT(bearing->high_deg - bearing->azimuth_deg, 19) << "1.96 times 10 degrees";
}

}  // namespace
}  // namespace boresight::cli
