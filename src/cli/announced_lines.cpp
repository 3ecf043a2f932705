// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "catalog/frequency_text.h"
#include "cli/scan_cells.h"
#include "cli/table.h"
#include "survey/announced.h"

namespace boresight::cli {

namespace {

// "band 3 (EARFCN 1650), band 20 (EARFCN 6300, 6400)"; empty where there are none.
std::string neighbour_words(const std::vector<dsp::lte::NeighbourCarrier>& neighbours) {
    std::map<int, std::vector<int>> by_band;
    for (const dsp::lte::NeighbourCarrier& carrier : neighbours)
        if (const auto named = survey::downlink_of(carrier)) by_band[named->band->number].push_back(carrier.earfcn);
    std::vector<std::string> words;
    for (const auto& [band, earfcns] : by_band)
        words.push_back(fmt::format("band {} (EARFCN {})", band, fmt::join(earfcns, ", ")));
    return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

std::string announced_lines(const std::vector<survey::ScanCell>& cells) {
    std::string out;
    for (const survey::ScanCell& found : cells) {
        const auto& info = found.cell.system_info;
        if (!info || (!info->sib2 && !info->sib5)) continue;
        std::vector<std::string> words;
        if (info->sib2)
            words.push_back(
                fmt::format("sends at {} dBm per resource element", info->sib2->reference_signal_power_dbm));
        const std::string others = info->sib5 ? neighbour_words(*info->sib5) : "";
        if (!others.empty()) words.push_back("tells its phones of " + others);
        if (words.empty()) continue;
        const std::string at = found.frequency_hz ? " at " + catalog::frequency_text(*found.frequency_hz) : "";
        out += paragraph(fmt::format("PCI {}{} {}.", found.cell.pci, at, fmt::join(words, " and ")));
    }
    return out;
}

}  // namespace boresight::cli
