// SPDX-License-Identifier: GPL-3.0-or-later
// A page for people: whole in itself, escaped, and readable by other programs.
#include "report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/temporary_folder.h"

namespace boresight::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string nasty = "<script>alert('x')</script> & \"Farm\" \x01\xff";

Page page_of(const std::string& text) {
    Page page;
    page.title = page.subtitle = page.light_word = page.sentence = page.footer = text;
    page.instructions = {text};
    page.simulated = true;
    page.light = Light::yellow;
    PageSection section{.title = text, .paragraphs = {text}, .facts = {{text, text}}};
    section.tables = {{.headings = {text, text}, .rows = {{text, text}, {text, text}}, .caption = text}};
    section.pictures = {{.title = text,
                         .svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"></svg>",
                         .words = text}};
    section.commands = {text};
    section.items = {text};
    section.on_new_page = true;
    page.sections = {section, section};
    return page;
}

TEST(Page, EscapesEveryTextThatIsPutIntoIt) {
    const std::string html = page_html(page_of(nasty));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert('x')&lt;/script&gt; &amp; &quot;Farm&quot; ??"));
}

TEST(Page, HoldsNoScriptAndNothingFromElsewhere) {
    const std::string html = page_html(page_of("Farm"));
    for (const char* word :
         {"<script", "javascript:", "src=", "href=", "url(", "@import", "<link", "<iframe", "onload"})
        EXPECT_THAT(html, Not(HasSubstr(word))) << word;
}

TEST(Page, SaysSimulatedInLargeWhereItIs) {
    Page page = page_of("Farm");
    EXPECT_THAT(page_html(page), HasSubstr("<b>SIMULATED</b>"));
    page.simulated = false;
    EXPECT_THAT(page_html(page), Not(HasSubstr("SIMULATED")));
}

TEST(Page, ALightNeverStandsWithoutItsWord) {
    Page page = page_of("Farm");
    page.light_word = "FAIR";
    EXPECT_THAT(page_html(page), HasSubstr("<p class=\"light yellow\"><i></i>FAIR</p>"));
    page.light_word.clear();
    EXPECT_THAT(page_html(page), Not(HasSubstr("class=\"light")));
}

TEST(Page, IsMadeForPrinting) {
    EXPECT_THAT(page_html(page_of("Farm")), AllOf(HasSubstr("@media print"), HasSubstr("@page"),
                                                  HasSubstr("break-inside:avoid"), HasSubstr("class=\"new-page\"")));
}

// libxml2's parser of HTML knows none of HTML5's elements and says "invalid" of each; all else it says counts.
TEST(Page, IsWellFormedByAnotherProgram) {
    if (std::system("command -v xmllint >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "no xmllint: NOT CHECKED FOR BEING WELL-FORMED (apt-get install libxml2-utils)";
    const tests::TemporaryFolder folder;
    const std::string file = folder.file("page.html", page_html(page_of(nasty)));
    EXPECT_EQ(std::system(("xmllint --noout '" + file + "'").c_str()), 0);
    EXPECT_NE(
        std::system(("xmllint --html --noout '" + file + "' 2>&1 | grep error | grep -v 'Tag .* invalid'").c_str()), 0);
}

}  // namespace
}  // namespace boresight::report
