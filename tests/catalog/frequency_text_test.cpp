// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/frequency_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/error.h"

namespace boresight::catalog {
namespace {

using testing::HasSubstr;

std::string refusal(std::string_view text) {
    try {
        return "accepted as " + frequency_text(parse_frequency_hz(text, "--frequency"));
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(FrequencyText, IsReadInTheWaysPeopleWriteIt) {
    for (const char* text : {"739M", "739 MHz", "739.0 MHz", "739mhz", "0.739G", "0.739 GHz", "739000k", "739000 kHz",
                             "739e6", "739000000", "739000000 Hz", " 739M ", "+739M"})
        EXPECT_DOUBLE_EQ(parse_frequency_hz(text, "--frequency"), 739e6) << text;
    EXPECT_DOUBLE_EQ(parse_frequency_hz("1.8G", "--frequency"), 1.8e9);
    EXPECT_DOUBLE_EQ(parse_frequency_hz("37 GHz", "--frequency"), 37e9);
}

TEST(FrequencyText, GuessesTheUnitThatWasMeant) {
    EXPECT_THAT(refusal("739"), HasSubstr("For 739 MHz write --frequency 739M"));
    EXPECT_THAT(refusal("739000"), HasSubstr("For 739 MHz write --frequency 739M"));
    EXPECT_THAT(refusal("1842500"), HasSubstr("For 1842.5 MHz write --frequency 1842.5M"));
    EXPECT_THAT(refusal("1.8"), HasSubstr("For 1800 MHz write --frequency 1800M"));
    EXPECT_THAT(refusal("739000000M"), HasSubstr("For 739 MHz write --frequency 739M"));
}

TEST(FrequencyText, RefusesWhatIsNoFrequency) {
    for (const char* text :
         {"", " ", "M", "fast", "739X", "739 M Hz", "7,39G", "inf", "nan", "-739M", "1e999", "0", "1 THz"})
        EXPECT_THAT(refusal(text), HasSubstr("--frequency: ")) << text;
    EXPECT_THAT(refusal("739,5M"), HasSubstr("Write a point for decimals"));
}

TEST(FrequencyText, IsWrittenInMegahertzWithNoMoreDecimalsThanItNeeds) {
    EXPECT_EQ(frequency_text(739e6), "739 MHz");
    EXPECT_EQ(frequency_text(1842.5e6), "1842.5 MHz");
    EXPECT_EQ(frequency_text(2112.05e6), "2112.05 MHz");
    EXPECT_EQ(frequency_text(37e9), "37000 MHz");
    EXPECT_EQ(frequency_text(0), "0 MHz");
    EXPECT_EQ(range_text(729e6, 746e6), "729-746 MHz");
}

}  // namespace
}  // namespace boresight::catalog
