// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scan_cells.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "catalog/frequency_text.h"
#include "cli/scan_report.h"
#include "cli/signal_words.h"
#include "cli/table.h"
#include "survey/cell_naming.h"
#include "survey/radio_rate.h"

namespace boresight::cli {

namespace {

constexpr std::size_t most_short = 3;
constexpr double least_closeness = 0.8;  // noise gives candidates with half of what a cell needs
constexpr double telling_ppm = 1.0;      // below it the radio's clock is as good as measured

std::string width_words(int n_rb_dl) {
    switch (n_rb_dl) {
        case 6: return "1.4 MHz";
        case 15: return "3 MHz";
        default: return fmt::format("{} MHz", n_rb_dl / 5);
    }
}

std::string frame_words(const dsp::lte::Cell& cell) {
    return cell.mib ? std::to_string(cell.mib->sfn) : "";
}

std::vector<std::string> cell_row(const Context& context, const survey::ScanCell& found) {
    const dsp::lte::Cell& cell = found.cell;
    const bool read = cell.mib.has_value();
    return {std::to_string(cell.pci),
            quality_light(context, cell.sinr_db) + ", " + with_spread(cell.sinr_db, cell.sinr_sigma_db, "dB"),
            strength_words(found, cell.rsrp_dbfs, cell.rsrp_sigma_db),
            carrier_words(found),
            read ? width_words(cell.mib->n_rb_dl) : "not read",
            read ? std::to_string(cell.mib->ports) : ""};
}

// Each carrier once.
class CarrierLines {
public:
    // `kind`: what is to be told of it beside its frequency; `channel`: what its numbers are called.
    void add(const survey::OnCarrier& found, const std::string& kind, catalog::Rat rat) {
        if (!found.frequency_hz || !told_.insert({*found.frequency_hz, kind, rat}).second) return;
        const std::string where = catalog::frequency_text(*found.frequency_hz) + kind;
        if (found.carriers.empty()) {
            out_ += paragraph(fmt::format("The carrier at {} is in no band of {}.", where, rat_title(rat)));
            return;
        }
        const auto word = channel_word(rat);
        std::string others;
        for (std::size_t k = 1; k < found.carriers.size(); ++k)
            others += fmt::format("{}{} in band {}",
                                  k == 1 ? fmt::format("; the same carrier is also {} ", word) : std::string(", "),
                                  found.carriers[k].channel, found.carriers[k].band->number);
        out_ += paragraph(fmt::format("{} {} of band {} is {}{}.", word, found.carriers.front().channel,
                                      found.carriers.front().band->number, where, others));
    }

    const std::string& text() const { return out_; }

private:
    std::set<std::tuple<double, std::string, catalog::Rat>> told_;
    std::string out_;
};

}  // namespace

std::string cell_name(catalog::Rat rat, int physical_id) {
    return fmt::format("{} {}", rat == catalog::Rat::umts ? "PSC" : "PCI", physical_id);
}

std::string carrier_words(const survey::OnCarrier& found) {
    if (!found.frequency_hz) return "unknown";
    if (found.carriers.empty()) return "none";
    return fmt::format("{} ({})", found.carriers.front().band->number, found.carriers.front().channel);
}

std::string strength_words(const survey::OnCarrier& found, double dbfs, double sigma_db) {
    return found.level_dbm ? with_spread(*found.level_dbm, found.level_dbm_sigma_db, "dBm")
                           : with_spread(dbfs, sigma_db, "dBFS");
}

std::string found_words(const survey::ScanResult& result) {
    if (!result.found_a_cell()) return "No cell";
    const auto lte = static_cast<long long>(result.cells.size()),
               umts = static_cast<long long>(result.umts_cells.size());
    if (umts == 0) return counted(lte, "LTE cell");
    const std::string of_umts = counted(umts, "UMTS cell");
    return lte == 0 ? of_umts : counted(lte, "LTE cell") + " and " + of_umts;
}

std::string network_words(const survey::Operator& operated_by) {
    if (operated_by.known_from == survey::Operator::KnownFrom::band_plan)
        return operated_by.name ? "likely " + *operated_by.name : "unknown";
    if (!operated_by.plmn) return "unknown";
    const std::string name = operated_by.name.value_or(*operated_by.plmn);
    return operated_by.known_from == survey::Operator::KnownFrom::earlier ? name + ", as heard before" : name;
}

std::string cell_tables(const Context& context, const survey::ScanResult& result) {
    std::string out;
    if (!result.cells.empty()) out += cell_table(context, result.cells);
    if (!out.empty() && !result.umts_cells.empty()) out += '\n';
    if (!result.umts_cells.empty()) out += umts_cell_table(context, result.umts_cells);
    return out;
}

std::string cell_lines(const survey::ScanResult& result) {
    return carrier_lines(result) + unnamed_lines(result.cells) + use_lines(result.cells) +
           announced_lines(result.cells) + umts_lines(result.umts_cells);
}

std::string cell_table(const Context& context, const std::vector<survey::ScanCell>& cells) {
    const bool named = std::any_of(cells.begin(), cells.end(), [](const survey::ScanCell& found) {
        return found.operated_by.name || found.operated_by.plmn;
    });
    std::vector<Table::Column> columns{{.heading = "cell (PCI)", .align = Align::right},
                                       {.heading = "quality (SINR)"},
                                       {.heading = "strength (RSRP)"},
                                       {.heading = "band (EARFCN)"},
                                       {.heading = "width"},
                                       {.heading = "ports", .align = Align::right}};
    // Without names the frame number is what shows that cells belong together; for both the page is too narrow.
    columns.push_back(named ? Table::Column{.heading = "network"}
                            : Table::Column{.heading = "frame (SFN)", .align = Align::right});
    Table table(columns);
    for (const survey::ScanCell& found : cells) {
        std::vector<std::string> row = cell_row(context, found);
        row.push_back(named ? network_words(found.operated_by) : frame_words(found.cell));
        table.add_row(row);
    }
    return table.text();
}

std::string carrier_lines(const survey::ScanResult& result) {
    CarrierLines lines;
    for (const survey::ScanCell& found : result.cells)
        lines.add(found, found.cell.duplex == dsp::lte::Duplex::fdd ? ", FDD" : ", TDD", catalog::Rat::lte);
    for (const survey::UmtsScanCell& found : result.umts_cells) lines.add(found, "", catalog::Rat::umts);
    return lines.text();
}

std::string at_words(const survey::OnCarrier& found) {
    return found.frequency_hz ? " at " + catalog::frequency_text(*found.frequency_hz) : "";
}

// SIB1 tells; cells whose MIB wasn't read have a line of their own.
std::string unnamed_lines(const std::vector<survey::ScanCell>& cells) {
    struct Unnamed {
        std::string at, why;
        std::vector<int> pcis;
    };
    std::vector<Unnamed> unnamed;
    for (const survey::ScanCell& found : cells) {
        const dsp::lte::Cell& cell = found.cell;
        if (!cell.mib || cell.system_info || found.operated_by.plmn) continue;
        std::string why =
            cell.sinr_db < survey::least_named_sinr_db
                ? "too weak beside others and the noise."
                : fmt::format("{:.2f} MS/s or more would hear the whole {} at once.",
                              survey::whole_carrier_rate_hz(cell.mib->n_rb_dl) / 1e6, width_words(cell.mib->n_rb_dl));
        const std::vector<std::string>& likely = found.operated_by.likely;
        if (!likely.empty()) why += fmt::format(" By its carrier it should be {}'s.", fmt::join(likely, "'s or "));
        const std::string at = at_words(found);
        auto same = std::find_if(unnamed.begin(), unnamed.end(),
                                 [&](const Unnamed& other) { return other.at == at && other.why == why; });
        if (same == unnamed.end()) same = unnamed.insert(unnamed.end(), {.at = at, .why = why, .pcis = {}});
        same->pcis.push_back(cell.pci);
    }
    std::string out;
    for (const Unnamed& group : unnamed)
        out += paragraph(fmt::format("Not heard whose PCI {}{} {}: {}", fmt::join(group.pcis, ", "), group.at,
                                     group.pcis.size() == 1 ? "is" : "are", group.why));
    return out;
}

std::string use_lines(const std::vector<survey::ScanCell>& cells) {
    std::string busy, out;
    for (const survey::ScanCell& found : cells) {
        const dsp::lte::Cell& cell = found.cell;
        if (cell.load)
            busy += fmt::format("{}PCI {}{} {:.0f} ± {:.0f} %", busy.empty() ? "" : ", ", cell.pci, at_words(found),
                                100 * cell.load->share, std::max(1.0, 100 * cell.load->sigma));
        if (cell.direct_path_blocked.value_or(false))
            out += paragraph(
                fmt::format("PCI {}: direct path blocked. What arrives first is {:.0f} dB under the strongest echo.",
                            cell.pci, -cell.first_path_db.value_or(0)));
    }
    if (busy.empty()) return out;
    return paragraph(fmt::format("Share of a cell's capacity that is in use: {}.", busy)) + out;
}

// The strongest cell's offset is the radio's own error: base stations are exact to 0.05 ppm.
std::string clock_words(const survey::ScanResult& result) {
    if (!result.found_a_cell()) return "";
    const auto words = [](const auto& strongest) -> std::string {
        if (!strongest.frequency_hz) return "";
        const double ppm = 1e6 * strongest.cell.cfo_hz / *strongest.frequency_hz;
        if (std::abs(ppm) < telling_ppm) return "";
        return fmt::format("The radio was tuned {:.1f} kHz too {} ({:.1f} ppm): carriers show that much {}.",
                           std::abs(strongest.cell.cfo_hz) / 1e3, ppm > 0 ? "low" : "high", std::abs(ppm),
                           ppm > 0 ? "higher" : "lower");
    };
    return result.cells.empty() ? words(result.umts_cells.front()) : words(result.cells.front());
}

std::string short_lines(const std::vector<survey::ShortCell>& cells) {
    std::string out;
    std::size_t told = 0;
    for (; told < cells.size() && told < most_short && cells[told].closeness() > least_closeness; ++told)
        out += paragraph(
            fmt::format("Perhaps also {}{}: {}.", cell_name(cells[told].rat, cells[told].physical_id),
                        cells[told].frequency_hz ? " at " + catalog::frequency_text(*cells[told].frequency_hz) : "",
                        short_words(cells[told])));
    return out;
}

}  // namespace boresight::cli
