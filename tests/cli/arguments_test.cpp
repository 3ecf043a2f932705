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
