// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "cli/scan_cells.h"
#include "cli/signal_words.h"
#include "cli/table.h"

namespace boresight::cli {

namespace {

constexpr double telling_loss_db = -0.2;
constexpr std::size_t most_codes = 6;  // of neighbours, that are told one by one

std::string path_words(const dsp::umts::Cell& cell) {
    if (cell.paths.size() < 2) return "1";
    return fmt::format("{} in {:.1f} us", cell.paths.size(), cell.paths.back().delay_us);
}

// Empty where nothing was heard of it.
std::string place_words(const dsp::umts::SystemInfo& info) {
    std::vector<std::string> words;
    if (info.sib1) {
        words.push_back(fmt::format("location area {}", info.sib1->lac));
        if (info.sib1->rac) words.push_back(fmt::format("routing area {}", *info.sib1->rac));
    }
    if (info.sib3)
        words.push_back(fmt::format("cell {} (RNC {}, {})", info.sib3->cell_id, info.sib3->cell_id >> 16U,
                                    info.sib3->cell_id & 0xFFFFU));
    return fmt::format("{}", fmt::join(words, ", "));
}

// "PSC 101, 202, 303", of many the first few.
std::string code_words(const std::vector<int>& pscs) {
    const std::size_t shown = pscs.size() > most_codes + 1 ? most_codes : pscs.size();
    std::string words = fmt::format("PSC {}", fmt::join(pscs.begin(), pscs.begin() + static_cast<int>(shown), ", "));
    if (shown < pscs.size()) words += fmt::format(" and {} more", pscs.size() - shown);
    return words;
}

// On its own carrier and on others of UMTS. A list may hold the cell that sends it.
std::vector<std::string> neighbour_words(const dsp::umts::Sib11& sib11, int own_psc) {
    std::vector<std::string> words;
    std::vector<int> intra = sib11.intra_psc;
    std::erase(intra, own_psc);
    if (!intra.empty())
        words.push_back(fmt::format("{} on its carrier ({})",
                                    counted(static_cast<long long>(intra.size()), "neighbour"), code_words(intra)));
    std::map<int, std::vector<int>> inter;
    for (const auto& cell : sib11.inter) inter[cell.uarfcn].push_back(cell.psc);
    for (const auto& [uarfcn, pscs] : inter) words.push_back(fmt::format("UARFCN {} ({})", uarfcn, code_words(pscs)));
    return words;
}

// "sends its pilot at 33 dBm and tells its phones of 2 neighbours on its carrier (PSC 44, 45), LTE on EARFCN 1650".
std::string announced_words(const dsp::umts::SystemInfo& info, int own_psc) {
    std::vector<std::string> words, others;
    if (info.sib5 && info.sib5->cpich_tx_power_dbm)
        words.push_back(fmt::format("sends its pilot at {} dBm", *info.sib5->cpich_tx_power_dbm));
    if (info.sib11) others = neighbour_words(*info.sib11, own_psc);
    if (info.sib19) {
        std::set<int> earfcns;
        for (const auto& carrier : info.sib19->eutra) earfcns.insert(carrier.earfcn);
        if (!earfcns.empty()) others.push_back(fmt::format("LTE on EARFCN {}", fmt::join(earfcns, ", ")));
    }
    if (!others.empty()) words.push_back(fmt::format("tells its phones of {}", fmt::join(others, ", ")));
    return fmt::format("{}", fmt::join(words, " and "));
}

// Cells whose broadcast was read, but not the part that names the network, by carrier.
std::string unnamed_umts_lines(const std::vector<survey::UmtsScanCell>& cells) {
    std::map<std::string, std::vector<int>> unnamed;
    for (const survey::UmtsScanCell& found : cells)
        if (!found.cell.bch_blocks.empty() && !(found.cell.system_info && found.cell.system_info->mib))
            unnamed[at_words(found)].push_back(found.cell.psc);
    std::string out;
    for (const auto& [at, pscs] : unnamed)
        out += paragraph(fmt::format(
            "Not heard whose PSC {}{} {}: what was read of the broadcast doesn't name the network, which is said every "
            "80 ms.",
            fmt::join(pscs, ", "), at, pscs.size() == 1 ? "is" : "are"));
    return out;
}

}  // namespace

std::string umts_cell_table(const Context& context, const std::vector<survey::UmtsScanCell>& cells) {
    const bool named = std::any_of(cells.begin(), cells.end(), [](const survey::UmtsScanCell& found) {
        return found.operated_by.name || found.operated_by.plmn;
    });
    std::vector<Table::Column> columns{{.heading = "cell (PSC)", .align = Align::right},
                                       {.heading = "quality (Ec/No)"},
                                       {.heading = "strength (RSCP)"},
                                       {.heading = "band (UARFCN)"},
                                       {.heading = "paths"}};
    columns.push_back(named ? Table::Column{.heading = "network"}
                            : Table::Column{.heading = "frame (SFN)", .align = Align::right});
    Table table(columns);
    for (const survey::UmtsScanCell& found : cells) {
        const dsp::umts::Cell& cell = found.cell;
        table.add_row({std::to_string(cell.psc) + (found.microcell ? ", yours" : ""),
                       ecno_light(context, cell.ecno_db) + ", " + with_spread(cell.ecno_db, cell.ecno_sigma_db, "dB"),
                       strength_words(found, cell.rscp_dbfs, cell.rscp_sigma_db), carrier_words(found),
                       path_words(cell),
                       named      ? network_words(found.operated_by)
                       : cell.sfn ? std::to_string(*cell.sfn)
                                  : ""});
    }
    return table.text();
}

std::string umts_lines(const std::vector<survey::UmtsScanCell>& cells) {
    std::string out = unnamed_umts_lines(cells);
    std::set<double> lossy;
    for (const survey::UmtsScanCell& found : cells) {
        const dsp::umts::Cell& cell = found.cell;
        const std::string name = cell_name(catalog::Rat::umts, cell.psc) + at_words(found);
        const std::string place = cell.system_info ? place_words(*cell.system_info) : "";
        if (!place.empty()) out += paragraph(fmt::format("{} says that it is {}.", name, place));
        const std::string announced = cell.system_info ? announced_words(*cell.system_info, cell.psc) : "";
        if (!announced.empty()) out += paragraph(fmt::format("{} {}.", name, announced));
        if (cell.band_loss_db < telling_loss_db && lossy.insert(found.frequency_hz.value_or(0)).second)
            out += paragraph(
                fmt::format("{:.0f} % of the carrier's power{} was captured; strength and Ec/No are corrected for the "
                            "rest.",
                            100 * std::pow(10, cell.band_loss_db / 10), at_words(found)));
    }
    return out;
}

}  // namespace boresight::cli
