// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "catalog/frequency_text.h"
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

std::string heading_of(const survey::ScanCell& found) {
    return column_name(found);
}

// Where it sends is said above.
std::string heading_of(const survey::UmtsScanCell& found) {
    return found.microcell ? cell_name(catalog::Rat::umts, found.cell.psc) + ", yours" : column_name(found);
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
std::string LogLines::heading(const app::LogRound& round, const std::string& above) {
    const survey::ScanResult& found = round.heard.found;
    const std::string quality = found.umts_cells.empty() ? "SINR" : found.cells.empty() ? "Ec/No" : "quality";
    std::string line = fmt::format("{:<16}  {:>5}", "strength, " + quality, "cells");
    std::vector<std::string> networks;
    const auto add = [&](const auto& cell) {
        columns_.push_back(key_of(cell));
        line += fmt::format("{:>{}}", heading_of(cell), column_width);
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
    return (round.simulated ? "SIMULATED: a made world is heard.\n" : "") + whose + above + line + '\n';
}

// What there is to say of those that weren't known before.
std::string LogLines::take_microcells(const app::LogRound& round) {
    std::string out;
    for (const app::MicrocellHeard& heard : round.microcells)
        if (std::none_of(microcells_.begin(), microcells_.end(), [&](const Own& own) { return own.known == heard; })) {
            microcells_.push_back({.known = heard});
            out += paragraph(app::microcell_sentence(heard));
        }
    for (Own& own : microcells_) {
        ++own.rounds;
        for (const survey::UmtsScanCell& cell : round.heard.found.umts_cells) {
            if (cell.cell.psc != own.known.psc || cell.frequency_hz != own.known.frequency_hz) continue;
            const double level_dbfs = cell.cell.rscp_dbfs;
            own.least_dbfs = own.heard == 0 ? level_dbfs : std::min(own.least_dbfs, level_dbfs);
            own.most_dbfs = own.heard == 0 ? level_dbfs : std::max(own.most_dbfs, level_dbfs);
            ++own.heard;
        }
    }
    return out;
}

std::string LogLines::of_microcells() const {
    std::string out;
    for (const Own& own : microcells_)
        out += paragraph(
            fmt::format("Your microcell (PSC {} at {}) was heard in {} of {}, at {:.1f} to {:.1f} dBFS (RSCP).",
                        own.known.psc, catalog::frequency_text(own.known.frequency_hz), own.heard,
                        counted(own.rounds, "round"), tenths(own.least_dbfs), tenths(own.most_dbfs)));
    return out;
}

std::string LogLines::of(const app::LogRound& round) {
    const survey::ScanResult& found = round.heard.found;
    std::string above = take_microcells(round);
    if (columns_.empty() && found.found_a_cell()) above = heading(round, above);
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
