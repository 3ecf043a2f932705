// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the folder data/: comma separated, RFC 4180 quoting, one header row, lines that begin with # are remarks.
// Whatever is wrong (a row too short, a number that is none, a column that isn't there) is an Error that names file,
// line and column. Holds copies of the text; const functions may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/error.h"

namespace boresight::catalog {

class CsvTable;

class CsvRow {
public:
    CsvRow(const CsvTable& table, std::size_t index) : table_(&table), index_(index) {}

    const std::string& text(std::string_view column) const;           // may be empty
    const std::string& required_text(std::string_view column) const;  // may not
    std::int64_t integer(std::string_view column) const;
    double number(std::string_view column) const;
    double hz_of_mhz(std::string_view column) const;
    std::optional<double> optional_number(std::string_view column) const;  // empty field: none
    std::vector<std::string> words(std::string_view column) const;         // separated by blanks
    std::vector<std::int64_t> integers(std::string_view column) const;     // separated by blanks
    std::vector<double> numbers(std::string_view column) const;            // separated by blanks
    [[noreturn]] void refuse(std::string_view column, std::string_view expected) const;

private:
    const CsvTable* table_;
    std::size_t index_;
};

class CsvTable {
public:
    CsvTable(std::string file, std::string_view content);

    std::size_t size() const { return rows_.size(); }
    CsvRow row(std::size_t index) const { return CsvRow(*this, index); }
    bool has_column(std::string_view column) const;

private:
    friend class CsvRow;
    struct Record {
        std::size_t line = 0;
        std::vector<std::string> fields;
    };

    std::size_t column_index(std::string_view column) const;

    std::string file_;
    std::vector<std::string> header_;
    std::vector<Record> rows_;
};

}  // namespace boresight::catalog
