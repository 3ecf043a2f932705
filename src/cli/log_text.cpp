// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "cli/log_report.h"
#include "cli/scan_cells.h"
#include "cli/table.h"

namespace boresight::cli {

namespace {

constexpr std::size_t most_columns = 4;
constexpr int column_width = 18;

std::pair<double, int> key_of(const survey::ScanCell& cell) {
    return {cell.frequency_hz.value_or(0), cell.cell.pci};
}

// Without "-0.0".
double tenths(double value) {
    return std::round(10 * value) / 10 + 0.0;
}

std::string column_name(const survey::ScanCell& cell) {
    return cell.carriers.empty() ? fmt::format("PCI {}", cell.cell.pci)
                                 : fmt::format("PCI {} ({})", cell.cell.pci, cell.carriers.front().channel);
}

}  // namespace

// Strength in dBFS and quality in dB of each.
std::string LogLines::heading(const app::LogRound& round) {
    std::string line = fmt::format("{:<16}  {:>5}", "strength, SINR", "cells");
    std::vector<std::string> networks;
    for (const survey::ScanCell& cell : round.heard.found.cells) {
        if (columns_.size() == most_columns) break;
        columns_.push_back(key_of(cell));
        line += fmt::format("{:>{}}", column_name(cell), column_width);
        if (cell.operated_by.plmn || cell.operated_by.name)
            networks.push_back(fmt::format("{} is {}", column_name(cell), network_words(cell.operated_by)));
    }
    const std::string whose = networks.empty() ? "" : paragraph(fmt::format("{}.", fmt::join(networks, "; ")));
    return (round.simulated ? "SIMULATED: a made world is heard.\n" : "") + whose + line + '\n';
}

std::string LogLines::of(const app::LogRound& round) {
    const std::vector<survey::ScanCell>& cells = round.heard.found.cells;
    const std::string above = columns_.empty() && !cells.empty() ? heading(round) : "";
    std::string line = fmt::format("{}  {:>5}", clock_.minute(round.start_ns), cells.size());
    for (const auto& column : columns_) {
        const auto cell =
            std::find_if(cells.begin(), cells.end(), [&](const survey::ScanCell& c) { return key_of(c) == column; });
        const std::string words = cell == cells.end() ? "-"
                                                      : fmt::format("{:.1f} {:>6.1f}", tenths(cell->cell.rsrp_dbfs),
                                                                    tenths(cell->cell.sinr_db));
        line += fmt::format("{:>{}}", words, column_width);
    }
    if (round.missed > 0)
        line = fmt::format("{}  {} missed: the last one took too long\n", clock_.minute(round.start_ns),
                           round.missed == 1 ? "1 round was" : fmt::format("{} rounds were", round.missed)) +
               line;
    return above + line + '\n';
}

std::string LogLines::of_event(std::int64_t time_ns, const std::string& kind, const std::string& detail) {
    const bool gone = kind == "unplugged" || kind == "no_samples";
    return fmt::format("{}  {}: {}{}\n", clock_.minute(time_ns), kind, detail,
                       gone ? "; what was heard is kept, and the log goes on when it is back" : "");
}

}  // namespace boresight::cli
