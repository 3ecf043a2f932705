// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/spectrum_svg.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

#include "report/axis.h"
#include "report/mark_lanes.h"
#include "report/svg.h"

namespace boresight::report {
namespace {

using dsp::spectrum::Spectrum;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::uint32_t seed = 800;
constexpr int layouts = 300;

std::vector<std::string> words_of(const std::vector<Tick>& ticks) {
    std::vector<std::string> words;
    for (const Tick& tick : ticks) words.push_back(tick.text);
    return words;
}

TEST(Axis, PutsTicksAtRoundNumbers) {
    EXPECT_THAT(words_of(ticks_between(0, 10, 5)), ElementsAre("0", "2", "4", "6", "8", "10"));
    EXPECT_THAT(words_of(ticks_between(-103, -68, 8)), ElementsAre("-100", "-95", "-90", "-85", "-80", "-75", "-70"));
    EXPECT_THAT(words_of(ticks_between(738.04, 739.96, 4)), ElementsAre("738.5", "739.0", "739.5"));
    EXPECT_THAT(words_of(ticks_between(-0.0006, 0.0006, 4)), ElementsAre("-0.0005", "0.0000", "0.0005"));
    EXPECT_THAT(ticks_between(1, 1, 5), testing::IsEmpty());
    EXPECT_THAT(ticks_between(0, INFINITY, 5), testing::IsEmpty());
    EXPECT_THAT(ticks_between(0, NAN, 5), testing::IsEmpty());
}

TEST(XmlText, IsSafeWhateverItWas) {
    EXPECT_EQ(xml_text("a<b & \"c\">d"), "a&lt;b &amp; &quot;c&quot;&gt;d");
    EXPECT_EQ(xml_text("30\xc2\xb0 \xe2\x82\xac \xf0\x9f\x93\xa1"), "30\xc2\xb0 \xe2\x82\xac \xf0\x9f\x93\xa1");
    EXPECT_EQ(xml_text("\x1b[31m\n\x7f"), "?[31m??");
    EXPECT_EQ(xml_text("\xff\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80\xe2\x82"), "????????????");
    EXPECT_EQ(xml_text("\xef\xbf\xbf"), "???") << "U+FFFF is no character";
}

TEST(MarkLanes, KeepNamesApartAndWithinThePicture) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> place(-100, 900);
    std::uniform_int_distribution<std::size_t> length(1, 60);
    for (int layout = 0; layout < layouts; ++layout) {
        std::vector<SpectrumMark> marks;
        for (int i = 0; i < 8; ++i) {
            const double a = place(random), b = place(random);
            marks.push_back({std::string(length(random), 'm'), std::min(a, b), std::max(a, b), i % 2 == 0});
        }
        const MarkLanes lanes = arrange_marks(marks, 50, 750, [](double hz) { return hz; });
        const auto reach = [](const PlacedMark& mark) {
            const double half = static_cast<double>(mark.name.size()) * 5.9 / 2;
            return std::pair(std::min(mark.low_x, mark.text_x - half), std::max(mark.high_x, mark.text_x + half));
        };
        for (const PlacedMark& mark : lanes.marks) {
            const auto [from, to] = reach(mark);
            EXPECT_GE(from, 50 - 1e-9);
            EXPECT_LE(to, 750 + 1e-9);
            EXPECT_LT(mark.lane, lanes.lanes);
            for (const PlacedMark& other : lanes.marks)
                if (&other != &mark && other.lane == mark.lane) {
                    const auto [other_from, other_to] = reach(other);
                    EXPECT_TRUE(to < other_from || other_to < from);
                }
        }
    }
}

TEST(MarkLanes, LeaveOutWhatLiesOutsideAndShortenWhatIsTooLong) {
    const auto x_of = [](double hz) { return hz; };
    EXPECT_TRUE(arrange_marks({{"outside", 800, 900, false}}, 50, 750, x_of).marks.empty());
    const auto lanes = arrange_marks({{std::string(500, 'w'), 100, 200, false}}, 50, 750, x_of);
    ASSERT_EQ(lanes.marks.size(), 1U);
    EXPECT_THAT(lanes.marks[0].name, testing::EndsWith("..."));
    EXPECT_LE(lanes.marks[0].name.size(), 118U);
}

Spectrum spectrum_of(std::size_t bins, float density) {
    Spectrum spectrum;
    spectrum.sample_rate_hz = 2e6;
    spectrum.step_hz = 2e6 / static_cast<double>(bins);
    spectrum.frames = 10;
    spectrum.frames_per_row = 2;
    spectrum.row_seconds = 0.01;
    spectrum.mean.assign(bins, density);
    spectrum.maximum.assign(bins, 10 * density);
    spectrum.row_data.assign(5 * bins, density);
    return spectrum;
}

// Every element that opens closes again in its place, and no number is none.
void expect_sound(const std::string& svg) {
    std::vector<std::string> open;
    for (std::size_t at = svg.find('<'); at != std::string::npos; at = svg.find('<', at + 1)) {
        const std::size_t end = svg.find('>', at);
        ASSERT_NE(end, std::string::npos);
        const std::string tag = svg.substr(at + 1, end - at - 1);
        const std::string name = tag.substr(tag.starts_with('/'), tag.find_first_of(" \n") - tag.starts_with('/'));
        if (tag.starts_with('/')) {
            ASSERT_FALSE(open.empty());
            EXPECT_EQ(open.back(), name);
            open.pop_back();
        } else if (!tag.ends_with('/')) {
            open.push_back(name);
        }
    }
    EXPECT_TRUE(open.empty());
    for (const char* none : {"\"nan", "\"-nan", " nan", "Mnan", "Lnan ", "\"inf", "\"-inf", " inf", " -inf", "Linf "})
        EXPECT_EQ(svg.find(none), std::string::npos) << none;
}

TEST(SpectrumSvg, ShowsEverythingItWasGiven) {
    const Spectrum spectrum = spectrum_of(128, 1e-9F);
    const SpectrumPicture picture{
        .title = "farm & <mast>",
        .subtitle = "739 MHz",
        .spectrum = &spectrum,
        .center_frequency_hz = 739e6,
        .floor_density = 1e-10,
        .floor_name = "noise floor",
        .filter_edge_hz = 0.8e6,
        .marks = {{"LTE 12", 738.2e6, 739.8e6, false}, {"LTE 1.4 MHz", 738.5e6, 739.5e6, true}},
        .max_hold = true,
        .waterfall = true,
        .footnote = "said at the foot"};
    const std::string svg = spectrum_svg(picture);
    expect_sound(svg);
    for (const char* words :
         {"farm &amp; &lt;mast&gt;", "739 MHz", "noise floor -100.0 dBFS/Hz", "LTE 12", "LTE 1.4 MHz", "highest seen",
          "frequency in MHz", "power density in dBFS/Hz", "time in ms", "data:image/png;base64,", "said at the foot"})
        EXPECT_THAT(svg, HasSubstr(words));
}

TEST(SpectrumSvg, IsSoundForSilenceAndForFewBins) {
    for (const auto& spectrum : {spectrum_of(4096, 0), spectrum_of(16, 1e-9F), Spectrum{}}) {
        SpectrumPicture picture;
        picture.spectrum = &spectrum;
        picture.max_hold = picture.waterfall = true;
        const std::string svg = spectrum_svg(picture);
        expect_sound(svg);
        EXPECT_THAT(svg, HasSubstr("offset from the middle"));
    }
}

}  // namespace
}  // namespace boresight::report
