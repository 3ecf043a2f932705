// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "platform/error.h"

namespace boresight::cli {
namespace {

using testing::HasSubstr;

std::string refusal(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        EXPECT_EQ(error.exit_code(), ExitCode::bad_input);
        return error.what();
    }
    return "accepted";
}

TEST(FrequencyArgument, TakesTheWaysPeopleWriteIt) {
    for (const char* text : {"739M", "739MHz", "739 MHz", "739mhz", "739000k", "739e6", "739000000", "0.739G", "+739M"})
        EXPECT_DOUBLE_EQ(frequency_argument("--frequency", text), 739e6) << text;
}

TEST(FrequencyArgument, GuessesTheUnitThatWasForgotten) {
    EXPECT_THAT(refusal([] { frequency_argument("--frequency", "739"); }),
                HasSubstr("For 739 MHz write --frequency 739M"));
    EXPECT_THAT(refusal([] { frequency_argument("--frequency", "1842500"); }), HasSubstr("accepted"));
    EXPECT_THAT(refusal([] { frequency_argument("--frequency", "739000000M"); }),
                HasSubstr("For 739 MHz write --frequency 7.39e+08"));
}

TEST(FrequencyArgument, RefusesWhatIsNone) {
    for (const char* text : {"", "M", "fast", "739X", "7,39G", "inf", "nan", "-739M", "1e999"})
        EXPECT_THAT(refusal([&] { frequency_argument("--frequency", text); }), HasSubstr("--frequency: ")) << text;
}

TEST(NumberArgument, NamesOptionValueAndRange) {
    EXPECT_DOUBLE_EQ(number_argument("--ppm-window", "12.5", 0, 1000, "ppm"), 12.5);
    EXPECT_EQ(refusal([] { number_argument("--ppm-window", "1001", 0, 1000, "ppm"); }),
              "--ppm-window: \"1001\" can't be right; expected a number of ppm from 0 to 1000.");
    EXPECT_THAT(refusal([] { number_argument("--ppm-window", "5ppm", 0, 1000, "ppm"); }), HasSubstr("5ppm"));
}

TEST(ChoiceArgument, NamesWhatThereIsAndWhatWasMeant) {
    EXPECT_EQ(choice_argument("--format", "json", {"text", "json"}), 1u);
    EXPECT_EQ(refusal([] {
                  choice_argument("--format", "jsn", {"text", "json"});
              }),
              "--format: \"jsn\" can't be right; expected text or json. Did you mean --format json?");
}

}  // namespace
}  // namespace boresight::cli
