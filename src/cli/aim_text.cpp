// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/aim_figures.h"
#include "cli/aim_report.h"
#include "cli/signal_words.h"
#include "cli/table.h"

namespace boresight::cli {

namespace {

using app::bearing_words;
using app::gain_interval;

constexpr std::size_t most_columns_of_cells = 4;

std::string level_words(const aim::Reading& reading) {
    switch (reading.kind) {
        case aim::ReadingKind::full:
            return fmt::format("{:.1f} ± {:.1f} dBm", reading.level_db, 1.96 * reading.sigma_db);
        case aim::ReadingKind::partial:
            return fmt::format("{:.1f} ± {:.1f} dBm, {:.0f} % heard", reading.level_db, 1.96 * reading.sigma_db,
                               100 * reading.detected_share);
        case aim::ReadingKind::censored: break;
    }
    return fmt::format("below {:.1f} dBm", reading.level_db);
}

// The cells with a column each: all of them, or of many only the one that the verdict is about.
std::vector<std::size_t> shown_cells(const AimReport& report) {
    std::vector<std::size_t> out;
    if (report.sweep.cells() > most_columns_of_cells) return {report.estimate.verdict.cell.value_or(0)};
    for (std::size_t cell = 0; cell < report.sweep.cells(); ++cell) out.push_back(cell);
    return out;
}

std::string stop_table(const AimReport& report) {
    const bool polarization = report.sweep.kind == survey::SweepFile::Kind::polarization;
    const std::vector<std::size_t> cells = shown_cells(report);
    std::vector<Table::Column> columns{{.heading = "stop", .align = Align::right},
                                       {.heading = "time", .align = Align::right},
                                       {.heading = "azimuth", .align = Align::right}};
    if (polarization) columns.push_back({.heading = "polarization"});
    for (const std::size_t cell : cells)
        columns.push_back(
            {.heading = report.sweep.cells() == 1 ? "level (95 %)" : fmt::format("cell {} (95 %)", cell)});
    Table table(columns);
    for (std::size_t i = 0; i < report.sweep.stops.size(); ++i) {
        const survey::SweepStop& stop = report.sweep.stops[i];
        std::vector<std::string> row{std::to_string(i), fmt::format("{:.0f} s", stop.time_s),
                                     fmt::format("{:g}", stop.azimuth_deg)};
        if (polarization) row.emplace_back(stop.b ? "B" : "A");
        for (const std::size_t cell : cells) {
            const auto& fit = report.estimate.fits[cell];
            const bool doubted = fit && std::find(fit->doubted.begin(), fit->doubted.end(), i) != fit->doubted.end();
            row.push_back(level_words(report.estimate.cells[cell].readings[i]) + (doubted ? ", doubted" : ""));
        }
        table.add_row(row);
    }
    return table.text();
}

std::string fit_table(const AimReport& report) {
    Table table({{.heading = "cell", .align = Align::right},
                 {.heading = "direction (95 %)"},
                 {.heading = "gain over now (95 %)"},
                 {.heading = "one path", .align = Align::right},
                 {.heading = "two paths", .align = Align::right},
                 {.heading = "no direction", .align = Align::right}});
    const auto share = [](double p) { return fmt::format("{:.1f} %", 100 * p); };
    for (std::size_t cell = 0; cell < report.sweep.cells(); ++cell) {
        const auto& fit = report.estimate.fits[cell];
        if (!fit) {
            table.add_row({std::to_string(cell), "heard at too few stops", "", "", "", ""});
            continue;
        }
        const aim::Value& gain = fit->gain_over_present_db;
        table.add_row({std::to_string(cell), bearing_words(*fit), fit->usable_direction ? gain_interval(gain) : "",
                       share(fit->p_single), share(fit->p_two), share(fit->p_isotropic)});
    }
    return table.text();
}

}  // namespace

std::string aim_text(const AimReport& report) {
    const bool polarization = report.sweep.kind == survey::SweepFile::Kind::polarization;
    std::string out = paragraph(aim_sentence(report)) + '\n' + stop_table(report) + '\n';
    if (!polarization) out += fit_table(report) + '\n';
    for (const std::string& note : aim_notes(report)) out += paragraph(note);
    return out + aim_next(report) + '\n';
}

}  // namespace boresight::cli
