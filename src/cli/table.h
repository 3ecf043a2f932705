// SPDX-License-Identifier: GPL-3.0-or-later
// Aligned columns for people. Widths count what a terminal shows of UTF-8, not bytes. The first row is the heading. A
// table wider than `max_width` has the text of its widest left-aligned column broken over several lines at blanks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace boresight::cli {

constexpr std::size_t page_width = 100;

enum class Align { left, right };

class Table {
public:
    struct Column {
        std::string heading;
        Align align = Align::left;
    };

    explicit Table(std::vector<Column> columns);

    // As many cells as there are columns.
    void add_row(std::vector<std::string> cells);
    bool empty() const { return rows_.empty(); }

    // Lines that end with '\n'; two blanks between columns, none at the end of a line.
    std::string text(std::size_t max_width = page_width) const;

private:
    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

// Columns a terminal needs for UTF-8 text: combining marks and escape sequences of colour take none, East Asian wide
// characters two, broken bytes one each.
std::size_t display_width(std::string_view utf8);

// Text broken at blanks into lines of at most `width` columns (longer words stand alone); '\n' in it is kept.
std::vector<std::string> wrap(std::string_view utf8, std::size_t width);

// Whole lines within the page, `first` before the first of them and as many blanks before the others; nothing of an
// empty text.
std::string paragraph(const std::string& text, const std::string& first = "");

}  // namespace boresight::cli
