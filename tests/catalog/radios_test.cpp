// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/radios.h"

#include <gtest/gtest.h>

#include <set>

#include "catalog/bands.h"
#include "catalog/reach.h"

namespace boresight::catalog {
namespace {

std::string name_of(std::string_view text) {
    const Radio* radio = find_radio(text);
    return radio ? radio->name : "none";
}

TEST(FindRadio, ADriverMeansItsGeneric) {
    EXPECT_EQ(name_of("rtlsdr"), "generic RTL-SDR (R820T)");
    EXPECT_EQ(name_of("RTL-SDR"), "generic RTL-SDR (R820T)");
    EXPECT_EQ(name_of("hackrf"), "HackRF One");
    EXPECT_EQ(name_of("airspy"), "Airspy Mini");
    EXPECT_EQ(name_of("uhd"), "USRP B200/B200mini");
    EXPECT_EQ(name_of("plutosdr"), "ADALM-PLUTO");
}

TEST(FindRadio, AProductIsFoundByWhatPeopleCallIt) {
    EXPECT_EQ(name_of("RTL-SDR Blog V4"), "RTL-SDR Blog V4");
    EXPECT_EQ(name_of("rtlsdr blog v3"), "RTL-SDR Blog V3");
    EXPECT_EQ(name_of("e4000"), "RTL-SDR with E4000");
    EXPECT_EQ(name_of("R820T"), "generic RTL-SDR (R820T)");
    EXPECT_EQ(name_of("b210"), "USRP B210");
    EXPECT_EQ(name_of("pluto"), "ADALM-PLUTO");
    EXPECT_EQ(name_of("airspy r2"), "Airspy R2");
    EXPECT_EQ(name_of("LimeSDR-USB"), "LimeSDR USB");
    EXPECT_EQ(name_of("bladerf"), "bladeRF 2.0 micro");
    EXPECT_EQ(name_of("rsp1a"), "SDRplay RSP1A/RSP1B");
}

TEST(FindRadio, SaysNothingWhereTheNameIsUnknownOrMeansSeveral) {
    for (const char* text : {"", "-", "sdr", "walkie-talkie"}) EXPECT_EQ(name_of(text), "none") << text;
}

TEST(Radios, HaveOneGenericADriverAndSensibleFigures) {
    std::multiset<std::string> generics;
    for (const Radio& radio : radios()) {
        if (radio.generic) generics.insert(radio.driver);
        EXPECT_LE(radio.usable_bandwidth_hz, radio.rates.back().high_sps) << radio.name;
        EXPECT_FALSE(radio.gain_elements.empty()) << radio.name;
        EXPECT_EQ(name_of(radio.name), radio.name);
    }
    for (const Radio& radio : radios()) EXPECT_EQ(generics.count(radio.driver), 1U) << radio.driver;
}

TEST(Reach, IsTheWholeBandOrAPartOrNothingWithAReason) {
    const Radio& rtl = *find_radio("rtlsdr");
    EXPECT_EQ(reach(rtl, *find_band(Rat::lte, 12)).extent, Reach::Extent::whole);
    EXPECT_EQ(reach(rtl, *find_band(Rat::lte, 12)).why_not, "");
    const Reach none = reach(rtl, *find_band(Rat::lte, 2));
    EXPECT_EQ(none.extent, Reach::Extent::none);
    EXPECT_TRUE(none.heard.empty());
    EXPECT_EQ(none.why_not, "radio ends at 1766 MHz");
    const Reach part = reach(*find_radio("limesdr mini"), *find_band(Rat::lte, 42));
    EXPECT_EQ(part.extent, Reach::Extent::part);
    ASSERT_EQ(part.heard.size(), 1U);
    EXPECT_EQ(part.heard.front(), (FrequencyRange{3400e6, 3500e6}));
    EXPECT_EQ(part.why_not, "radio ends at 3500 MHz");
    EXPECT_EQ(reach(*find_radio("pluto"), FrequencyRange{300e6, 310e6}).why_not, "radio begins at 325 MHz");
}

TEST(Reach, KnowsTheGapOfAnE4000) {
    const Radio& e4000 = *find_radio("e4000");
    const Reach gap = reach(e4000, FrequencyRange{1150e6, 1200e6});
    EXPECT_EQ(gap.extent, Reach::Extent::none);
    EXPECT_EQ(gap.why_not, "radio has a gap at 1100-1250 MHz");
    const Reach around = reach(e4000, FrequencyRange{1000e6, 1300e6});
    EXPECT_EQ(around.extent, Reach::Extent::part);
    EXPECT_EQ(around.heard.size(), 2U);
    EXPECT_EQ(reach(e4000, *find_band(Rat::lte, 4)).extent, Reach::Extent::whole);
}

TEST(Reach, ABandOfUplinksIsNobodysToHear) {
    const Reach uplinks = reach(*find_radio("hackrf"), *find_band(Rat::nr, "n80"));
    EXPECT_EQ(uplinks.extent, Reach::Extent::none);
    EXPECT_EQ(uplinks.why_not, "phones send here, towers don't");
}

}  // namespace
}  // namespace boresight::catalog
