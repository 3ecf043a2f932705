// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/table.h"

#include <gtest/gtest.h>

#include <sstream>

namespace boresight::cli {
namespace {

TEST(Table, AlignsColumnsByWhatATerminalShows) {
    Table table({{.heading = "cell"}, {.heading = "dB", .align = Align::right}});
    table.add_row({"Göteborg", "-3"});
    table.add_row({"北京", "12"});
    EXPECT_EQ(table.text(), "cell      dB\nGöteborg  -3\n北京      12\n");
}

TEST(Table, BreaksItsWidestColumnToStayOnThePage) {
    Table table({{.heading = "n"}, {.heading = "why"}});
    std::string why;
    for (int i = 0; i < 60; ++i) why += "word ";
    table.add_row({"1", why});
    std::istringstream lines(table.text());
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) EXPECT_LE(display_width(line), page_width);
    EXPECT_EQ(count, 5);  // a heading, and 300 letters on lines of 97
}

TEST(Table, EndsNoLineInBlanks) {
    Table table({{.heading = "a long heading"}, {.heading = "x"}});
    table.add_row({"1", ""});
    EXPECT_EQ(table.text(), "a long heading  x\n1\n");
}

TEST(DisplayWidth, CountsMarksColoursAndBrokenBytes) {
    EXPECT_EQ(display_width("± 3°"), 4u);
    EXPECT_EQ(display_width("e\u0301"), 1u);
    EXPECT_EQ(display_width("\033[1;32mgood\033[0m"), 4u);
    EXPECT_EQ(display_width("\xff\xfe"), 2u);
    EXPECT_EQ(display_width("\xe5\x8c"), 2u);  // a character cut short
}

TEST(Wrap, BreaksAtBlanksAndKeepsLongWordsWhole) {
    EXPECT_EQ(wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(wrap("antidisestablishment is", 8), (std::vector<std::string>{"antidisestablishment", "is"}));
    EXPECT_EQ(wrap("a\nb", 80), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(wrap("", 10), (std::vector<std::string>{""}));
}

}  // namespace
}  // namespace boresight::cli
