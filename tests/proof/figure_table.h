// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a full proof as a table of commas in docs/, and whether a few runs agree with it. A table that can't
// be read or written throws std::runtime_error.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/proof/figure.h"

namespace boresight::proof {

struct StoredFigure {
    std::size_t runs = 0;
    Figure figure;
};

class FigureTable {
public:
    explicit FigureTable(std::filesystem::path file);  // one that doesn't exist is empty

    void put(const std::string& row, std::size_t runs, const std::vector<Figure>& figures);
    void write(const std::vector<std::string>& order) const;  // rows in this order

    // Of the figures that are stored, those whose interval lies wholly on the worse side of what is stored now: lower
    // where a least value is required, higher where a most is.
    std::vector<std::string> worse_than_stored(const std::string& row, const std::vector<Figure>& figures) const;
    bool has(const std::string& row) const { return rows_.contains(row); }

private:
    std::filesystem::path file_;
    std::map<std::string, std::vector<StoredFigure>> rows_;
};

}  // namespace boresight::proof
