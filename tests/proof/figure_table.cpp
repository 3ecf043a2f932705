// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/proof/figure_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace boresight::proof {

namespace {

constexpr const char* header = "row,figure,runs,value,low,high,least,most";
constexpr std::size_t columns = 8;

std::string number(const std::optional<double>& value) {
    return value ? fmt::format("{:g}", *value) : "";
}

std::optional<double> number_of(const std::string& word) {
    return word.empty() ? std::nullopt : std::optional(std::strtod(word.c_str(), nullptr));
}

}  // namespace

FigureTable::FigureTable(std::filesystem::path file) : file_(std::move(file)) {
    std::ifstream in(file_);
    std::string line;
    if (!std::getline(in, line)) return;
    if (line != header) throw std::runtime_error(file_.string() + " has other columns: expected " + header);
    while (std::getline(in, line)) {
        std::istringstream words(line + ",");
        std::vector<std::string> cells;
        for (std::string word; std::getline(words, word, ',');) cells.push_back(word);
        if (cells.size() < columns) throw std::runtime_error(file_.string() + " has a short line: " + line);
        StoredFigure stored{.runs = std::strtoul(cells[2].c_str(), nullptr, 10), .figure = {}};
        stored.figure.name = cells[1];
        stored.figure.value = *number_of(cells[3]);
        stored.figure.low = *number_of(cells[4]);
        stored.figure.high = *number_of(cells[5]);
        stored.figure.least = number_of(cells[6]);
        stored.figure.most = number_of(cells[7]);
        rows_[cells[0]].push_back(stored);
    }
}

void FigureTable::put(const std::string& row, std::size_t runs, const std::vector<Figure>& figures) {
    rows_[row].clear();
    for (const Figure& figure : figures) rows_[row].push_back({.runs = runs, .figure = figure});
}

void FigureTable::write(const std::vector<std::string>& order) const {
    std::ofstream out(file_, std::ios::trunc);
    out << header << '\n';
    for (const std::string& row : order) {
        const auto at = rows_.find(row);
        if (at == rows_.end()) continue;
        for (const auto& [runs, figure] : at->second)
            out << fmt::format("{},{},{},{:.4g},{:.4g},{:.4g},{},{}\n", row, figure.name, runs, figure.value,
                               figure.low, figure.high, number(figure.least), number(figure.most));
    }
    if (!out.flush()) throw std::runtime_error(file_.string() + " can't be written");
}

std::vector<std::string> FigureTable::worse_than_stored(const std::string& row,
                                                        const std::vector<Figure>& figures) const {
    std::vector<std::string> out;
    const auto at = rows_.find(row);
    if (at == rows_.end()) return out;
    for (const Figure& now : figures)
        for (const auto& [runs, was] : at->second) {
            if (was.name != now.name) continue;
            const bool worse = (now.least && now.high < was.low) || (now.most && now.low > was.high);
            if (worse)
                out.push_back(fmt::format("{}: {:.2f} ({:.2f} .. {:.2f}), stored {:.2f} ({:.2f} .. {:.2f})", now.name,
                                          now.value, now.low, now.high, was.value, was.low, was.high));
        }
    return out;
}

}  // namespace boresight::proof
