// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/trends_svg.h"

#include <gmock/gmock.h>

namespace boresight::report {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t day = 20'000;  // 2024-10-04

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t n = 0;
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; ++at) ++n;
    return n;
}

TrendPicture month() {
    TrendStrip strip{.name = "PCI 357 <farm>", .words = "", .days = {}, .hours = {}, .steps = {{day + 20, 3.04}}};
    for (int d = 0; d < 30; ++d)
        if (d != 10) strip.days.push_back({day + d, {-80, 1}});
    strip.hours[5] = TrendLevel{-80, 1};
    return {.title = "SIMULATED: a month",
            .subtitle = "",
            .footnote = "",
            .unit = "dB",
            .first_day = day,
            .last_day = day + 29,
            .strips = {strip},
            .gaps = {{day + 10.0, day + 11.0}}};
}

TEST(TrendsSvg, NamesStepsByTheirDay) {
    const std::string svg = trends_svg(month());
    EXPECT_THAT(svg, HasSubstr("+3.0 dB, 2024-10-24"));
    EXPECT_THAT(svg, HasSubstr("2024-10-04"));
    EXPECT_THAT(svg, HasSubstr("SIMULATED: a month"));
    EXPECT_THAT(svg, HasSubstr("PCI 357 &lt;farm&gt;"));
}

TEST(TrendsSvg, ADayWithoutALevelBreaksTheLine) {
    const std::string line = R"(fill="none" stroke="#1f4e79")";
    TrendPicture whole = month();
    whole.strips[0].days.insert(whole.strips[0].days.begin() + 10, {day + 10, {-80, 1}});
    EXPECT_EQ(count(trends_svg(month()), line), count(trends_svg(whole), line) + 1);
}

TEST(TrendsSvg, EveryPointLiesInThePicture) {
    TrendPicture picture = month();
    picture.strips[0].days[3].level = {1e6, 0};
    picture.gaps.push_back({0, 1e9});
    const std::string svg = trends_svg(picture);
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_THAT(svg, Not(HasSubstr("inf")));
    EXPECT_THAT(svg, Not(HasSubstr("=\"-")));
}

TEST(TrendsSvg, AnEmptyPictureIsOne) {
    EXPECT_THAT(trends_svg({}), HasSubstr("</svg>"));
    TrendPicture bare = month();
    bare.strips[0].days.clear();
    bare.strips[0].hours = {};
    EXPECT_THAT(trends_svg(bare), Not(HasSubstr("nan")));
}

}  // namespace
}  // namespace boresight::report
