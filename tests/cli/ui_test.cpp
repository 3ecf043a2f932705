// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/cli/program.h"

namespace boresight::cli {
namespace {

TEST(Ui, WithoutADisplayItIsOneClearSentenceAndExitCode3) {
    const tests::TemporaryFolder folder;
    const Finished finished = run_script(folder, "unset DISPLAY WAYLAND_DISPLAY; exec \"$B\" ui --radio scene");
    EXPECT_EQ(finished.code, 3);
    EXPECT_EQ(finished.out, "");
    EXPECT_TRUE(finished.err.starts_with("boresight: ")) << finished.err;
    EXPECT_EQ(std::count(finished.err.begin(), finished.err.end(), '\n'), 1) << finished.err;
#ifdef BORESIGHT_HAS_WINDOW
    EXPECT_NE(finished.err.find("no display"), std::string::npos) << finished.err;
#else
    EXPECT_NE(finished.err.find("the window can't be opened"), std::string::npos) << finished.err;
#endif
}

TEST(Ui, AnOptionThatThereIsntIsWrongUse) {
    const tests::TemporaryFolder folder;
    EXPECT_EQ(run_program(folder, "ui --nosuch").code, 2);
}

}  // namespace
}  // namespace boresight::cli
