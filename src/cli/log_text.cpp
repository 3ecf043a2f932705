// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "cli/log_report.h"
#include "cli/scan_cells.h"
#include "cli/signal_words.h"
#include "cli/table.h"
#include "survey/either_standard.h"

namespace boresight::cli {

namespace {

constexpr std::size_t most_columns = 4;
constexpr int column_width = 18;

template <class Found>
std::tuple<catalog::Rat, double, int> key_of(const Found& found) {
    return {survey::rat_of(found), found.frequency_hz.value_or(0), survey::physical_id(found.cell)};
}

// Without "-0.0".
double tenths(double value) {
    return std::round(10 * value) / 10 + 0.0;
}

template <class Found>
std::string column_name(const Found& found) {
    const std::string cell = cell_name(survey::rat_of(found), survey::physical_id(found.cell));
    return found.carriers.empty() ? cell : fmt::format("{} ({})", cell, found.carriers.front().channel);
}

std::string levels(double strength_dbfs, double quality_db) {
    return fmt::format("{:.1f} {:>6.1f}", tenths(strength_dbfs), tenths(quality_db));
}

std::string levels_of(const survey::ScanCell& found) {
    return levels(found.cell.rsrp_dbfs, found.cell.sinr_db);
}

std::string levels_of(const survey::UmtsScanCell& found) {
    return levels(found.cell.rscp_dbfs, found.cell.ecno_db);
}

}  // namespace

// Strength in dBFS and quality in dB of each.
std::string LogLines::heading(const app::LogRound& round) {
    const survey::ScanResult& found = round.heard.found;
    const std::string quality = found.umts_cells.empty() ? "SINR" : found.cells.empty() ? "Ec/No" : "quality";
    std::string line = fmt::format("{:<16}  {:>5}", "strength, " + quality, "cells");
    std::vector<std::string> networks;
    const auto add = [&](const auto& cell) {
        columns_.push_back(key_of(cell));
        line += fmt::format("{:>{}}", column_name(cell), column_width);
        if (cell.operated_by.plmn || cell.operated_by.name)
            networks.push_back(fmt::format("{} is {}", column_name(cell), network_words(cell.operated_by)));
    };
    const std::size_t of_umts = std::min(
        found.umts_cells.size(), std::max(most_columns / 2, most_columns - std::min(most_columns, found.cells.size())));
    for (const survey::ScanCell& cell : found.cells)
        if (columns_.size() < most_columns - of_umts) add(cell);
    for (const survey::UmtsScanCell& cell : found.umts_cells)
        if (columns_.size() < most_columns) add(cell);
    const std::string whose = networks.empty() ? "" : paragraph(fmt::format("{}.", fmt::join(networks, "; ")));
    return (round.simulated ? "SIMULATED: a made world is heard.\n" : "") + whose + line + '\n';
}

std::string LogLines::of(const app::LogRound& round) {
    const survey::ScanResult& found = round.heard.found;
    const std::string above = columns_.empty() && found.found_a_cell() ? heading(round) : "";
    std::string line = fmt::format("{}  {:>5}", clock_.minute(round.start_ns), found.cell_count());
    for (const auto& column : columns_) {
        std::string words = "-";
        survey::for_every_cell(found, [&](const auto& cell) {
            if (key_of(cell) == column) words = levels_of(cell);
        });
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
