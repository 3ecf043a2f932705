// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/error.h"

#include <gtest/gtest.h>

namespace boresight {
namespace {

TEST(Error, SaysWhereWhatExpectedAndFix) {
    const Error error(Error::Kind::bad_input, {.what = "sample rate is 0",
                                               .where = "x.sigmf-meta, core:sample_rate",
                                               .expected = "a number above 0",
                                               .fix = "Write the radio's rate into the field"});
    EXPECT_STREQ(error.what(),
                 "x.sigmf-meta, core:sample_rate: sample rate is 0; expected a number above 0. "
                 "Write the radio's rate into the field.");
    EXPECT_EQ(error.exit_code(), ExitCode::bad_input);
}

TEST(Error, LeavesOutWhatIsNotKnown) {
    EXPECT_STREQ(Error(Error::Kind::missing, {.what = "no radio found", .where = {}, .expected = {}, .fix = {}}).what(),
                 "no radio found.");
}

TEST(Error, EndsAQuestionWithOneMark) {
    EXPECT_STREQ(Error(Error::Kind::bad_input,
                       {.what = "no command \"scna\"", .where = {}, .expected = {}, .fix = "Did you mean \"scan\"?"})
                     .what(),
                 "no command \"scna\". Did you mean \"scan\"?");
}

}  // namespace
}  // namespace boresight
