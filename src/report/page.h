// SPDX-License-Identifier: GPL-3.0-or-later
// A page for people to keep and to print: one HTML document (HTML5, UTF-8) that is whole in itself, without script and
// without anything from elsewhere. It reads on a phone and prints on A4 and Letter, black on white, with its pictures
// and tables unbroken. All texts are any text and made safe here; pictures are SVG of this program's own. A light is a
// colour of a traffic light and always stands with its word. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace boresight::report {

enum class Light { green, yellow, red, none };

// "Antenna: log-periodic".
struct PageFact {
    std::string name;
    std::string value;
};

struct PageTable {
    std::vector<std::string> headings;
    std::vector<std::vector<std::string>> rows = {};  // as many cells as headings
    std::string caption = {};
};

struct PagePicture {
    std::string title;
    std::string svg;    // a document of its own
    std::string words;  // below it
};

// In this order, each where there is any.
struct PageSection {
    std::string title;
    std::vector<std::string> paragraphs = {};
    std::vector<PageFact> facts = {};
    std::vector<PageTable> tables = {};
    std::vector<PagePicture> pictures = {};
    std::vector<std::string> commands = {};  // lines to be typed: kept as they are
    std::vector<std::string> items = {};
    bool on_new_page = false;
};

struct Page {
    std::string title;
    std::string subtitle;
    bool simulated = false;  // then it says so in large
    std::string light_word;  // "GOOD"
    Light light = Light::none;
    std::string sentence;                   // the answer
    std::vector<std::string> instructions;  // what to do, one after the other
    std::vector<PageSection> sections;
    std::string footer;
};

std::string page_html(const Page& page);

}  // namespace boresight::report
