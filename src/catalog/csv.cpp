// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace boresight::catalog {

namespace {

constexpr double hz_per_mhz = 1e6;

Error fault(std::string what, std::string where, std::string expected = {}) {
    return Error(Error::Kind::bad_input, {.what = std::move(what),
                                          .where = std::move(where),
                                          .expected = std::move(expected),
                                          .fix = "Correct the file and build again"});
}

// Reads the fields of one record from `at`, which it moves behind the record; quoted fields may hold commas and lines.
std::vector<std::string> take_record(std::string_view text, std::size_t& at, const std::string& where) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    bool was_quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c != '"') {
                fields.back() += c;
            } else if (at + 1 < text.size() && text[at + 1] == '"') {
                fields.back() += '"';
                ++at;
            } else {
                quoted = false;
            }
        } else if (c == '"' && fields.back().empty() && !was_quoted) {
            quoted = was_quoted = true;
        } else if (c == '"' || (was_quoted && c != ',' && c != '\n' && c != '\r')) {
            throw fault("a quotation mark stands inside a field", where,
                        "quotes around the whole field, doubled inside");
        } else if (c == ',') {
            fields.emplace_back();
            was_quoted = false;
        } else if (c == '\n') {
            ++at;
            return fields;
        } else if (c != '\r') {
            fields.back() += c;
        }
    }
    if (quoted) throw fault("a quoted field never ends", where, "a closing quotation mark");
    return fields;
}

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = text.find_first_not_of(' ', at);
        if (start == std::string_view::npos) break;
        at = std::min(text.find(' ', start), text.size());
        words.emplace_back(text.substr(start, at - start));
    }
    return words;
}

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<double> finite_number(std::string_view text) {
    const auto value = whole_number<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace

CsvTable::CsvTable(std::string file, std::string_view content) : file_(std::move(file)) {
    std::size_t line = 1;
    for (std::size_t at = 0; at < content.size();) {
        const std::size_t start = at;
        const std::size_t first_line = line;
        std::vector<std::string> fields;
        if (content[at] == '#' || content[at] == '\n' || content[at] == '\r') {
            at = std::min(content.find('\n', at), content.size() - 1) + 1;
        } else {
            fields = take_record(content, at, fmt::format("{}, line {}", file_, line));
        }
        line += static_cast<std::size_t>(std::count(content.begin() + static_cast<std::ptrdiff_t>(start),
                                                    content.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        if (fields.empty()) continue;
        if (header_.empty()) {
            header_ = std::move(fields);
        } else if (fields.size() == header_.size()) {
            rows_.push_back({first_line, std::move(fields)});
        } else {
            throw fault(fmt::format("the row has {} fields", fields.size()),
                        fmt::format("{}, line {}", file_, first_line),
                        fmt::format("{} as in the header", header_.size()));
        }
    }
    if (header_.empty()) throw fault("the table is empty", file_, "a header row");
}

bool CsvTable::has_column(std::string_view column) const {
    return std::find(header_.begin(), header_.end(), column) != header_.end();
}

std::size_t CsvTable::column_index(std::string_view column) const {
    const auto found = std::find(header_.begin(), header_.end(), column);
    if (found == header_.end()) throw fault(fmt::format("no column {}", column), file_, "it in the header row");
    return static_cast<std::size_t>(found - header_.begin());
}

void CsvRow::refuse(std::string_view column, std::string_view expected) const {
    const auto& record = table_->rows_[index_];
    throw fault(fmt::format("\"{}\" can't be read", text(column)),
                fmt::format("{}, line {}, column {}", table_->file_, record.line, column), std::string(expected));
}

const std::string& CsvRow::text(std::string_view column) const {
    return table_->rows_[index_].fields[table_->column_index(column)];
}

const std::string& CsvRow::required_text(std::string_view column) const {
    const std::string& value = text(column);
    if (value.empty()) refuse(column, "a text");
    return value;
}

std::int64_t CsvRow::integer(std::string_view column) const {
    const auto value = whole_number<std::int64_t>(text(column));
    if (!value) refuse(column, "a whole number");
    return *value;
}

double CsvRow::number(std::string_view column) const {
    const auto value = finite_number(text(column));
    if (!value) refuse(column, "a number");
    return *value;
}

double CsvRow::hz_of_mhz(std::string_view column) const {
    return std::round(number(column) * hz_per_mhz);
}

std::optional<double> CsvRow::optional_number(std::string_view column) const {
    if (text(column).empty()) return std::nullopt;
    return number(column);
}

std::vector<std::string> CsvRow::words(std::string_view column) const {
    return split_words(text(column));
}

std::vector<std::int64_t> CsvRow::integers(std::string_view column) const {
    std::vector<std::int64_t> values;
    for (const std::string& word : words(column)) {
        const auto value = whole_number<std::int64_t>(word);
        if (!value) refuse(column, "whole numbers separated by blanks");
        values.push_back(*value);
    }
    return values;
}

std::vector<double> CsvRow::numbers(std::string_view column) const {
    std::vector<double> values;
    for (const std::string& word : words(column)) {
        const auto value = finite_number(word);
        if (!value) refuse(column, "numbers separated by blanks");
        values.push_back(*value);
    }
    return values;
}

}  // namespace boresight::catalog
