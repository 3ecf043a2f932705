// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "typed.h"

namespace boresight::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(CommandLine, HelpGoesToStdoutAndNamesEveryGlobalOption) {
    const Outcome outcome = type({"--help"});
    EXPECT_EQ(outcome.code, ExitCode::done);
    for (const char* option : {"--db", "--format", "--units", "--quiet", "--version", "--help"})
        EXPECT_THAT(outcome.out, HasSubstr(option));
    EXPECT_EQ(outcome.err, "");
}

TEST(CommandLine, AnUnknownWordIsOneSentenceAndExitCode2) {
    const Outcome outcome = type({"antenna"});
    EXPECT_EQ(outcome.code, ExitCode::bad_input);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, StartsWith("boresight: there is no command \"antenna\". "));
}

TEST(CommandLine, AMistypedOptionIsGuessed) {
    const Outcome outcome = type({"--formta", "json"});
    EXPECT_EQ(outcome.code, ExitCode::bad_input);
    EXPECT_EQ(outcome.err, "boresight: there is no option \"--formta\". Did you mean \"--format\"?\n");
}

TEST(CommandLine, AWrongChoiceIsGuessed) {
    const Outcome outcome = type({"--units", "metrc"});
    EXPECT_EQ(outcome.code, ExitCode::bad_input);
    EXPECT_THAT(outcome.err, HasSubstr("Did you mean --units metric?"));
}

TEST(CommandLine, AMissingValueIsExitCode2) {
    const Outcome outcome = type({"--db"});
    EXPECT_EQ(outcome.code, ExitCode::bad_input);
    EXPECT_THAT(outcome.err, HasSubstr("--db"));
}

TEST(CommandLine, VersionNamesTheProgram) {
    const Outcome outcome = type({"--version"});
    EXPECT_EQ(outcome.code, ExitCode::done);
    EXPECT_THAT(outcome.out, StartsWith("boresight "));
}

}  // namespace
}  // namespace boresight::cli
