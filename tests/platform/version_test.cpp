// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/version.h"

#include <gtest/gtest.h>

#include <regex>
#include <string>

namespace boresight {
namespace {

TEST(Version, IsThreeNumbers) {
    EXPECT_TRUE(std::regex_match(std::string(version()), std::regex(R"(\d+\.\d+\.\d+)"))) << version();
}

TEST(Version, NamesItsCommitOrSaysThatItIsUnknown) {
    EXPECT_TRUE(std::regex_match(std::string(commit()), std::regex(R"([0-9a-f]{7,40}(\+dirty)?|unknown)"))) << commit();
}

TEST(Version, GivesTheDayOfItsDataOrSaysThatItIsUnknown) {
    EXPECT_TRUE(std::regex_match(std::string(data_date()), std::regex(R"(20\d\d-[01]\d-[0-3]\d|unknown)")))
        << data_date();
}

}  // namespace
}  // namespace boresight
