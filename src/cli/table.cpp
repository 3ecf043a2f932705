// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/table.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace boresight::cli {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest_wrapped = 12;  // below this a broken column is harder to read than a long line

std::size_t total_width(const std::vector<std::size_t>& widths) {
    return std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
}

std::string trimmed(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

}  // namespace

std::vector<std::string> wrap(std::string_view utf8, std::size_t width) {
    std::vector<std::string> lines(1);
    std::size_t used = 0;
    while (!utf8.empty()) {
        const std::size_t end = utf8.find_first_of(" \n");
        const std::string_view word = utf8.substr(0, end);
        const std::size_t wide = display_width(word);
        if (used > 0 && used + 1 + wide > width) {
            lines.emplace_back();
            used = 0;
        }
        if (used > 0 && wide > 0) {
            lines.back() += ' ';
            ++used;
        }
        lines.back() += word;
        used += wide;
        if (end == std::string_view::npos) break;
        if (utf8[end] == '\n') {
            lines.emplace_back();
            used = 0;
        }
        utf8.remove_prefix(end + 1);
    }
    return lines;
}

std::string paragraph(const std::string& text, const std::string& first) {
    std::string out;
    if (text.empty()) return out;
    const std::size_t indent = display_width(first);
    for (const std::string& line : wrap(text, page_width - indent))
        out += (out.empty() ? first : std::string(indent, ' ')) + line + '\n';
    return out;
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::add_row(std::vector<std::string> cells) {
    if (cells.size() != columns_.size()) throw std::logic_error("a table row needs one cell a column");
    rows_.push_back(std::move(cells));
}

std::string Table::text(std::size_t max_width) const {
    std::vector<std::vector<std::string>> rows(1);
    for (const Column& column : columns_) rows[0].push_back(column.heading);
    rows.insert(rows.end(), rows_.begin(), rows_.end());

    std::vector<std::size_t> widths(columns_.size(), 0);
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
    while (total_width(widths) > max_width) {
        std::size_t widest = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i)
            if (columns_[i].align == Align::left && widths[i] > narrowest_wrapped &&
                (widest == widths.size() || widths[i] > widths[widest]))
                widest = i;
        if (widest == widths.size()) break;
        widths[widest] -= 1;
    }

    std::string out;
    for (const auto& row : rows) {
        std::vector<std::vector<std::string>> cells;
        std::size_t height = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            cells.push_back(wrap(row[i], widths[i]));
            height = std::max(height, cells.back().size());
        }
        for (std::size_t k = 0; k < height; ++k) {
            std::string line;
            for (std::size_t i = 0; i < row.size(); ++i) {
                const std::string piece = k < cells[i].size() ? cells[i][k] : "";
                const std::size_t wide = display_width(piece);
                const std::string pad(widths[i] > wide ? widths[i] - wide : 0, ' ');
                line += columns_[i].align == Align::right ? pad + piece : piece + pad;
                if (i + 1 < row.size()) line += std::string(gap, ' ');
            }
            out += trimmed(line) + '\n';
        }
    }
    return out;
}

}  // namespace boresight::cli
