// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/suggestion.h"

#include <gtest/gtest.h>

namespace boresight::cli {
namespace {

const std::vector<std::string> commands{"bands", "spectrum", "scan", "export", "db"};

TEST(EditDistance, CountsEachSlipOnce) {
    EXPECT_EQ(edit_distance("scan", "scan"), 0);
    EXPECT_EQ(edit_distance("scna", "scan"), 1);
    EXPECT_EQ(edit_distance("sca", "scan"), 1);
    EXPECT_EQ(edit_distance("sscan", "scan"), 1);
    EXPECT_EQ(edit_distance("", "scan"), 4);
    EXPECT_EQ(edit_distance("scan", ""), 4);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3);
}

TEST(NearestWord, FindsTheSlipAndTheBeginning) {
    EXPECT_EQ(nearest_word("scna", commands), "scan");
    EXPECT_EQ(nearest_word("spec", commands), "spectrum");
    EXPECT_EQ(nearest_word("exprot", commands), "export");
}

TEST(NearestWord, StaysSilentWhenNothingIsNear) {
    EXPECT_EQ(nearest_word("antenna", commands), "");
    EXPECT_EQ(nearest_word("", commands), "");
}

}  // namespace
}  // namespace boresight::cli
