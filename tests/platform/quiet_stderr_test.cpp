// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/quiet_stderr.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

namespace boresight {
namespace {

void print(const std::string& text) {
    ASSERT_EQ(write(STDERR_FILENO, text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

TEST(QuietStderr, KeepsWhatIsPrintedAndGivesStderrBack) {
    testing::internal::CaptureStderr();
    print("before ");
    {
        const QuietStderr quiet;
        print("usb_claim_interface error -6");
        EXPECT_EQ(quiet.words(), "usb_claim_interface error -6");
    }
    print("after");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "before after");
}

}  // namespace
}  // namespace boresight
